import { DAY } from '../../../clock.js'
import type { WordKey } from '../../../text/en/segmentWords.js'
import { type Cursor, peek, seeAhead } from '../cursor.js'

const MONTHS: readonly WordKey[] = [
  ...(['january', 'february', 'march', 'april', 'may', 'june'] as const),
  ...(['july', 'august', 'september', 'october', 'november', 'december'] as const),
]

/** A month some tokens further: its number, 1–12, and how many tokens it takes. */
export function monthAt(c: Cursor, ahead: number): { month: number; length: number } | null {
  const seen = seeAhead(c, ahead, ...MONTHS)
  return seen === null ? null : { month: MONTHS.indexOf(seen.key) + 1, length: seen.length }
}

const SEASONS: readonly WordKey[] = ['winter', 'spring', 'summer', 'autumn']

/** A season some tokens further: the number of its first month, and how many tokens it takes. */
export function seasonAt(c: Cursor, ahead: number): { month: number; length: number } | null {
  const seen = seeAhead(c, ahead, ...SEASONS)
  const at = seen === null ? -1 : SEASONS.indexOf(seen.key)
  return seen === null ? null : { month: at === 0 ? 12 : at * 3, length: seen.length }
}

/** A quarter by its number, so many tokens further: "Q3", "3 квартал", "third quarter"; `length` in tokens. */
export function quarterAt(c: Cursor, ahead: number): { quarter: number; length: number } | null {
  const token = peek(c, ahead)
  const [, digit] = /^q([1-4])$/.exec(token?.kind === 'word' ? token.text : '') ?? []
  if (digit !== undefined) return { quarter: Number(digit), length: 1 }
  const named = ORDINALS.findIndex(words => words.includes(token?.text ?? '')) + 1
  const number = token?.kind === 'number' && /^[1-4]$/.test(token.text) ? token.value : named
  const hyphened = peek(c, ahead + 1)?.text === '-' && peek(c, ahead + 2)?.kind === 'word' ? 2 : 0
  const word = number > 0 ? seeAhead(c, ahead + 1 + hyphened, 'calendarQuarter') : null
  return word === null ? null : { quarter: number, length: 1 + hyphened + word.length }
}

const ORDINALS: readonly (readonly string[])[] = [
  ['first', 'первый', 'первом', 'первого'],
  ['second', 'второй', 'втором', 'второго'],
  ['third', 'третий', 'третьем', 'третьего'],
  ['fourth', 'четвертый', 'четвертом', 'четвертого'],
]

/** The year that stands so many tokens further; null for any other number. */
export function yearAt(c: Cursor, ahead: number): number | null {
  const token = peek(c, ahead)
  return token?.kind === 'number' && /^(?:19|20|21)\d\d$/.test(token.text) ? token.value : null
}

/** Days of the week, from Monday, by what stands in sentences. */
const WEEKDAYS: readonly (readonly string[])[] = [
  ['monday', 'понедельник', 'понедельника'],
  ['tuesday', 'вторник', 'вторника'],
  ['wednesday', 'среда', 'среду', 'среды'],
  ['thursday', 'четверг', 'четверга'],
  ['friday', 'пятница', 'пятницу', 'пятницы'],
  ['saturday', 'суббота', 'субботу', 'субботы'],
  ['sunday', 'воскресенье', 'воскресенья'],
]

/** The latest such day of the week that has begun, YYYY-MM-DD; null for any other word, and where nobody knows the day. */
export function weekdayAt(c: Cursor, ahead: number): string | null {
  const word = peek(c, ahead)?.text ?? ''
  if (word === 'позавчера' && c.today !== null)
    return new Date(Date.parse(c.today) - 2 * DAY).toISOString().slice(0, 10)
  const day = WEEKDAYS.findIndex(words => words.some(one => one === word || one === eachOf(word)))
  if (day < 0 || c.today === null) return null
  const today = new Date(`${c.today}T00:00:00Z`)
  const back = ((today.getUTCDay() + 6) % 7) - day
  return new Date(today.getTime() - (back < 0 ? back + 7 : back) * DAY).toISOString().slice(0, 10)
}

const PLURAL = /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days)$/
const PLURAL_RU = /^(?:понедельник|вторник|сред|четверг|пятниц|суббот|воскресень)(?:ам|ям)$/u

/** True for "Fridays", «по пятницам». */
export function isEachWeekday(word: string): boolean {
  return PLURAL.test(word) || PLURAL_RU.test(word)
}

/** The one day of "Fridays", «пятницам»; null for any other word. */
function eachOf(word: string): string | null {
  if (PLURAL.test(word)) return word.slice(0, -1)
  const stem = PLURAL_RU.test(word) ? word.slice(0, -2) : null
  return stem === null ? null : (WEEKDAYS.flat().find(one => one.startsWith(stem)) ?? null)
}

const SINCE: ReadonlySet<string> = new Set(['since', 'after', 'before', 'until', 'till', 'between'])

/** A day that is said by how far it is from today, where it is an end of a stretch: «с вчера», "since yesterday"; YYYY-MM-DD. */
export function dayFromToday(c: Cursor, ahead: number): string | null {
  const word = peek(c, ahead)?.text ?? ''
  const before = c.tokens[c.at + ahead - 1]?.text ?? ''
  const back = word === 'вчера' || word === 'yesterday' ? 1 : word === 'сегодня' || word === 'today' ? 0 : null
  if (back === null || c.today === null || !(SINCE.has(before) || ENDS.has(before))) return null
  return new Date(Date.parse(c.today) - back * DAY).toISOString().slice(0, 10)
}

const ENDS: ReadonlySet<string> = new Set(['с', 'со', 'от', 'до', 'по', 'после', 'раньше', 'ранее', 'между'])
