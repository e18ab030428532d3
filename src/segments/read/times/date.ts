import { dayNumber } from '../../../audience/attribute/day.js'
import type { WordKey } from '../../../text/en/segmentWords.js'
import { type Cursor, fail, peek, seeAhead, take, takeSign } from '../cursor.js'
import { dayFromToday, monthAt, quarterAt, seasonAt, weekdayAt, yearAt } from './calendar.js'

/** Days that are named together: a day, a month, a year or a decade. As YYYY-MM-DD, both included. */
export type Dates = { first: string; last: string }

/** True before a day, with its year or without, so many tokens further; also before the first of two: "1 to 15 May". */
export function seesDay(c: Cursor, ahead: number, joint: WordKey = 'to'): boolean {
  const token = peek(c, ahead)
  if (token?.kind === 'date' || (ahead > 0 && (weekdayAt(c, ahead) ?? dayFromToday(c, ahead)) !== null)) return true
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
    seeAhead(c, ahead, 'and', 'or', 'but', 'to') !== null ||
    // «С весны не покупали».
    (/\p{Script=Cyrillic}/u.test(peek(c, ahead - 1)?.text ?? '') && saysDeed(c, ahead))
  )
}

/** True before a verb of the past in Russian, with *not* before it or not. */
export function saysDeed(c: Cursor, ahead: number): boolean {
  const not = seeAhead(c, ahead, 'not')
  const verb = peek(c, ahead + (not?.length ?? 0))?.text ?? ''
  return DEED.test(verb)
}

const DEED = /^\p{Script=Cyrillic}{3,}(?:л[аи]?|л[аи]?с[ья])$/u

/** "12/11": two numbers that can be a day and a month. */
export function seesSlashed(c: Cursor, ahead: number): boolean {
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
export type Said = {
  year: number | null
  month: number | null
  day: number | null
  span: number
  months?: number
  begin: number
}

/** Whether a date may leave out its year; `either`: it may be the latest or the next that comes, which is asked. */
export type Yearless = boolean | 'either'

/**
 * Reads a date: a day, a month, a year, a decade. Without its year it is the latest that has begun, or the first that is not
 * before `behind`; null as `today` asks for the year.
 */
export function readDates(c: Cursor, behind: string | null = null, yearless: Yearless = true): Dates {
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
export function readPair(c: Cursor, joins: () => boolean, yearless: Yearless = true): Dates | null {
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

/** Reads a date as it is written. */
export function readSaid(c: Cursor): Said {
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
  const weekday = weekdayAt(c, 0) ?? dayFromToday(c, 0)
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

function datesOf(c: Cursor, said: Said, behind: string | null, yearless: Yearless): Dates {
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
  if (yearless === 'either') c.made.add('dates')
  if (yearless === 'either' && c.choices.dates === 'next') {
    const coming = inYear(c, said, now, 1)
    return coming.last >= c.today ? coming : inYear(c, said, now + 1, 1)
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

/** A number in two figures. */
export function two(n: number): string {
  return String(n).padStart(2, '0')
}
