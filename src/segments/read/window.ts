import { dayNumber } from '../../audience/comparable.js'
import type { WordKey } from '../../text/en/segmentWords.js'
import type { Window } from '../parts.js'
import { type Cursor, fail, peek, see, seeAhead, take, takeSign } from './cursor.js'
import { phrasesOf } from './lexicon.js'
import { readQuantity } from './number.js'

const UNITS = ['hours', 'days', 'weeks', 'months', 'years'] as const
const MONTHS: readonly WordKey[] = [
  ...(['january', 'february', 'march', 'april', 'may', 'june'] as const),
  ...(['july', 'august', 'september', 'october', 'november', 'december'] as const),
]

export type Unit = (typeof UNITS)[number]

/** What can begin a stretch of time. */
export const WINDOW_WORDS: WordKey[] = ['in', 'from', 'to', 'before', 'after', 'on']

/** True where a stretch of time begins: a word for it alone might as well begin a name. */
export function seesWindow(c: Cursor): boolean {
  if (seesDate(c, 0) || seesSpan(c) || see(c, 'today', 'yesterday') !== null || seesCalendar(c) !== null) return true
  const word = see(c, ...WINDOW_WORDS)
  if (word !== null && seesDate(c, word.length)) return true
  const within = see(c, 'in')
  if (within !== null) {
    const number = peek(c, within.length)?.kind === 'number'
    if (seesUnit(c, number ? within.length + 1 : within.length)) return true
    // "In 30 dys" is meant as one; "for 100" is an amount.
    if (number && see(c, 'forTotal') === null) return true
  }
  const limit = see(c, 'over', 'under')
  return limit !== null && peek(c, limit.length)?.kind === 'number' && seesUnit(c, limit.length + 1)
}

/** True before "90 days", or a unit alone that ends the condition: a number of something is never one of a product. */
function seesSpan(c: Cursor): boolean {
  if (peek(c)?.kind === 'number') return seesUnit(c, 1)
  const unit = see(c, ...UNITS)
  if (unit === null || !ONE.has(peek(c)?.text ?? '') || c.tokens[c.at - 1]?.kind === 'number') return false
  const ago = seeAhead(c, unit.length, 'ago')
  return endsAt(c, unit.length + (ago?.length ?? 0))
}

/** Units that alone are one of them. */
const ONE: ReadonlySet<string> = new Set([
  ...['hour', 'day', 'week', 'month', 'year'],
  ...['час', 'день', 'сутки', 'неделю', 'месяц', 'год'],
])

/** A month or a year that is called by its name: "in October", "за октябрь 2026", "in 2026"; `length` in tokens. */
type Calendar = { month: number | null; year: number | null; length: number }

function seesCalendar(c: Cursor): Calendar | null {
  const word = see(c, 'duringNamed')
  const begin = word?.length ?? 0
  const month = seeAhead(c, begin, ...MONTHS)
  const after = begin + (month?.length ?? 0)
  const year = yearAt(c, after)
  const yearWord = year === null ? null : seeAhead(c, after + 1, 'calendarYear')
  // Without a word before it "October" might be a name; 2026 might be an amount, or a number of days.
  if (month !== null ? word === null && year === null : year === null || (word === null && yearWord === null))
    return null
  if (month === null && yearWord === null && !(WITHIN.has(peek(c)?.text ?? '') && endsAt(c, after + 1))) return null
  return {
    month: month === null ? null : MONTHS.indexOf(month.key) + 1,
    year,
    length: after + (year === null ? 0 : 1) + (yearWord?.length ?? 0),
  }
}

/** Words after which a number of four digits is a year, if nothing stands behind it. */
const WITHIN: ReadonlySet<string> = new Set(['in', 'during', 'throughout', 'в', 'во'])

function endsAt(c: Cursor, ahead: number): boolean {
  const after = peek(c, ahead)
  return (
    after === null ||
    seeAhead(c, ahead, 'and', 'or') !== null ||
    (after.kind === 'sign' && '.,;()'.includes(after.text))
  )
}

/** True before a month without its year: "in October". */
export function seesMonthAlone(c: Cursor): boolean {
  return seesCalendar(c)?.year === null
}

