import { type Line, readPhones } from '../../../audience/phone.js'
import { withoutEdges } from '../../../text/edges.js'
import { fold } from '../../../text/fold.js'
import { OWN } from '../../own-file.js'
import type { LeftOutReason, Mapping, Role } from '../../role.js'
import { readMoment } from '../cell/moment.js'
import { splitName } from '../cell/personal-name.js'
import { isTelegram } from '../cell/platform.js'
import { bare, cut } from '../cell.js'
import { contraryOf, standingOf } from '../column/statuses.js'

/**
 * A person as one row tells of them. `phone` is E.164, `email` in small letters, `subscribedAt` ms UTC; `fields` by header
 * or by the key of a field; null where the row says nothing.
 */
export type Person = {
  line: number
  telegramId: number | null
  phone: string | null
  email: string | null
  externalId: string | null
  firstName: string | null
  lastName: string | null
  username: string | null
  language: string | null
  stopped: boolean
  reachable: boolean | null
  subscribedAt: number | null
  fields: Record<string, string | string[]>
}

/** Why nobody was found in a row, and in which column (index; null: in the whole row). */
export type Nobody = { reason: LeftOutReason; column: number | null }

/**
 * What rows are read with beside the mapping. `country`: of phones as they are dialled at home; `zone`: of times without
 * an offset (IANA); `now`: ms UTC.
 */
export type Reading = { headers: readonly string[]; country: string | null; zone: string; now: number }

const LONGEST_NAME = 128
const LONGEST_ID = 128
const LONGEST_VALUE = 1_024
const MOST_TAGS = 100
const EMAIL = /^[^\s@<>(),;"']{1,64}@[^\s@<>(),;"']{1,190}\.[^\s@<>(),;"'.]{2,24}$/
const ROUNDED = /^\+?\d(?:[.,]\d+)?[eе]\+?\d{1,2}$/iu
const PLAIN_USERNAME = /^[a-z]\w{3,31}$/i
const EARLIEST_BIRTH = '1900-01-01'
const COMPANY = /^(?:компани|организац|юр|company|organi[sz]ation|firma|empresa|sirket|фирма|ооо|b2b)/u

/** True for how tables call a company among people. */
export function isCompany(word: string): boolean {
  return COMPANY.test(fold(word))
}

/** Reads the person of a row. @returns why there is none */
export function readPerson(
  line: number,
  cells: readonly string[],
  mapping: Mapping,
  reading: Reading,
): Person | Nobody {
  const { roles } = mapping
  const text = (role: Role) => firstOf(cells, roles[role])
  if (mapping.companies !== null && isCompany(cells[mapping.companies] ?? ''))
    return { reason: 'not_a_person', column: mapping.companies }
  const platform = text('platform')
  if (platform !== '' && !isOnTelegram(platform, mapping))
    return { reason: 'other_platform', column: at(roles.platform) }
  const telegramId = readTelegramId(text('telegram_id'))
  const phone = isOneColumn(telegramId, roles) ? null : phoneOf(cells, roles.phone, roles.phone_alt, reading.country)
  const email = emailOf(cells, roles.email) ?? emailOf(cells, roles.email_alt)
  const username = readUsername(text('username'), telegramId)
  // A column *Имя* without one of family names holds whatever people are called.
  const names =
    roles.last_name === undefined && roles.full_name === undefined
      ? namesOf('', '', text('first_name'))
      : namesOf(text('first_name'), text('last_name'), text('full_name'))
  const externalId = cut(text('external_id').replace(/^(\d+)[.,]0$/, '$1'), LONGEST_ID) || null
  if (telegramId === null && phone === null && email === null) {
    // People of ours can be named in weaker ways; nobody comes in by those.
    const named = username ?? externalId ?? (isNamesOnly(roles) ? names.firstName : null)
    const numbered =
      mapping.kind === 'orders' && externalId !== null && (isNumbersOnly(roles) || mapping.system === OWN)
    if (!numbered && (mapping.kind !== 'list' || named === null)) return nobody(cells, mapping)
  }
  const standing = standingIn(cells, mapping, reading)
  // Plain properties: this is made for every row, and spreading costs more than reading.
  return {
    line,
    telegramId,
    phone,
    email,
    externalId,
    firstName: names.firstName,
    lastName: names.lastName,
    username,
    language: cut(text('language'), 64) || null,
    stopped: standing === 'stopped',
    reachable: standing === 'blocked' ? false : standing === 'active' ? true : null,
    subscribedAt: subscribedAt(text('subscribed_at'), mapping, reading),
    fields: fieldsOf(cells, mapping, reading),
  }
}

/** A lone column may hold ids and phones: a number that is an id is no phone as well. */
function isOneColumn(telegramId: number | null, { telegram_id, phone }: Mapping['roles']): boolean {
  const [column] = telegram_id ?? []
  return telegramId !== null && column !== undefined && phone?.[0] === column
}

/** Nothing but names says whom the rows mean. */
function isNamesOnly({ telegram_id, phone, email, username, external_id }: Mapping['roles']): boolean {
  return [telegram_id, phone, email, username, external_id].every(columns => columns === undefined)
}

