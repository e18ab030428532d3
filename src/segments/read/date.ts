import { dayNumber } from '../../audience/comparable.js'
import type { WordKey } from '../../text/en/segmentWords.js'
import { type Cursor, fail, Mistake, peek, seeAhead, take, takeSign } from './cursor.js'

const MONTHS: readonly WordKey[] = [
  ...(['january', 'february', 'march', 'april', 'may', 'june'] as const),
  ...(['july', 'august', 'september', 'october', 'november', 'december'] as const),
]

/** Days that are named together: a day, a month, a year or a decade. As YYYY-MM-DD, both included. */
export type Dates = { first: string; last: string }

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

/** True before a day, with its year or without, so many tokens further; also before the first of two: "1 to 15 May". */
export function seesDay(c: Cursor, ahead: number, joint: WordKey = 'to'): boolean {
  const token = peek(c, ahead)
  if (token?.kind === 'date' || (ahead > 0 && weekdayAt(c, ahead) !== null)) return true
  if (token?.kind === 'number') {
    if (monthAt(c, ahead + 1) !== null || seesSlashed(c, ahead)) return true
    const joins = seeAhead(c, ahead + 1, joint)?.length ?? (peek(c, ahead + 1)?.text === '-' ? 1 : 0)
    return joins > 0 && peek(c, ahead + 1 + joins)?.kind === 'number' && monthAt(c, ahead + 2 + joins) !== null
  }
  const month = monthAt(c, ahead)
  if (month === null) return false
  return peek(c, ahead + month.length)?.kind === 'number' && yearAt(c, ahead + month.length) === null
}

/** True before a month, a year, a decade or a day like 12.11, behind a word that a date follows. */
export function seesMore(c: Cursor, ahead: number, years: boolean): boolean {
  const token = peek(c, ahead)
  const the = seeAhead(c, ahead, 'article')?.length ?? 0
  if (peek(c, ahead + the)?.kind === 'decade' || monthAt(c, ahead) !== null || quarterAt(c, ahead + the) !== null)
    return true
  const season = seasonAt(c, ahead + the)
  if (season !== null) return isOver(c, ahead + the + season.length)
  if (token?.kind !== 'number') return false
  const year = yearAt(c, ahead)
  if (year !== null && (years || seeAhead(c, ahead + 1, 'calendarYear') !== null)) return true
  return /^\d{1,2}\.\d\d$/.test(token.text) && isDayOfYear(...pointed(token.text))
}

/** True where nothing of a name goes on: "since summer", and not "to Spring sale". */
function isOver(c: Cursor, ahead: number): boolean {
  const after = peek(c, ahead)
  return (
    after === null ||
    after.kind === 'sign' ||
    yearAt(c, ahead) !== null ||
    seeAhead(c, ahead, 'and', 'or', 'but', 'to') !== null
  )
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
    return new Date(Date.parse(c.today) - 2 * 86_400_000).toISOString().slice(0, 10)
  const day = WEEKDAYS.findIndex(words => words.includes(word))
  if (day < 0 || c.today === null) return null
  const today = new Date(`${c.today}T00:00:00Z`)
  const back = ((today.getUTCDay() + 6) % 7) - day
  return new Date(today.getTime() - (back < 0 ? back + 7 : back) * 86_400_000).toISOString().slice(0, 10)
}

/** "12/11": two numbers that can be a day and a month. */
function seesSlashed(c: Cursor, ahead: number): boolean {
  const [first, sign, second] = [peek(c, ahead), peek(c, ahead + 1), peek(c, ahead + 2)]
  if (first?.kind !== 'number' || sign?.text !== '/' || second?.kind !== 'number') return false
  if (!/^\d{1,2}$/.test(first.text) || !/^\d{1,2}$/.test(second.text)) return false
  return isDayOfYear(first.value, second.value) || isDayOfYear(second.value, first.value)
}

function pointed(text: string): [number, number] {
  const [day = 0, month = 0] = text.split('.').map(Number)
  return [day, month]
}

function isDayOfYear(day: number, month: number): boolean {
  return Number.isInteger(day) && dayNumber(`2000-${two(month)}-${two(day)}`) !== null
}

/** A date as it was written; what was not said is null. `span` of years: those of a decade; `months`: those of a quarter. */
type Said = {
  year: number | null
  month: number | null
  day: number | null
  span: number
  months?: number
  begin: number
}

/**
 * Reads a date: a day, a month, a year, a decade. Without its year it is the latest that has begun, or the first that is not
 * before `behind`; null as `today` asks for the year.
 */
export function readDates(c: Cursor, behind: string | null = null, yearless = true): Dates {
  return datesOf(c, readSaid(c), behind, yearless)
}