/** The year that stands so many tokens further; null for any other number. */
export function yearAt(c: Cursor, ahead: number): number | null {
  const token = peek(c, ahead)
  return token?.kind === 'number' && /^(?:19|20|21)\d\d$/.test(token.text) ? token.value : null
}

/** Takes a month without its year, "in" before it or not; null where none stands there alone. Its number, 1–12. */
export function takeMonthAlone(c: Cursor): number | null {
  const begin = see(c, 'duringNamed')?.length ?? 0
  const month = seeAhead(c, begin, ...MONTHS)
  if (month === null || !endsAt(c, begin + month.length)) return null
  c.at += begin + month.length
  return MONTHS.indexOf(month.key) + 1
}

function seesUnit(c: Cursor, ahead: number): boolean {
  return seeAhead(c, ahead, ...UNITS) !== null
}

/** Reads a stretch of time, or says that one is needed. */
export function readWindow(c: Cursor): Window {
  const limit = see(c, 'over', 'under')
  if (limit !== null) {
    c.at += limit.length
    const { n, unit } = readSpan(c)
    // "Not ordered over 90 days" rather says how long they have not than how long ago they did.
    if (take(c, 'ago') === null && limit.key === 'over') c.saidBareTime = true
    return { ago: limit.key === 'over' ? 'over' : 'under', n, unit }
  }
  const calendar = seesCalendar(c)
  if (calendar !== null) return readCalendar(c, calendar)
  if (see(c, 'today', 'yesterday') !== null) return readDayWord(c)
  if (seesSpan(c)) return readBareSpan(c)
  // "Between" has an *and* of its own.
  if (take(c, 'between') !== null) return readBetween(c)
  if (seesDate(c, 0)) return readDays(c)
  const from = see(c, 'from', 'to', 'before', 'after', 'on')
  if (from !== null && seesDate(c, from.length)) return readNamed(c)
  const isLast = peek(c)?.text === 'last'
  if (take(c, 'in') !== null) {
    const alone = isLast && peek(c)?.kind !== 'number'
    const { n, unit } = readSpan(c)
    const named = alone && c.today !== null ? stretchBefore(c, c.today, unit) : null
    if (named === null) return { in: n, unit }
    c.made.add('stretch')
    return c.choices.stretch === 'named' ? named : { in: n, unit }
  }
  if (from === null) return fail(c, { kind: 'window' }, phrasesOf(WINDOW_WORDS))
  c.at += from.length
  return fail(c, { kind: 'date' })
}

/** "90 days", with no word that says how it is meant; "90 days ago" may be longer ago, or not so long. */
function readBareSpan(c: Cursor): Window {
  const { n, unit } = readSpan(c)
  if (take(c, 'ago') === null) {
    c.saidBareTime = true
    return { in: n, unit }
  }
  c.made.add('span')
  return c.choices.span === 'over' ? { ago: 'over', n, unit } : { in: n, unit }
}

/** "Today" and "yesterday" are kept as days with a date, or as so many hours. */
function readDayWord(c: Cursor): Window {
  const { today } = c
  if (today === null) return fail(c, { kind: 'date' })
  const key = take(c, 'today', 'yesterday')
  c.made.add('day')
  const day = key === 'today' ? today : shifted(c, today, -1)
  return c.choices.day === 'date' ? { from: day, to: day } : { in: key === 'today' ? 24 : 48, unit: 'hours' }
}

/** A month without its year is the latest that has begun, or the one before. */
function readCalendar(c: Cursor, { month, year, length }: Calendar): Window {
  if (year === null && c.today === null) return fail(c, { kind: 'date' })
  c.at += length
  takeSign(c, '.')
  if (year !== null) return month === null ? { from: `${year}-01-01`, to: `${year}-12-31` } : monthOf(year, month)
  c.made.add('month')
  const [thisYear = 0, thisMonth = 0] = (c.today ?? '').split('-').map(Number)
  const latest = (month ?? 1) <= thisMonth ? thisYear : thisYear - 1
  return monthOf(c.choices.month === 'latest' ? latest : latest - 1, month ?? 1)
}

function monthOf(year: number, month: number): Window {
  const name = `${year}-${String(month).padStart(2, '0')}`
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return { from: `${name}-01`, to: `${name}-${last}` }
}

