import {
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'
import { withoutEdges } from '../text/edges.js'
import { plainNumber } from '../text/number.js'
import { countryOfMobile, mobileAtHome } from './phone/mobile.js'

/** A phone number in E.164 (`+37120000000`), and the country it belongs to (ISO code; null when it belongs to none). */
export type Phone = { number: string; country: string | null }

const LONGEST = 64
const LONGEST_CELL = 400
const MOST_IN_CELL = 10
const SIGNS = /^\+?[\d\s().\-/]+$/
/** A day, or an amount. */
const OTHER = /^(?:\+?\d{7,}\.\d+|\d{1,2}([./-])\d{1,2}\1\d{2,4}|\d{4}([./-])\d{1,2}\2\d{1,2})$/

/**
 * Reads a phone number as people and spreadsheets write it, with its country's code: with a plus, 00, 810, or bare; a
 * Russian one also with an 8; with spaces, dashes, brackets and invisible signs, `="…"`, a leading apostrophe or `.0`.
 * A number that a spreadsheet has rounded (`7.9E+10`), and a day, are none.
 * @param country the country (ISO code) whose numbers are also read as they are dialled at home; null for none
 * @returns null when it is none that could exist
 */
export function readPhone(written: string, country: string | null = null): Phone | null {
  return asPhone(readLine(written, country))
}

/**
 * Every number that stands in a cell, mobiles first: tables part several by commas, semicolons, slashes and lines, and
 * put a name or an extension behind them.
 */
export function readPhones(cell: string, country: string | null = null): Line[] {
  if (cell.length > LONGEST_CELL) return []
  const whole = readLine(cell, country)
  if (whole !== null) return [whole]
  const text = /^[[{]/.test(cell) ? (cell.match(/\+?\d[\d ()-]{6,20}/g) ?? []).join(',') : cell
  const parts = text
    .split(/[,;|\n]|\s\/\s|\s(?:и|или|or|and|und|oder|o|y)\s/u)
    .flatMap(part => (/\d\/\+?\d{3}/.test(part) ? part.split('/') : [part]))
  const read = parts.slice(0, MOST_IN_CELL).flatMap(part => {
    const text = part
      .replace(/(?:x|ext\.?|доб\.?|вн\.?|#)\s*\d{1,6}\s*$/iu, '')
      .replace(/\p{L}[\p{L}\p{M}.:' -]*|\(\s*\)/gu, ' ')
    return readLine(text, country) ?? []
  })
  return [...read.filter(({ mobile }) => mobile), ...read.filter(({ mobile }) => !mobile)]
}

/** A phone, and whether it is a mobile as far as its country tells the two apart. */
export type Line = Phone & { mobile: boolean }

function readLine(written: string, country: string | null): Line | null {
  return quickLine(written, country) ?? slowLine(written, country)
}

/** Brackets and spaces of plain numbers; what else stands in them is looked at with care. */
const PLAIN = /^\+?[\d ()-]{9,24}$/
const ONLY_DIGITS = /^\+?\d+$/
/** Codes of countries in which one line is written in two ways. */
const TWO_WAYS = /^5[245]/

/** A mobile in the usual ways to write it, as `slowLine` would read it; null where that has to say. */
function quickLine(written: string, country: string | null): Line | null {
  if (!PLAIN.test(written) || written.includes('(0)')) return null
  const digits = ONLY_DIGITS.test(written) ? written.slice(written.startsWith('+') ? 1 : 0) : written.replace(/\D/g, '')
  if (written.startsWith('+')) return /^8(?!88)\d{10}$/.test(digits) ? null : quickMobile(digits)
  const home = country === null ? null : mobileAtHome(digits, country)
  if (home !== null) return TWO_WAYS.test(home) ? null : { number: `+${home}`, country, mobile: true }
  const russian = country === null || country === 'RU'
  if (russian && /^8\d{10}$/.test(digits)) return quickMobile(`7${digits.slice(1)}`)
  if (country !== null && !(isSupportedCountry(country) && digits.startsWith(getCountryCallingCode(country))))
    return null
  return digits.length < 11 || /^(?:00|8)/.test(digits) ? null : quickMobile(digits)
}

function quickMobile(digits: string): Line | null {
  if (TWO_WAYS.test(digits)) return null
  const country = countryOfMobile(digits)
  return country === null ? null : { number: `+${digits}`, country, mobile: true }
}

function slowLine(written: string, country: string | null): Line | null {
  const candidates = candidatesOf(written)
  // Without a plus most numbers are something else: those have to be in use, not only of the right length.
  const surely = /^\W*\+/u.test(plainNumber(written))
  const home = surely ? null : nationalLine(written, country, candidates)
  if (home?.mobile === true) return home
  const read = candidates.flatMap(candidate => known(candidate, surely) ?? [])
  const [first, second] = read
  if (first === undefined || second === undefined || /^\W*8[\s(-]/u.test(plainNumber(written))) return first ?? home
  // Russia's 8 before ten digits looks like the code of Vietnam or Hong Kong: a mobile is likelier than an office.
  return !first.mobile && second.mobile ? second : first
}

/** A number as it is dialled within its country; null where it begins with the country's own code. */
function nationalLine(written: string, country: string | null, candidates: readonly string[]): Line | null {
  if (country === null || !isSupportedCountry(country)) return null
  const text = plainPhone(written)
  if (text === null) return null
  const own = candidates.some(candidate => candidate.startsWith(`+${getCountryCallingCode(country)}`))
  const number = parsePhoneNumberFromString(text, country)
  if (number?.isValid() !== true) return null
  if (own && number.number === `+${text.replace(/\D/g, '')}`) return null
  return asLine(number)
}

function asLine(number: PhoneNumber): Line {
  const type = number.getType()
  return {
    number: number.number,
    country: number.country ?? null,
    mobile: type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE',
  }
}

function asPhone(read: Phone | null): Phone | null {
  return read === null ? null : { number: read.number, country: read.country }
}

/** The number as it stands, else as it is dialled today; null when neither could exist. */
function known(candidate: string, surely: boolean): Line | null {
  if (isAnonymous(candidate)) return { number: candidate, country: null, mobile: true }
  for (const form of new Set([candidate, ...sameNumbers(candidate)])) {
    const number = parsePhoneNumberFromString(form)
    if (number !== undefined && (surely ? number.isPossible() : number.isValid())) return asLine(number)
  }
  return null
}

/**
 * Reads the number of a Telegram account, as Telegram writes it. It vouches for it, so also one that no country has, as
 * the anonymous ones (+888), is taken.
 * @returns null when it has no 7 to 15 digits
 */
export function readTelegramPhone(written: string): Phone | null {
  const digits = written.replace(/\D/g, '')
  const read = known(`+${digits}`, false) ?? known(`+${digits}`, true)
  if (read !== null) return asPhone(read)
  return /^\d{7,15}$/.test(digits) ? { number: `+${digits}`, country: null } : null
}

/**
 * Every number in E.164 that something written may be, without asking whether it exists: enough to look it up among
 * those that are known, and cheap for long lists.
 */
export function phoneForms(written: string): string[] {
  return [...new Set(candidatesOf(written).flatMap(sameNumbers))]
}

/**
 * The ways in which one line is written: the ninth digit of Brazil's mobiles, Mexico's old 1 and Argentina's 9 stand in
 * one system and not in the other. The last one is how it is dialled today.
 * @param number E.164
 */
export function sameNumbers(number: string): string[] {
  const [, area = '', brazil] = /^\+55(\d\d)9?([6-9]\d{7})$/.exec(number) ?? []
  if (brazil !== undefined) return [`+55${area}${brazil}`, `+55${area}9${brazil}`]
  const [, mexico] = /^\+52(?:1(?=\d{10}$))?(\d{10})$/.exec(number) ?? []
  if (mexico !== undefined) return [`+521${mexico}`, `+52${mexico}`]
  const [, argentina] = /^\+549?([1-8]\d{9})$/.exec(number) ?? []
  return argentina === undefined ? [number] : [`+54${argentina}`, `+549${argentina}`]
}

/** An anonymous number of Telegram's, which no country has. */
function isAnonymous(number: string): boolean {
  return /^\+888\d{4,12}$/.test(number)
}

/** What was written in E.164, the likeliest first. */
function candidatesOf(written: string): string[] {
  const text = plainPhone(written)
  if (text === null) return []
  const digits = text.replace(/\D/g, '')
  const international = digits.replace(/^(?:00|810(?=\d{8})|011(?=\d{8}))/, '')
  if (digits.length < 7 || digits.length > 20) return []
  if (text.startsWith('+') && !/^8(?!88)\d{10}$/.test(digits)) return [`+${digits}`]
  if (international !== digits) return [`+${international}`]
  if (!/^8\d{10}$/.test(digits)) return digits.length < 9 ? [] : [`+${digits}`]
  // Within Russia and Kazakhstan numbers are written with an 8 instead of +7.
  return [`+7${digits.slice(1)}`, `+${digits}`]
}

/** Without what stands around a number in tables; null when something else is left than a number has. */
function plainPhone(written: string): string | null {
  if (written.length > LONGEST) return null
  const bare = withoutEdges(plainNumber(written).replace(/^=\s*(?=["'])/, ''), '"\'')
  const text = bare
    .replace(/^(?:tel:|https?:\/\/wa\.me\/|wa\.me\/)/i, '')
    .replace(/^(\+?\d{7,15})[.,]0{1,2}$/, '$1')
    .replace('(0)', '')
    .replace(/^\+\d{1,3}\s+(?=\+)/, '')
    .trim()
  return SIGNS.test(text) && !OTHER.test(text) ? text : null
}