/** The days of so many months from one on, with the year behind them or not. */
export function readMonths(c: Cursor, month: number, months: number): Dates {
  const begin = c.at
  const year = yearAt(c, 0)
  if (year !== null) c.at++
  take(c, 'yearWord')
  return datesOf(c, { year, month, day: null, span: 1, months, begin }, null, true)
}

/** Reads two dates with `joins` between them: "1 to 15 November", "Nov 1 – Nov 15"; null, and nothing is taken, where the second is missing. */
export function readPair(c: Cursor, joins: () => boolean, yearless = true): Dates | null {
  const begin = c.at
  const day = peek(c)
  // The first borrows what only the second says.
  const bare = day?.kind === 'number' && monthAt(c, 1) === null && !seesSlashed(c, 0) && yearAt(c, 0) === null
  const pointed = bare && /\./.test(day.text)
  if (bare && !pointed) c.at++
  const first: Said = bare && !pointed ? { year: null, month: null, day: day.value, span: 1, begin } : readSaid(c)
  if (!joins()) {
    c.at = begin
    return null
  }
  const second = readSaid(c)
  const month = first.month ?? (first.year === null ? second.month : null)
  if (first.year === null && second.year !== null) {
    const from = datesOf(c, { ...first, month, year: second.year }, null, yearless)
    const to = datesOf(c, second, null, yearless)
    if (from.first <= to.last) return { first: from.first, last: to.last }
    return { first: datesOf(c, { ...first, month, year: second.year - 1 }, null, yearless).first, last: to.last }
  }
  const from = datesOf(c, { ...first, month }, null, yearless)
  const to = datesOf(c, second, second.year === null ? from.first : null, yearless)
  return from.first <= to.last ? { first: from.first, last: to.last } : { first: to.first, last: from.last }
}

/**
 * Takes days without their year, MM-DD, both included: "5 May", "5 to 20 May", "May to June", "summer"; over New Year where
 * `to` is the earlier. Null, and nothing is taken, for anything else, and where a year is said.
 */
export function takeDaysOfYear(c: Cursor, joins: (c: Cursor) => boolean): { from: string; to: string } | null {
  const inside: Cursor = { ...c, made: new Set(), trying: true }
  try {
    const day = peek(inside)
    const bare = day?.kind === 'number' && /^\d{1,2}$/.test(day.text) && monthAt(inside, 1) === null
    const borrows = bare && !seesSlashed(inside, 0)
    if (borrows) inside.at++
    const first: Said = borrows ? { ...NO_DAY, day: day.value, begin: c.at } : readSaid(inside)
    const behind = inside.at
    const joined = joins(inside)
    const second = joined ? (dayAlone(inside, first) ?? triedSaid(inside)) : null
    if (second === null && borrows) return null
    if (second === null) inside.at = behind
    const last = second ?? first
    const month = first.month ?? last.month
    if (first.year !== null || last.year !== null || month === null || last.month === null) return null
    const from = firstDay({ ...first, month })
    const to = lastDay(last)
    if (from === null || to === null) return null
    c.at = inside.at
    for (const choice of inside.made) c.made.add(choice)
    return { from, to }
  } catch (error) {
    if (error instanceof Mistake) return null
    throw error
  }
}

const NO_DAY = { year: null, month: null, day: null, span: 1 }

/** "May 5–20": the second day is of the first one's month. */
function dayAlone(c: Cursor, { month, day }: Said): Said | null {
  const token = peek(c)
  if (month === null || day === null || token?.kind !== 'number' || !/^\d{1,2}$/.test(token.text)) return null
  if (monthAt(c, 1) !== null) return null
  return { ...NO_DAY, month, day: token.value, begin: c.at++ }
}

function triedSaid(c: Cursor): Said | null {
  const begin = c.at
  try {
    return readSaid(c)
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
    c.at = begin
    return null
  }
}

function firstDay({ month, day }: Said): string | null {
  return month === null ? null : dayNamed(month, day ?? 1)
}

/** A month and a season are all of their days: February has 29. */
function lastDay({ month, day, months = 1 }: Said): string | null {
  if (month === null) return null
  if (day !== null) return dayNamed(month, day)
  const end = ((month - 1 + months - 1) % 12) + 1
  return dayNamed(end, new Date(Date.UTC(2000, end, 0)).getUTCDate())
}

function dayNamed(month: number, day: number): string | null {
  const name = `${two(month)}-${two(day)}`
  return dayNumber(`2000-${name}`) === null ? null : name
}

