import { DAY } from '../../../clock.js'
import type { WordKey } from '../../../text/en/segmentWords.js'
import { hoursOf, type Window } from '../../parts.js'
import { type Cursor, fail, peek, pick, see, seeAhead, take, takeSign } from '../cursor.js'
import { phrasesOf } from '../lexicon.js'
import { readQuantity } from '../numbers/number.js'
import { bygone } from './bygone.js'
import { yearAt } from './calendar.js'
import { type Dates, readDates, readPair, seesDay, seesMore, type Yearless } from './date.js'
import { endOfStretch } from './end-of.js'
import { everyAt } from './every.js'
import { lastMonth } from './last-month.js'
import { longTime } from './long-time.js'
import { ofPeriod, takePeriod } from './of-period.js'
import { endsAt, seesCalendar, seesStretch } from './stretch.js'
import { weekdayHere } from './weekday.js'

const UNITS = ['hours', 'days', 'weeks', 'months', 'years'] as const

export type Unit = (typeof UNITS)[number]

/** What can begin a stretch of time. */
export const WINDOW_WORDS: WordKey[] = ['in', 'from', 'to', 'before', 'after', 'on']

/** What stands before a day. */
const DATE_WORDS = ['from', 'to', 'before', 'after', 'on'] as const

/** Of those the ones behind which a number of four digits is a year: nobody spends "since 2000". */
const YEAR_WORDS: ReadonlySet<string> = new Set([
  ...['since', 'before', 'after', 'earlier', 'later', 'starting', 'until', 'till'],
  ...['после', 'раньше', 'ранее', 'прежде', 'позже', 'позднее', 'начиная'],
])

/** "At least 30 days ago" is as long ago as that, or longer. */
const LIMITS = { over: 'over', atLeast: 'over', under: 'under', atMost: 'under' } as const

/** True where a stretch of time begins: a word for it alone might as well begin a name. */
export function seesWindow(c: Cursor): boolean {
  if (seesEvery(c) !== null) return true
  if (endOfStretch(c) !== null || takeAgoPair({ ...c, trying: true }) !== null) return true
  if (seesDay(c, 0) || ofPeriod(c) !== null || seesSpan(c) || seesStretch(c) !== null || seesCalendar(c) !== null)
    return true
  if (seesDateWord(c) !== null || see(c, 'longTime') !== null || weekdayHere(c) !== null) return true
  if ((bygone(c) ?? lastMonth(c)) !== null) return true
  const within = see(c, 'in')
  if (within !== null) {
    if (seesLimit(c, within.length) !== null || seesDay(c, within.length)) return true
    const number = peek(c, within.length)?.kind === 'number'
    if (seesUnit(c, number ? within.length + 1 : within.length)) return true
    // "In 30 dys" is meant as one; "for 100" is an amount.
    if (number && see(c, 'forTotal') === null) return true
  }
  return seesLimit(c, 0) !== null
}

function seesEvery(c: Cursor): ReturnType<typeof everyAt> {
  return everyAt(c, ahead => seesWindow({ ...c, at: c.at + ahead }))
}

/** A word before a date, and the date. */
function seesDateWord(c: Cursor, years = false): { key: WordKey; length: number } | null {
  const word = see(c, ...DATE_WORDS) ?? (see(c, 'between') === null ? null : { key: 'from' as const, length: 1 })
  if (word === null) return null
  const trusted = years || YEAR_WORDS.has(peek(c)?.text ?? '')
  const joint = see(c, 'between') === null ? 'to' : 'and'
  return seesDay(c, word.length, joint) || seesMore(c, word.length, trusted) ? word : null
}

/** "Over 60 days", so many tokens further. */
function seesLimit(c: Cursor, ahead: number): { key: keyof typeof LIMITS; length: number } | null {
  const limit = seeAhead(c, ahead, 'over', 'atLeast', 'under', 'atMost')
  if (limit === null) return null
  const number = peek(c, ahead + limit.length)?.kind === 'number'
  if (!number && !ONE.has(peek(c, ahead + limit.length)?.text ?? '')) return null
  if (!seesUnit(c, ahead + limit.length + (number ? 1 : 0))) return null
  const key = limit.key
  // "Not less than 30 days" without "ago" is a count of them nowhere; "at least 2" of something is.
  return key === 'over' || key === 'under' || key === 'atLeast' || key === 'atMost'
    ? { key, length: limit.length }
    : null
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
  ...['час', 'день', 'сутки', 'неделю', 'месяц', 'год', 'года', 'месяца', 'недели'],
])

