import { DAY } from '../../clock.js'
import { unreachable } from '../../errors.js'
import { splitCurrency } from '../../text/currency.js'
import { fold } from '../../text/fold.js'
import { parseNumber } from '../../text/number.js'
import { type Attribute, builtInKey } from '../attribute.js'
import { findCountry } from '../place/country.js'
import { cityName } from '../place/town.js'
import { comparableOf } from './comparable.js'
import { dayNumber, readDay } from './day.js'

/** Why something cannot be the value of a field. */
export type FactProblem =
  | 'empty'
  | 'too_long'
  | 'one_value'
  | 'not_a_number'
  | 'two_numbers'
  | 'not_a_day'
  | 'impossible_day'
  | 'impossible_birthday'
  | 'not_yes_or_no'
  | 'unknown_option'
  | 'unknown_country'

/** What cannot be a value, and why; `two_numbers` could be either of two, the larger one first. */
export type Invalid = { kind: 'invalid'; why: FactProblem; numbers?: readonly [number, number] }

/** A value: `value` is what conditions compare, `shown` its canonical writing. */
export type Fact = { value: string | number; shown: string }

const LONGEST = 256
const LARGEST = 1e12
const FIRST_BIRTHDAY = dayNumber('1900-01-01') ?? 0
const YES = new Set(['yes', 'y', 'true', '1', '+', 'да', 'д', 'ага', 'конечно', '✅'])
const NO = new Set(['no', 'n', 'false', '0', '-', '–', '—', 'нет', 'н', 'неа', '❌'])

/**
 * Reads what was written as the values of a field. Numbers are read by `parseNumber`, a currency beside them is left
 * out; days are written as `readDay` has them; options are known by their folded writing, countries by any name in English or Russian
 * or their ISO code, and become that code; a city becomes its international name where that is known, so that "Рига"
 * and "Riga" are one city.
 * @param at ms UTC, by which a birthday must have been
 */
export function readFacts(
  attribute: Pick<Attribute, 'key' | 'type' | 'options'>,
  values: readonly string[],
  at: number,
): { kind: 'facts'; facts: Fact[] } | Invalid {
  if (values.length > 1 && attribute.type !== 'many_of') return { kind: 'invalid', why: 'one_value' }
  const facts = new Map<string | number, Fact>()
  for (const value of values) {
    const shown = canonical(attribute, tidy(value), at)
    if (typeof shown !== 'string') return { kind: 'invalid', ...shown }
    const comparable = comparableOf(attribute.type, shown)
    if (comparable === null) return { kind: 'invalid', why: 'empty' }
    facts.set(comparable, { value: comparable, shown })
  }
  return facts.size === 0 ? { kind: 'invalid', why: 'empty' } : { kind: 'facts', facts: [...facts.values()] }
}

/**
 * The values of a field from their canonical writing, as `shown` has it and as the buttons of a question keep it: in
 * `1.234` the point is the decimal one.
 */
export function factsOf(
  attribute: Pick<Attribute, 'key' | 'type' | 'options'>,
  values: readonly string[],
  at: number,
): { kind: 'facts'; facts: Fact[] } | Invalid {
  if (attribute.type !== 'number') return readFacts(attribute, values, at)
  const [shown, second] = values
  const value = shown === undefined || second !== undefined ? null : comparableOf('number', shown)
  if (typeof value !== 'number' || Math.abs(value) > LARGEST) return { kind: 'invalid', why: 'not_a_number' }
  return { kind: 'facts', facts: [{ value, shown: String(value) }] }
}

function canonical(
  attribute: Pick<Attribute, 'key' | 'type' | 'options'>,
  text: string,
  at: number,
): string | Omit<Invalid, 'kind'> {
  if (text === '') return { why: 'empty' }
  if (text.length > LONGEST) return { why: 'too_long' }
  switch (attribute.type) {
    case 'text': {
      const key = builtInKey(attribute)
      if (key === 'country') return findCountry(text) ?? { why: 'unknown_country' }
      return key === 'city' ? cityName(text) : text
    }
    case 'number':
      return readNumber(text)
    case 'date': {
      const read = readDay(text)
      if (read === null) return { why: 'not_a_day' }
      if (read === 'impossible') return { why: 'impossible_day' }
      return builtInKey(attribute) === 'birthday' && !isBirthday(read.day, at)
        ? { why: 'impossible_birthday' }
        : read.day
    }
    case 'yes_no': {
      const folded = fold(text)
      return YES.has(folded) ? 'yes' : NO.has(folded) ? 'no' : { why: 'not_yes_or_no' }
    }
    case 'one_of':
    case 'many_of':
      return attribute.options?.find(option => fold(option) === fold(text)) ?? { why: 'unknown_option' }
    default:
      return unreachable(attribute.type)
  }
}

/** A number in its canonical writing, with a point. */
function readNumber(text: string): string | Omit<Invalid, 'kind'> {
  const read = parseNumber(splitCurrency(text).rest)
  switch (read.kind) {
    case 'number':
      return Math.abs(read.value) <= LARGEST ? String(read.value) : { why: 'not_a_number' }
    case 'either':
      return { why: 'two_numbers', numbers: [read.thousands, read.decimal] }
    case 'none':
      return { why: 'not_a_number' }
    default:
      return unreachable(read)
  }
}

function isBirthday(day: string, at: number): boolean {
  const number = dayNumber(day)
  return number !== null && number >= FIRST_BIRTHDAY && number <= Math.floor(at / DAY)
}

function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim()
}