/** Orders say by nothing but a number whose they are: who that is stands in another file. */
function isNumbersOnly({ telegram_id, phone, phone_alt, email, email_alt }: Mapping['roles']): boolean {
  return [telegram_id, phone, phone_alt, email, email_alt].every(columns => columns === undefined)
}

function firstOf(cells: readonly string[], columns: readonly number[] | undefined): string {
  for (const column of columns ?? []) {
    const text = bare(cells[column] ?? '')
    if (text !== '') return text
  }
  return ''
}

function at(columns: readonly number[] | undefined): number | null {
  return columns?.[0] ?? null
}

function isOnTelegram(platform: string, mapping: Mapping): boolean {
  return mapping.telegram.includes(fold(platform)) || isTelegram(platform)
}

/** An id of somebody on Telegram, also as a link (`tg://user?id=…`); null when it is none: groups' are negative. */
export function readTelegramId(text: string): number | null {
  const digits = text
    .replace(/^(?:tg:\/\/(?:user\?id|openmessage\?user_id)=|id:?\s?|user)/i, '')
    .replace(/[.,]0+$/, '')
    .replace(/[\s\u00a0]/g, '')
  return /^[1-9]\d{3,12}$/.test(digits) ? Number(digits) : null
}

type Columns = readonly number[] | undefined

/** The first mobile in these columns, else the first number. */
function phoneOf(cells: readonly string[], main: Columns, others: Columns, country: string | null): string | null {
  const first = phoneIn(cells, main, country)
  if (first?.mobile === true || others === undefined) return first?.number ?? null
  const other = phoneIn(cells, others, country)
  return other?.mobile === true ? other.number : (first?.number ?? other?.number ?? null)
}

function phoneIn(cells: readonly string[], columns: Columns, country: string | null): Line | null {
  let landline: Line | null = null
  for (const column of columns ?? []) {
    const text = bare(cells[column] ?? '')
    if (text === '') continue
    for (const phone of readPhones(text, country)) {
      if (phone.mobile) return phone
      landline ??= phone
    }
  }
  return landline
}

function emailOf(cells: readonly string[], columns: Columns): string | null {
  for (const column of columns ?? []) {
    const text = bare(cells[column] ?? '')
    if (!text.includes('@')) continue
    if (EMAIL.test(text)) return text.toLowerCase()
    for (const part of text.slice(0, 1_000).split(/[\s,;|<>()]+/)) {
      const one = part.replace(/^mailto:/i, '').toLowerCase()
      if (EMAIL.test(one)) return one
    }
  }
  return null
}

function readUsername(text: string, telegramId: number | null): string | null {
  if (PLAIN_USERNAME.test(text)) return text === String(telegramId) ? null : text
  const name = text
    .replace(/^(?:https?:\/\/)?(?:t\.me|telegram\.me|telegram\.dog)\//i, '')
    .replace(/^@/, '')
    .split(/[/?]/, 1)
    .join('')
  return PLAIN_USERNAME.test(name) && name !== String(telegramId) ? name : null
}

function namesOf(first: string, last: string, full: string): { firstName: string | null; lastName: string | null } {
  const [own, family] = [cut(first, LONGEST_NAME), cut(last, LONGEST_NAME)]
  if (own !== '' || family !== '') return { firstName: own || null, lastName: family || null }
  const split = splitName(full)
  return { firstName: split.first, lastName: split.last }
}

/** What was wrong with the keys that the row has, the first of them that says something. */
function nobody(cells: readonly string[], { roles, kind }: Mapping): Nobody {
  const [id] = roles.telegram_id ?? []
  const written = id === undefined ? '' : bare(cells[id] ?? '')
  if (id !== undefined && written !== '' && (kind === 'subscribers' || kind === 'list')) {
    if (/^-\d{5,}/.test(written)) return { reason: 'telegram_group', column: id }
    return { reason: 'telegram_id_invalid', column: id }
  }
  for (const column of [...(roles.phone ?? []), ...(roles.phone_alt ?? [])]) {
    const text = bare(cells[column] ?? '')
    if (text !== '') return { reason: ROUNDED.test(text) ? 'phone_rounded' : 'phone_invalid', column }
  }
  for (const column of [...(roles.email ?? []), ...(roles.email_alt ?? [])])
    if (bare(cells[column] ?? '') !== '') return { reason: 'email_invalid', column }
  return { reason: 'no_key', column: null }
}

function standingIn(cells: readonly string[], { roles }: Mapping, { headers }: Reading) {
  for (const column of roles.status ?? []) {
    const text = bare(cells[column] ?? '')
    const standing = text === '' ? null : standingOf(text, contraryOf(headers[column] ?? ''))
    if (standing !== null) return standing
  }
  return null
}

function subscribedAt(text: string, mapping: Mapping, { zone, now }: Reading): number | null {
  if (text === '') return null
  const moment = readMoment(text, formatOf(mapping, 'subscribed_at'), mapping.zone ?? zone)
  return moment === null || moment === 'impossible' || moment.at > now || moment.at < 0 ? null : moment.at
}

/** How the column of a role writes times. */
export function formatOf(mapping: Mapping, role: Role) {
  return mapping.dates[String(mapping.roles[role]?.[0] ?? '')] ?? 'ymd'
}

function fieldsOf(cells: readonly string[], mapping: Mapping, reading: Reading): Person['fields'] {
  const fields: Person['fields'] = {}
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