function seesUnit(c: Cursor, ahead: number): boolean {
  return seeAhead(c, ahead, ...UNITS, 'calendarQuarter') !== null
}

/** How days are read. `yearless` false: a day needs its year, since it may be one to come; `either`: that is asked; `years`: a number alone may be one;
 * `until`: a day behind "to" is left out. */
export type DayReading = { yearless?: Yearless; years?: boolean; until?: boolean }

/** Reads a stretch of time, or says that one is needed. */
export function readWindow(c: Cursor, { yearless = true, years = false, until = false }: DayReading = {}): Window {
  const every = seesEvery(c)
  if (every !== null) {
    c.at += every.length
    const within = seesWindow(c) ? readWindow(c) : null
    c.each = { unit: every.unit, within }
    return within ?? { in: 1, unit: every.unit }
  }
  if (take(c, 'longTime') !== null) return longTime(c)
  const pair = takeAgoPair(c)
  if (pair !== null) return pair
  const ending = endOfStretch(c)
  if (ending !== null) {
    c.at += ending.length
    return { from: null, to: ending.day }
  }
  const lead = weekdayHere(c)
  if (lead !== null) {
    c.at += lead
    return spanned(readDates(c, null, yearless))
  }
  const month = bygone(c) ?? lastMonth(c)
  if (month !== null) {
    c.at += month.length
    return spanned(month)
  }
  // "For more than a year" is more than a year.
  const within = see(c, 'in')
  if (within !== null && seesLimit(c, within.length) !== null) c.at += within.length
  const limit = seesLimit(c, 0)
  if (limit !== null) return readLimit(c, limit)
  // "Over the last year" is in it.
  const bare = within !== null && within.length > 1 ? null : see(c, 'over', 'under')
  if (bare !== null) return readLimit(c, { key: bare.key === 'over' ? 'over' : 'under', length: bare.length })
  const stretch = seesStretch(c)
  if (stretch !== null) {
    c.at += stretch.length
    return { calendar: stretch.calendar, back: stretch.back }
  }
  const calendar = seesCalendar(c)
  if (calendar !== null) {
    c.at += calendar.length
    // «В июле-августе».
    return spanned((calendar.month ? pairOf(c, [], yearless) : null) ?? readDates(c, null, yearless))
  }
  const period = ofPeriod(c)
  if (period !== null) return takePeriod(c, period)
  if (seesSpan(c)) return readBareSpan(c)
  // "Between" has an *and* of its own.
  if (take(c, 'between') !== null) return spanned(pairOf(c, ['and'], yearless) ?? fail(c, { kind: 'date' }))
  if (seesDay(c, 0)) return spanned(pairOf(c, [], yearless) ?? readDates(c, null, yearless))
  if (seesDateWord(c, years) !== null) return readNamed(c, yearless, until)
  // «Подписались 12.11».
  if (seesMore(c, 0, false) && yearAt(c, 0) === null) return spanned(readDates(c, null, yearless))
  const from = see(c, ...DATE_WORDS)
  if (take(c, 'in') !== null) {
    if (seesDay(c, 0)) return spanned(pairOf(c, [], yearless) ?? readDates(c, null, yearless))
    return seesQuarter(c) && pick(c, 2) === 0 ? readLastQuarter(c) : spanOf(readSpan(c))
  }
  if (from === null) return fail(c, { kind: 'window' }, phrasesOf(WINDOW_WORDS))
  c.at += from.length
  return fail(c, { kind: 'date' })
}

function readLimit(c: Cursor, { key, length }: { key: keyof typeof LIMITS; length: number }): Window {
  c.at += length
  const { n, unit } = readSpan(c)
  // "Not ordered over 90 days" rather says how long they have not than how long ago they did.
  if (take(c, 'ago') === null && LIMITS[key] === 'over') c.saidBareTime = true
  return { ago: LIMITS[key], n, unit }
}

function spanOf({ n, unit }: { n: number; unit: Unit }): Window {
  return { in: n, unit }
}

/** True within "in the last quarter", which may be the one of the calendar that is over, or three months. */
function seesQuarter(c: Cursor): boolean {
  return c.tokens[c.at - 1]?.text === 'last' && see(c, 'calendarQuarter') !== null
}

function readLastQuarter(c: Cursor): Window {
  take(c, 'calendarQuarter')
  return { calendar: 'quarter', back: 1 }
}

function spanned({ first, last }: Dates): Window {
  return { from: first, to: last }
}

