import { withoutEdges } from '../../../text/edges.js'
import type { Mapping } from '../../role.js'
import { readMoment } from '../cell/moment.js'
import { bare, cut } from '../cell.js'
import type { Reading } from './reading.js'
import { formatOf } from './texts.js'

const LONGEST_NAME = 128
const LONGEST_VALUE = 1_024
const MOST_TAGS = 100
const EARLIEST_BIRTH = '1900-01-01'

/** What a row says of a person beside keys and names: by header, or by the key of a field. */
export function fieldsOf(
  cells: readonly string[],
  mapping: Mapping,
  reading: Reading,
): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {}
  const { roles } = mapping
  for (const column of roles.tags ?? []) {
    const tags = splitTags(bare(cells[column] ?? ''))
    if (tags.length > 0) fields[keyOf(column, mapping, reading)] = tags
  }
  const [born] = roles.birthday ?? []
  const birthday = born === undefined ? null : birthdayOf(bare(cells[born] ?? ''), mapping, reading)
  if (born !== undefined && birthday !== null) fields[keyOf(born, mapping, reading)] = birthday
  for (const role of ['city', 'gender', 'field'] as const) {
    for (const column of roles[role] ?? []) {
      const text = cut(bare(cells[column] ?? ''), LONGEST_VALUE)
      if (text !== '') fields[keyOf(column, mapping, reading)] = text
    }
  }
  return fields
}

/** In what platforms keep somebody's variables: `variables.city` is the field *city*. */
const WITHIN = /^(?:variables?|vars|custom_?fields|fields|attributes|params|data)\.(?=.)/i

/** Under what a column's values are kept: the key of a field of ours, else its header. */
function keyOf(column: number, mapping: Mapping, { headers }: Reading): string {
  return mapping.fields[String(column)] ?? (headers[column] ?? '').replace(WITHIN, '')
}

function birthdayOf(text: string, mapping: Mapping, { now }: Reading): string | null {
  if (text === '') return null
  const moment = readMoment(text, formatOf(mapping, 'birthday'), 'utc')
  if (moment === null || moment === 'impossible') return null
  // Two digits of a year may be of this century only where that has been.
  const day = moment.at > now && /\D\d\d$/.test(text) ? `19${moment.day.slice(2)}` : moment.day
  return day >= EARLIEST_BIRTH && day <= new Date(now).toISOString().slice(0, 10) ? day : null
}

/** Tags of a cell: parted by commas, semicolons, bars or lines, in quotes or not, or a list in JSON. */
export function splitTags(text: string): string[] {
  if (text === '') return []
  const parts = text.startsWith('[')
    ? (tagsOfJson(text) ?? [text])
    : text.split(text.includes(';') ? /[;\n]/ : /[,|\n]/)
  const tags = parts.map(part => cut(withoutEdges(part.trim(), '"\'«»').trim(), LONGEST_NAME))
  return [...new Set(tags.filter(tag => tag !== ''))].slice(0, MOST_TAGS)
}

function tagsOfJson(text: string): string[] | null {
  try {
    const list: unknown = JSON.parse(text)
    if (!Array.isArray(list)) return null
    return list.flatMap((tag: unknown) => {
      if (typeof tag === 'string' || typeof tag === 'number') return [String(tag)]
      const name = tag !== null && typeof tag === 'object' && 'name' in tag ? tag.name : null
      return typeof name === 'string' ? [name] : []
    })
  } catch {
    return null
  }
}