/** The week (from Monday), month or year before the one of this day; null for shorter units. */
function stretchBefore(c: Cursor, today: string, unit: Unit): Window | null {
  const [year = 0, month = 0] = today.split('-').map(Number)
  switch (unit) {
    case 'weeks': {
      const sinceMonday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
      return { from: shifted(c, today, -sinceMonday - 7), to: shifted(c, today, -sinceMonday - 1) }
    }
    case 'months':
      return month === 1 ? monthOf(year - 1, 12) : monthOf(year, month - 1)
    case 'years':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` }
    default:
      return null
  }
}

/** "30 days"; a unit alone is one of it. */
export function readSpan(c: Cursor): { n: number; unit: Unit } {
  const n = peek(c)?.kind === 'number' ? readQuantity(c) : 1
  const unit = readUnit(c)
  if (unit === null) return fail(c, { kind: 'unit' }, phrasesOf(UNITS))
  return { n, unit }
}

function readUnit(c: Cursor): Unit | null {
  const key = take(c, ...UNITS)
  return UNITS.find(unit => unit === key) ?? null
}

/** Days by their dates, after the word before the first of them. */
function readNamed(c: Cursor): Window {
  switch (take(c, 'from', 'to', 'before', 'after', 'on')) {
    case 'to':
      return { from: null, to: readDate(c) }
    case 'before':
      return { from: null, to: shifted(c, readDate(c), -1) }
    case 'after':
      return { from: shifted(c, readDate(c), 1), to: null }
    case 'on': {
      const day = readDate(c)
      return { from: day, to: day }
    }
    default: {
      const from = readDate(c)
      if (take(c, 'to') === null && !takeSign(c, '-')) return { from, to: null }
      return days(from, readDate(c))
    }
  }
}

function readBetween(c: Cursor): Window {
  const from = readDate(c)
  if (take(c, 'and') === null && !takeSign(c, '-')) fail(c, { kind: 'date' })
  return days(from, readDate(c))
}

function readDays(c: Cursor): Window {
  const from = readDate(c)
  return takeSign(c, '-') ? days(from, readDate(c)) : { from, to: from }
}

function days(first: string, second: string): Window {
  return first <= second ? { from: first, to: second } : { from: second, to: first }
}

/** A date at the cursor, or some tokens further. */
function seesDate(c: Cursor, ahead: number): boolean {
  const token = peek(c, ahead)
  if (token?.kind === 'date') return true
  if (token?.kind === 'number') return seeAhead(c, ahead + 1, ...MONTHS) !== null
  const month = seeAhead(c, ahead, ...MONTHS)
  return month !== null && peek(c, ahead + month.length)?.kind === 'number' && yearAt(c, ahead + month.length) === null
}

/** A date as YYYY-MM-DD: 2026-11-01, 1.11.2026, 1 Nov 2026, Nov 1, 2026. */
function readDate(c: Cursor): string {
  const begin = c.at
  const token = peek(c)
  if (token?.kind === 'date') {
    c.at++
    return existing(c, begin, token.text)
  }
  if (!seesDate(c, 0)) return fail(c, { kind: 'date' })
  let day = token?.kind === 'number' ? token.value : 0
  if (day !== 0) c.at++
  const month = take(c, ...MONTHS)
  const next = peek(c)
  if (day === 0 && next?.kind === 'number') {
    day = next.value
    c.at++
    takeSign(c, ',')
  }
  const year = peek(c)
  if (year?.kind !== 'number' || !/^\d{4}$/.test(year.text)) return fail(c, { kind: 'date' })
  c.at++
  if (take(c, 'yearWord') !== null) takeSign(c, '.')
  const number = month === null ? 0 : MONTHS.indexOf(month) + 1
  return existing(c, begin, `${year.text}-${String(number).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
}

function existing(c: Cursor, begin: number, day: string): string {
  if (dayNumber(day) !== null) return day
  const length = c.at - begin
  c.at = begin
  return fail(c, { kind: 'day' }, [], length)
}

function shifted(c: Cursor, day: string, days: number): string {
  const moved = new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
  return /^\d{4}-/.test(moved) ? moved : fail(c, { kind: 'day' })
}
