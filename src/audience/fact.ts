import { DAY } from '../clock.js'
import { unreachable } from '../errors.js'
import { fold } from '../text/fold.js'
import { type Attribute, builtInKey } from './attribute.js'
import { comparableOf, dayNumber } from './comparable.js'
import { readDay } from './day.js'
import { cityName, findCountry } from './geography.js'

/** Why something cannot be the value of a field. */
export type FactProblem =
  | 'empty'
  | 'too_long'
  | 'one_value'
  | 'not_a_number'
  | 'not_a_day'
  | 'impossible_day'
  | 'impossible_birthday'
  | 'not_yes_or_no'
  | 'unknown_option'
  | 'unknown_country'

/** A value: `value` is what conditions compare, `shown` its canonical writing. */
export type Fact = { value: string | number; shown: string }

const LONGEST = 256
const LARGEST = 1e12
const FIRST_BIRTHDAY = dayNumber('1900-01-01') ?? 0
const YES = new Set(['yes', 'y', 'true', '1', '+', 'да', 'д', 'ага', 'конечно', '✅'])
const NO = new Set(['no', 'n', 'false', '0', '-', '–', '—', 'нет', 'н', 'неа', '❌'])

/**
 * Reads what was written as the values of a field. Numbers take a decimal comma and spaces between thousands; days are
 * written as `readDay` has them; options are known by their folded writing, countries by any name in English or Russian
 * or their ISO code, and become that code; a city becomes its international name where that is known, so that "Рига"
 * and "Riga" are one city.
 * @param at ms UTC, by which a birthday must have been
 */
export function readFacts(
  attribute: Pick<Attribute, 'key' | 'type' | 'options'>,
  values: readonly string[],
  at: number,
): { kind: 'facts'; facts: Fact[] } | { kind: 'invalid'; why: FactProblem } {
  if (values.length > 1 && attribute.type !== 'many_of') return { kind: 'invalid', why: 'one_value' }
  const facts = new Map<string | number, Fact>()
  for (const value of values) {
    const shown = canonical(attribute, tidy(value), at)
    if (typeof shown !== 'string') return { kind: 'invalid', why: shown.why }
    const comparable = comparableOf(attribute.type, shown)
    if (comparable === null) return { kind: 'invalid', why: 'empty' }
    facts.set(comparable, { value: comparable, shown })
  }
  return facts.size === 0 ? { kind: 'invalid', why: 'empty' } : { kind: 'facts', facts: [...facts.values()] }
}

function canonical(
  attribute: Pick<Attribute, 'key' | 'type' | 'options'>,
  text: string,
  at: number,
): string | { why: FactProblem } {
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

/** `1 234,5`, `1234.5`, `-3`; a single comma or point is the decimal one. */
function readNumber(text: string): string | { why: FactProblem } {
  const plain = text.replace(/(?<=\d)\s(?=\d{3}(?!\d))/gu, '').replace(/^[−–—]/u, '-')
  const number = /^[+-]?\d+(?:[.,]\d+)?$/.test(plain) ? Number(plain.replace(',', '.')) : Number.NaN
  // "-0" would be another text than "0".
  return Math.abs(number) <= LARGEST ? String(number === 0 ? 0 : number) : { why: 'not_a_number' }
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