/** "90 days", with no word that says how it is meant; "90 days ago" may be longer ago, or not so long. */
function readBareSpan(c: Cursor): Window {
  const { n, unit } = readSpan(c)
  if (take(c, 'ago') === null) {
    c.saidBareTime = true
    return { in: n, unit }
  }
  // "A year ago or earlier".
  if (OR_EARLIER.has(peek(c)?.text ?? '') && EARLIER.has(peek(c, 1)?.text ?? '')) {
    c.at += 2
    return { ago: 'over', n, unit }
  }
  c.made.add('span')
  return c.choices.span === 'over' ? { ago: 'over', n, unit } : { in: n, unit }
}

const OR_EARLIER: ReadonlySet<string> = new Set(['or', 'и', 'или'])
const EARLIER: ReadonlySet<string> = new Set([
  ...['earlier', 'more', 'longer', 'before', 'раньше', 'ранее', 'больше', 'более', 'дольше', 'прежде', 'давнее'],
])

function seesQuantity(c: Cursor): boolean {
  const token = peek(c)
  const value = token?.kind === 'number' ? (token.thousands ?? token.value) : 0
  return Number.isInteger(value) && value >= 1 && value <= 10_000
}

/**
 * Takes "between 60 and 90 days ago", "от 60 до 90 дней назад"; null, and nothing is taken, for anything else.
 * @param lasts where how long something has been so needs no "ago": «с нами от 3 до 6 месяцев»
 */
export function takeAgoPair(c: Cursor, lasts = false): Window | null {
  const begin = c.at
  const word = take(c, 'between', 'from')
  // An amount may stand here as well: 0 is none of days.
  const first = seesQuantity(c) ? readQuantity(c) : null
  const own = first === null ? null : readUnit(c)
  const joined = first !== null && (take(c, 'and', 'to') !== null || takeSign(c, '-'))
  if (first !== null && joined && (word !== null || own === null) && seesQuantity(c)) {
    const second = readQuantity(c)
    const unit = readUnit(c)
    const ago = unit !== null && AGO.has(peek(c)?.text ?? '') && take(c, 'ago') !== null
    if (unit !== null && (ago || (lasts && endsAt(c, 0)))) {
      const one = { n: first, unit: own ?? unit }
      const other = { n: second, unit }
      return hoursOf(one) <= hoursOf(other) ? { older: one, younger: other } : { older: other, younger: one }
    }
  }
  c.at = begin
  return null
}

const AGO: ReadonlySet<string> = new Set(['ago', 'back', 'назад', 'тому'])

/** "30 days"; a unit alone is one of it. */
export function readSpan(c: Cursor): { n: number; unit: Unit } {
  const n = peek(c)?.kind === 'number' ? readQuantity(c) : 1
  if (take(c, 'calendarQuarter') !== null) return { n: n * 3, unit: 'months' }
  const unit = readUnit(c)
  if (unit === null) return fail(c, { kind: 'unit' }, phrasesOf(UNITS))
  return { n, unit }
}

function readUnit(c: Cursor): Unit | null {
  const key = take(c, ...UNITS)
  return UNITS.find(unit => unit === key) ?? null
}

/** Two days with "to", a dash or one of these words between them. */
function pairOf(c: Cursor, words: readonly WordKey[], yearless: Yearless): Dates | null {
  return readPair(c, () => take(c, 'to', ...words) !== null || takeSign(c, '-'), yearless)
}

const UNTIL: ReadonlySet<string> = new Set(['until', 'till', 'up', 'до'])

/** Days by their dates, after the word before the first of them; a month or a year is all of its days. */
function readNamed(c: Cursor, yearless: Yearless, until: boolean): Window {
  const word = peek(c)?.text ?? ''
  switch (take(c, ...DATE_WORDS)) {
    case 'to': {
      const end = ['end', 'of'].every((said, i) => c.tokens[c.at - 2 + i]?.text === said)
      const dates = readDates(c, null, yearless)
      // «До октября», "until 2025" end before that; a day is included.
      const before = until || (dates.first !== dates.last && UNTIL.has(word) && !end)
      return { from: null, to: before ? shifted(c, dates.first, -1) : dates.last }
    }
    case 'before':
      return { from: null, to: shifted(c, readDates(c, null, yearless).first, -1) }
    case 'after':
      return { from: shifted(c, readDates(c, null, yearless).last, 1), to: null }
    case 'on':
      return spanned(readDates(c, null, yearless))
    default: {
      const pair = pairOf(c, [], yearless)
      return pair === null ? { from: readDates(c, null, yearless).first, to: null } : spanned(pair)
    }
  }
}

/** The day so many days later. */
export function shifted(c: Cursor, day: string, days: number): string {
  const moved = new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
  return /^\d{4}-/.test(moved) ? moved : fail(c, { kind: 'day' })
}
