import { AppError } from '../../errors.js'
import { elementsOf, isTooDeep, LONGEST } from './elements.js'
import { numberText } from './number-text.js'
import { MOST_COLUMNS, type TableRow } from './row.js'

/** Of nothing but these an object may be a record of a person. */
const DEEPEST = 5

/** A table of objects: `path` leads to the array that holds them; headers are the ways to their values. */
export type Objects = { path: string; headers: string[]; count: number }

/** Something that JSON holds. */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/**
 * Finds the table of a JSON text: the array of objects that has most of them and stands in no other.
 * @throws AppError `file_not_a_table`, `file_no_rows`, `file_too_wide`, `file_broken`, `file_telegram_export`
 */
export async function findObjects(parts: AsyncIterable<string>): Promise<Objects> {
  const found = new Map<string, { headers: Map<string, number>; count: number }>()
  let arrays = 0
  for await (const { path, text } of elementsOf(parts, () => (arrays += 1))) {
    const cells = cellsOf(parseElement(text))
    if (isDesktopExport(path, cells)) throw new AppError('file_telegram_export')
    const table = found.get(path) ?? { headers: new Map<string, number>(), count: 0 }
    found.set(path, table)
    table.count += 1
    for (const header of cells.keys()) if (!table.headers.has(header)) table.headers.set(header, table.headers.size)
    if (table.headers.size > MOST_COLUMNS) throw new AppError('file_too_wide', { limit: MOST_COLUMNS })
  }
  const [best] = [...found].sort(([, a], [, b]) => b.count - a.count)
  if (best === undefined) throw new AppError(arrays > 0 ? 'file_no_rows' : 'file_not_a_table', { kind: 'json' })
  const [path, { headers, count }] = best
  return { path, headers: [...headers.keys()], count }
}

/** The rows of a table of objects, numbered as its elements are. */
export async function* readObjects(parts: AsyncIterable<string>, table: Objects): AsyncGenerator<TableRow[]> {
  let line = 0
  let rows: TableRow[] = []
  for await (const { path, text } of elementsOf(parts)) {
    if (path !== table.path) continue
    line += 1
    rows.push(rowOf(line, cellsOf(parseElement(text)), table.headers))
    if (rows.length < 500) continue
    yield rows
    rows = []
  }
  yield rows
}

/** True for lines each of which is an object. */
export function isNdjson(head: string): boolean {
  const lines = head.split(/\r?\n/).filter(line => line.trim() !== '')
  // The last one may be cut off by the end of what was looked at.
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines
  return lines.length > 1 && whole.slice(0, 5).some(line => recordOf(line) !== null)
}

/**
 * The headers of a text with an object in each line.
 * @throws AppError `file_too_wide`
 */
export async function findLines(parts: AsyncIterable<string>): Promise<string[]> {
  const headers = new Set<string>()
  for await (const lines of linesOf(parts)) {
    for (const text of lines) for (const header of recordOf(text)?.keys() ?? []) headers.add(header)
    if (headers.size > MOST_COLUMNS) throw new AppError('file_too_wide', { limit: MOST_COLUMNS })
  }
  return [...headers]
}

/** The rows of a text with an object in each line. */
export async function* readLines(parts: AsyncIterable<string>, headers: readonly string[]): AsyncGenerator<TableRow[]> {
  let line = 0
  for await (const lines of linesOf(parts)) {
    yield lines.map((text): TableRow => {
      line += 1
      if (text.trim() === '') return { line, cells: [], what: 'empty' }
      const cells = recordOf(text)
      return cells === null ? { line, cells: [text], what: 'not_json' } : rowOf(line, cells, headers)
    })
  }
}

function rowOf(line: number, cells: ReadonlyMap<string, string>, headers: readonly string[]): TableRow {
  const values = headers.map(header => cells.get(header) ?? '')
  return { line, cells: values, what: values.every(value => value === '') ? 'empty' : 'data' }
}

async function* linesOf(parts: AsyncIterable<string>): AsyncGenerator<string[]> {
  let rest = ''
  for await (const part of parts) {
    const lines = (rest + part).split(/\r?\n/)
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST) throw new AppError('file_not_a_table', { kind: 'json' })
    if (lines.length > 0) yield lines
  }
  if (rest.trim() !== '') yield [rest]
}

function recordOf(text: string): Map<string, string> | null {
  if (isTooDeep(text)) return null
  try {
    const value: Json = JSON.parse(text.replace(/^\ufeff/, ''))
    return isRecord(value) ? cellsOf(value) : null
  } catch {
    return null
  }
}

function parseElement(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('file_broken')
  }
}

function isRecord(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Values by the way to them: `customer.phone`. */
function cellsOf(value: Json, path = '', depth = 0, cells = new Map<string, string>()): Map<string, string> {
  if (isRecord(value) && depth < DEEPEST) {
    for (const [key, inner] of Object.entries(value)) {
      if (cells.size > MOST_COLUMNS) break
      cellsOf(inner, path === '' ? key : `${path}.${key}`, depth + 1, cells)
    }
  } else cells.set(path, cellOf(value))
  return cells
}

/** A list of plain values reads as one, also where each stands in an object by itself (`[{"number": "+7…"}]`). */
function cellOf(value: Json): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'boolean') return String(value)
  if (!Array.isArray(value)) return JSON.stringify(value)
  const plain = value.map(alone)
  if (plain.every(inner => inner === null || typeof inner !== 'object')) return plain.map(cellOf).join(', ')
  return JSON.stringify(value)
}

function alone(value: Json): Json {
  if (!isRecord(value)) return value
  const values = Object.values(value)
  return values.length === 1 ? (values[0] ?? null) : value
}

/** True for a message, a chat or a contact as Telegram Desktop writes them. */
function isDesktopExport(path: string, cells: ReadonlyMap<string, string>): boolean {
  const has = (...names: string[]) => names.every(name => cells.has(name))
  switch (path.slice(path.lastIndexOf('.') + 1)) {
    case 'messages':
      return has('date_unixtime') && (has('from_id') || has('actor_id') || has('text_entities'))
    case 'list':
      return /^(?:left_)?chats\.list$/.test(path) ? has('messages') : has('date_unixtime', 'phone_number')
    default:
      return false
  }
}
