import { type Line, readPhones } from '../../../audience/phone.js'
import { fold } from '../../../text/fold.js'
import { OWN } from '../../own-file.js'
import type { LeftOutReason, Mapping } from '../../role.js'
import { readMoment } from '../cell/moment.js'
import { type PersonalName, splitName } from '../cell/personal-name.js'
import { isTelegram } from '../cell/platform.js'
import { bare, cut } from '../cell.js'
import { contraryOf, standingOf } from '../column/statuses.js'
import { remembering } from '../remembering.js'
import { fieldsOf } from './fields.js'
import type { Reading } from './reading.js'
import { formatOf, textOf } from './texts.js'

export type { Reading } from './reading.js'

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

const LONGEST_NAME = 128
const LONGEST_ID = 128
const EMAIL = /^[^\s@<>(),;"']{1,64}@[^\s@<>(),;"']{1,190}\.[^\s@<>(),;"'.]{2,24}$/
const ROUNDED = /^\+?\d(?:[.,]\d+)?[eе]\+?\d{1,2}$/iu
const PLAIN_USERNAME = /^[a-z]\w{3,31}$/i
const COMPANY = /^(?:компани|организац|юр|company|organi[sz]ation|firma|empresa|sirket|фирма|ооо|b2b)/u

/** True for how tables call a company among people. */
export function isCompany(word: string): boolean {
  return COMPANY.test(fold(word))
}

/** Reads the person of a row. @returns why there is none */
export type PersonReader = (line: number, cells: readonly string[]) => Person | Nobody

/** What the columns of a file mean is looked up once: rows come by the million. */
export function createPersonReader(mapping: Mapping, reading: Reading): PersonReader {
  const { roles, companies } = mapping
  const [platformOf, idOf, usernameOf] = [textOf(roles.platform), textOf(roles.telegram_id), textOf(roles.username)]
  const [numberOf, languageOf, sinceOf] = [
    textOf(roles.external_id),
    textOf(roles.language),
    textOf(roles.subscribed_at),
  ]
  const [firstOf, lastOf, fullOf] = [textOf(roles.first_name), textOf(roles.last_name), textOf(roles.full_name)]
  // A column *Имя* without one of family names holds whatever people are called.
  const lone = roles.last_name === undefined && roles.full_name === undefined
  const split = remembering(splitName)
  const namesOf = (first: string, last: string, full: string): PersonalName => {
    const [own, family] = [cut(first, LONGEST_NAME), cut(last, LONGEST_NAME)]
    return own !== '' || family !== '' ? { first: own || null, last: family || null } : split(full)
  }
  const namesOnly = isNamesOnly(roles)
  const numbered = mapping.kind === 'orders' && (isNumbersOnly(roles) || mapping.system === OWN)
  const holdsFields = [roles.tags, roles.birthday, roles.city, roles.gender, roles.field].some(of => of !== undefined)
  return (line, cells) => {
    if (companies !== null && isCompany(cells[companies] ?? '')) return { reason: 'not_a_person', column: companies }
    const platform = platformOf(cells)
    if (platform !== '' && !isOnTelegram(platform, mapping))
      return { reason: 'other_platform', column: at(roles.platform) }
    const telegramId = readTelegramId(idOf(cells))
    const phone = isOneColumn(telegramId, roles) ? null : phoneOf(cells, roles.phone, roles.phone_alt, reading.country)
    const email = emailOf(cells, roles.email) ?? emailOf(cells, roles.email_alt)
    const username = readUsername(usernameOf(cells), telegramId)
    const names = lone ? namesOf('', '', firstOf(cells)) : namesOf(firstOf(cells), lastOf(cells), fullOf(cells))
    const externalId = externalIdOf(numberOf(cells))
    if (telegramId === null && phone === null && email === null) {
      // People of ours can be named in weaker ways; nobody comes in by those.
      const named = username ?? externalId ?? (namesOnly ? names.first : null)
      if (!(numbered && externalId !== null) && (mapping.kind !== 'list' || named === null))
        return nobody(cells, mapping)
    }
    const standing = standingIn(cells, mapping, reading)
    // Plain properties: this is made for every row, and spreading costs more than reading.
    return {
      line,
      telegramId,
      phone,
      email,
      externalId,
      firstName: names.first,
      lastName: names.last,
      username,
      language: cut(languageOf(cells), 64) || null,
      stopped: standing === 'stopped',
      reachable: standing === 'blocked' ? false : standing === 'active' ? true : null,
      subscribedAt: subscribedAt(sinceOf(cells), mapping, reading),
      fields: holdsFields ? fieldsOf(cells, mapping, reading) : {},
    }
  }
}

function externalIdOf(written: string): string | null {
  return written === '' ? null : cut(written.replace(/^(\d+)[.,]0$/, '$1'), LONGEST_ID) || null
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

function at(columns: readonly number[] | undefined): number | null {
  return columns?.[0] ?? null
}

function isOnTelegram(platform: string, mapping: Mapping): boolean {
  return mapping.telegram.includes(fold(platform)) || isTelegram(platform)
}

/** An id of somebody on Telegram, also as a link (`tg://user?id=…`); null when it is none: groups' are negative. */
export function readTelegramId(text: string): number | null {
  if (text === '') return null
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
  if (text === '') return null
  if (PLAIN_USERNAME.test(text)) return text === String(telegramId) ? null : text
  const name = text
    .replace(/^(?:https?:\/\/)?(?:t\.me|telegram\.me|telegram\.dog)\//i, '')
    .replace(/^@/, '')
    .split(/[/?]/, 1)
    .join('')
  return PLAIN_USERNAME.test(name) && name !== String(telegramId) ? name : null
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
