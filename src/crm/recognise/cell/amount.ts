import { currencyNamed, exponentOf, MOST_MONEY, minorOf, splitCurrency } from '../../../text/currency.js'
import { withoutEnd } from '../../../text/edges.js'
import { parseNumber, plainNumber, type WrittenNumber } from '../../../text/number.js'
import type { Decimal } from '../../role.js'
import { headerWords } from '../column/header.js'

/** An amount as it is written, and the currency that stands with it. */
export type WrittenAmount = { number: WrittenNumber; currency: string | null; text: string }

const LONGEST = 48
/** As programs write amounts: nothing else can be meant. */
const SIMPLE = /^[+-]?\d+(?:\.\d{1,2})?$/
/** What an encoding leaves of a sign that it does not know. */
const LOST_SIGNS = '?\ufffd¤'
const IN_BRACKETS = /^\((.+)\)$/s
const NO_CENTS = /[,.][-–—=]+$/u

/**
 * Reads an amount with its currency before it or behind it (`₽3,870.50`, `1 234,50 руб.`, `EUR 12`), a sign that an old
 * encoding has lost (`1 234,50 ?`), brackets for a minus.
 * @returns null when it is no amount; in `number`, `either` where the column has to tell
 */
export function writtenAmount(cell: string, decimal: Decimal | null): WrittenAmount | null {
  if (cell.length > LONGEST) return null
  if (SIMPLE.test(cell)) return { number: { kind: 'number', value: Number(cell) }, currency: null, text: cell }
  if (!/\p{Nd}/u.test(cell)) return null
  const bracketed = IN_BRACKETS.exec(cell)?.[1]
  const { rest, currency } = withoutCurrency(withoutEnd((bracketed ?? cell).trim(), LOST_SIGNS))
  const text = plainNumber(rest)
    .replace(NO_CENTS, '')
    .replace(/\s([.,])/g, '$1')
  const number = parseNumber(manyDecimals(text), decimal)
  if (number.kind === 'none' || /\p{L}/u.test(text)) return null
  return { number: bracketed === undefined ? number : negative(number), currency, text }
}

/** As `splitCurrency`, with the names that programs and tables write as well. */
function withoutCurrency(text: string): { rest: string; currency: string | null } {
  const split = splitCurrency(text)
  if (split.currency !== null || !/\p{L}/u.test(split.rest)) return split
  const word = /\p{L}[\p{L}'. ]{0,24}$/u.exec(text)?.[0]
  const currency = word === undefined ? null : currencyNamed(word)
  return word === undefined || currency === null ? split : { rest: text.slice(0, -word.length).trim(), currency }
}

/** Amounts of programs: `82.7500000000` has more decimals than people write. */
function manyDecimals(text: string): string {
  if (!/^-?\d+[.,]\d{4,}$/.test(text)) return text
  const kept = withoutEnd(text, '0')
  return /[.,]\d?$/.test(kept) ? `${kept}00` : `${kept}0`
}

function negative(number: WrittenNumber): WrittenNumber {
  switch (number.kind) {
    case 'number':
      return { kind: 'number', value: -number.value }
    case 'either':
      return { kind: 'either', thousands: -number.thousands, decimal: -number.decimal }
    case 'none':
      return number
  }
}

/** The plain value of an amount, by the sign of its column; null when it is none. */
export function amountIn(cell: string, decimal: Decimal | null): { value: number; currency: string | null } | null {
  if (cell.length <= LONGEST && SIMPLE.test(cell)) return { value: Number(cell), currency: null }
  const written = writtenAmount(cell, decimal)
  if (written === null) return null
  const { number, currency } = written
  if (number.kind === 'none') return null
  const value = number.kind === 'number' ? number.value : decimal === ',' ? number.thousands : number.decimal
  return { value, currency }
}

/**
 * Minor units of an amount, to the nearest: programs write more decimals than a currency has.
 * @returns null when there are more than an order may have
 */
export function toMinor(value: number, currency: string): number | null {
  const digits = exponentOf(currency)
  if (digits === 2) {
    const near = Math.round(value * 100)
    // The only amount of so few decimals that is this number.
    if (near / 100 === value && Math.abs(near) <= MOST_MONEY) return near
  }
  const exact = minorOf(value, currency)
  const near = exact ?? Math.round(Number(`${value}e${digits}`))
  return Math.abs(near) <= MOST_MONEY ? near : null
}

/** `total_rub`, `amount_usd`: of codes that are no words. */
const BEHIND = /_(usd|eur|gbp|rub|uah|kzt|byn|pln|czk|chf|sek|nok|dkk|huf|ils|aed|sar|inr|brl|mxn|jpy|cny|uzs|kgs)$/i

/** The currency of a header: `Сумма, руб.`, `Total (USD)`, `Бюджет ₸`; null when it names none. */
export function currencyOfHeader(header: string): string | null {
  const [, behind] = BEHIND.exec(header.slice(-5)) ?? []
  if (behind !== undefined) return behind.toUpperCase()
  for (const [word = ''] of header.slice(0, 200).matchAll(/\p{L}{0,3}\p{Sc}|\p{L}+\.?/gu)) {
    const code = currencyNamed(word)
    if (code === null) continue
    // Codes are words too (ALL, TOP, CUP): only behind something, and as codes are written.
    const plain = word.replace(/\.$/, '')
    if (/^[A-Za-z]{3}$/.test(plain) && (plain !== plain.toUpperCase() || header.trim().startsWith(word))) continue
    return code
  }
  return null
}

/** Hundredths of money by their names in a header, apart from words that begin like them. */
const HUNDREDTHS =
  /(?:^|[^\p{L}])(?:коп(?:еек|ейк(?:и|ах|а))?|kope(?:ck|k)s?|cents?|pence|центов|в центах|kuruş|kurus|тиын(?:ов)?|grosz[ey]?|tiyin)(?:$|[^\p{L}])/iu
const MINOR = /(?:^|[^a-z])(?:minor|minor[ _]?units?|smallest[ _]unit)(?:$|[^a-z])/i

/** True for a header that says that its amounts are minor units: «Сумма, коп.», `total_cents`, `amountMinor`. */
export function isInMinor(header: string): boolean {
  let known = inMinor.get(header)
  if (known === undefined) {
    const words = headerWords(header).join(' ')
    known = HUNDREDTHS.test(words) || MINOR.test(words)
    if (inMinor.size >= MOST_HEADERS) inMinor.clear()
    inMinor.set(header, known)
  }
  return known
}

/** What was looked up last: a file has few headers, and millions of rows. */
const inMinor = new Map<string, boolean>()
const MOST_HEADERS = 500