function readSaid(c: Cursor): Said {
  const begin = c.at
  take(c, 'article')
  const token = peek(c)
  const said = (year: number | null, month: number | null, day: number | null, span = 1): Said => ({
    ...{ year, month, day, span, begin },
  })
  if (token?.kind === 'decade') {
    c.at++
    return said(token.value, null, null, 10)
  }
  const quarter = quarterAt(c, 0)
  if (quarter !== null) {
    c.at += quarter.length
    const year = yearAt(c, 0)
    if (year !== null) c.at++
    take(c, 'yearWord')
    return { ...said(year, quarter.quarter * 3 - 2, null), months: 3 }
  }
  const weekday = weekdayAt(c, 0)
  if (weekday !== null) {
    c.at++
    const [year = 0, month = 0, day = 0] = weekday.split('-').map(Number)
    return said(year, month, day)
  }
  const season = seasonAt(c, 0)
  if (season !== null) {
    c.at += season.length
    const year = yearAt(c, 0)
    if (year !== null) c.at++
    take(c, 'yearWord')
    return { ...said(year, season.month, null), months: 3 }
  }
  if (token?.kind === 'date') {
    c.at++
    if (token.monthFirst !== null) c.made.add('slash')
    const text = token.monthFirst !== null && c.choices.slash === 'monthFirst' ? token.monthFirst : token.text
    take(c, 'yearWord')
    const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
    return said(year, month, day)
  }
  if (seesSlashed(c, 0)) {
    const [first, second] = [peek(c)?.value ?? 0, peek(c, 2)?.value ?? 0]
    c.at += 3
    const [dayFirst, monthFirst] = [isDayOfYear(first, second), isDayOfYear(second, first)]
    if (dayFirst && monthFirst && first !== second) c.made.add('slash')
    const isMonthFirst = !dayFirst || (monthFirst && c.choices.slash === 'monthFirst')
    return isMonthFirst ? said(null, first, second) : said(null, second, first)
  }
  if (token?.kind === 'number' && /^\d{1,2}\.\d\d$/.test(token.text) && monthAt(c, 1) === null) {
    c.at++
    const [day, month] = pointed(token.text)
    return said(null, month, day)
  }
  if (token?.kind === 'number' && yearAt(c, 0) !== null && monthAt(c, 1) === null) {
    c.at++
    take(c, 'calendarYear')
    return said(token.value, null, null)
  }
  let day = token?.kind === 'number' ? token.value : null
  if (day !== null) c.at++
  const month = monthAt(c, 0)
  if (month === null) {
    c.at = begin
    return fail(c, { kind: 'date' })
  }
  c.at += month.length
  takeSign(c, '.')
  const next = peek(c)
  if (day === null && next?.kind === 'number' && yearAt(c, 0) === null && /^\d{1,2}$/.test(next.text)) {
    day = next.value
    c.at++
    takeSign(c, ',')
  }
  const year = yearAt(c, 0)
  if (year !== null) {
    c.at++
    if (take(c, 'yearWord') !== null) takeSign(c, '.')
  }
  return said(year, month.month, day)
}

function datesOf(c: Cursor, said: Said, behind: string | null, yearless: boolean): Dates {
  const { month, day, span } = said
  const { year } = said
  if (year !== null) return inYear(c, said, year, span)
  if (c.today === null || !yearless || month === null) {
    c.at = Math.max(said.begin, c.at)
    return fail(c, { kind: 'date' })
  }
  const now = Number(c.today.slice(0, 4))
  if (behind !== null) {
    const first = Number(behind.slice(0, 4))
    const same = inYear(c, said, first, 1)
    return same.last >= behind ? same : inYear(c, said, first + 1, 1)
  }
  const leap = month === 2 && day === 29
  for (let past = now; leap && past > now - 8; past--)
    if (dayNumber(`${past}-02-29`) !== null && `${past}-02-29` <= c.today) return inYear(c, said, past, 1)
  const same = inYear(c, said, now, 1)
  return same.first <= c.today ? same : inYear(c, said, now - 1, 1)
}

function inYear(c: Cursor, { month, day, begin, months = 1 }: Said, year: number, span: number): Dates {
  if (month === null) return { first: `${year}-01-01`, last: `${year + span - 1}-12-31` }
  const name = `${String(year).padStart(4, '0')}-${two(month)}`
  if (day === null)
    return { first: `${name}-01`, last: new Date(Date.UTC(year, month + months - 1, 0)).toISOString().slice(0, 10) }
  const whole = `${name}-${two(day)}`
  if (dayNumber(whole) !== null) return { first: whole, last: whole }
  const length = Math.max(1, c.at - begin)
  c.at = begin
  return fail(c, { kind: 'day' }, [], length)
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}
