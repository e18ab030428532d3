import type { WordKey } from '../../text/en/segmentWords.js'
import type { Stretch, Window } from '../parts.js'
import { type Cursor, fail, peek, see, seeAhead, take, takeSign } from './cursor.js'
import {
  type Dates,
  monthAt,
  quarterAt,
  readDates,
  readPair,
  seasonAt,
  seesDay,
  seesMore,
  weekdayAt,
  yearAt,
} from './date.js'
import { phrasesOf } from './lexicon.js'
import { readQuantity } from './number.js'

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
  if (seesDay(c, 0) || seesSpan(c) || seesStretch(c) !== null || seesCalendar(c) !== null) return true
  if (seesDateWord(c) !== null || see(c, 'longTime') !== null || weekdayHere(c) !== null) return true
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

/** "On Monday", "last Tuesday", «в среду»: how many tokens stand before the day; null where none does. */
function weekdayHere(c: Cursor): number | null {
  if (peek(c)?.text === 'позавчера') return 0
  const lead = see(c, 'on', 'lastOne', 'duringNamed', 'thisOne', 'inLast')
  return lead !== null && weekdayAt(c, lead.length) !== null && endsAt(c, lead.length + 1) ? lead.length : null
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

const STRETCHES = ['calendarDay', 'calendarWeek', 'calendarMonth', 'calendarQuarter', 'calendarYearAlone'] as const
const STRETCH_OF = {
  calendarDay: 'day',
  calendarWeek: 'week',
  calendarMonth: 'month',
  calendarQuarter: 'quarter',
  calendarYearAlone: 'year',
} as const

/** "Today", "this week", "last month", "в прошлом квартале"; `length` in tokens. "In the last month" is so many days. */
export function seesStretch(c: Cursor): { calendar: Stretch; back: 0 | 1; length: number } | null {
  const day = see(c, 'today', 'yesterday')
  if (day !== null) return { calendar: 'day', back: day.key === 'today' ? 0 : 1, length: day.length }
  const word = see(c, 'thisOne', 'lastOne')
  if (word === null) return null
  const unit = seeAhead(c, word.length, ...STRETCHES)
  if (unit === null || !isStretch(unit.key)) return null
  return {
    calendar: STRETCH_OF[unit.key],
    back: word.key === 'thisOne' ? 0 : 1,
    length: word.length + unit.length,
  }
}

function isStretch(key: WordKey): key is (typeof STRETCHES)[number] {
  return STRETCHES.some(one => one === key)
}

/** A month, a year or a decade that is called by its name: "in October", "за октябрь 2026", "in the 1990s". */
function seesCalendar(c: Cursor): { length: number; month: boolean; year: boolean } | null {
  const word = see(c, 'duringNamed')
  const begin = word?.length ?? 0
  const the = seeAhead(c, begin, 'article')?.length ?? 0
  if (peek(c, begin + the)?.kind === 'decade') return { length: begin, month: false, year: true }
  if (quarterAt(c, begin + the) !== null) return { length: begin, month: false, year: true }
  const season = seasonHere(c)
  if (season !== null) return { length: season, month: false, year: true }
  const month = monthAt(c, begin)
  const after = begin + (month?.length ?? 0)
  const year = yearAt(c, after) !== null
  const yearWord = year && seeAhead(c, after + 1, 'calendarYear') !== null
  // Without a word before it "October" might be a name; 2026 might be an amount, or a number of days.
  if (month !== null ? word === null && !year : !year || (word === null && !yearWord)) return null
  if (month === null && !yearWord && !(WITHIN.has(peek(c)?.text ?? '') && endsAt(c, after + 1))) return null
  return { length: begin, month: month !== null, year }
}

/** "In summer", "this winter", «летом», «прошлой весной», "summer 2025": how many tokens stand before the season; null where none is meant. */
function seasonHere(c: Cursor): number | null {
  const before = see(c, 'duringNamed', 'thisOne', 'lastOne')?.length ?? 0
  const the = before + (seeAhead(c, before, 'article')?.length ?? 0)
  const season = seasonAt(c, the)
  if (season === null) return null
  // "Summer" alone might be a name; «летом» is none.
  const alone = the === 0 && yearAt(c, season.length) === null && !/(?:ом|ой|ью)$/u.test(peek(c)?.text ?? '')
  const after = the + season.length
  return alone || !(endsAt(c, after) || yearAt(c, after) !== null) ? null : the
}

/** Words after which a number of four digits is a year, if nothing stands behind it. */
const WITHIN: ReadonlySet<string> = new Set(['in', 'during', 'throughout', 'в', 'во'])

/** True where a condition can end so many tokens further. */
export function endsAt(c: Cursor, ahead: number): boolean {
  const after = peek(c, ahead)
  return (
    after === null ||
    seeAhead(c, ahead, 'and', 'or', 'but', 'except') !== null ||
    (after.kind === 'sign' && '.,;()'.includes(after.text))
  )
}

/** True before a month without its year: "in October". */
export function seesMonthAlone(c: Cursor): boolean {
  const calendar = seesCalendar(c)
  return calendar?.month === true && !calendar.year
}

/** Takes a month without its year, "in" before it or not; null where none stands there alone. Its number, 1–12. */
export function takeMonthAlone(c: Cursor): number | null {
  const begin = see(c, 'duringNamed')?.length ?? 0
  const month = monthAt(c, begin)
  if (month === null || !endsAt(c, begin + month.length)) return null
  c.at += begin + month.length
  return month.month
}

function seesUnit(c: Cursor, ahead: number): boolean {
  return seeAhead(c, ahead, ...UNITS, 'calendarQuarter') !== null
}

/** How days are read. `yearless` false: a day needs its year, since it may be one to come; `years`: a number alone may be one;
 * `until`: a day behind "to" is left out. */
export type DayReading = { yearless?: boolean; years?: boolean; until?: boolean }

/** Reads a stretch of time, or says that one is needed. */
export function readWindow(c: Cursor, { yearless = true, years = false, until = false }: DayReading = {}): Window {
  if (take(c, 'longTime') !== null) return longTime(c)
  const lead = weekdayHere(c)
  if (lead !== null) {
    c.at += lead
    return spanned(readDates(c, null, yearless))
  }
  // "For more than a year" is more than a year.
  const within = see(c, 'in')
  if (within !== null && seesLimit(c, within.length) !== null) c.at += within.length
  const limit = seesLimit(c, 0)
  if (limit !== null) return readLimit(c, limit)
  const bare = see(c, 'over', 'under')
  if (bare !== null) return readLimit(c, { key: bare.key === 'over' ? 'over' : 'under', length: bare.length })
  const stretch = seesStretch(c)
  if (stretch !== null) {
    c.at += stretch.length
    return { calendar: stretch.calendar, back: stretch.back }
  }
  const calendar = seesCalendar(c)
  if (calendar !== null) {
    c.at += calendar.length
    return spanned(readDates(c, null, yearless))
  }
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
    return spanOf(readSpan(c))
  }
  if (from === null) return fail(c, { kind: 'window' }, phrasesOf(WINDOW_WORDS))
  c.at += from.length
  return fail(c, { kind: 'date' })
}

/** So long that nobody says how long: it is asked. */
export function longTime(c: Cursor): Window {
  c.made.add('long')
  return { in: c.choices.long, unit: 'days' }
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
  c.made.add('span')
  return c.choices.span === 'over' ? { ago: 'over', n, unit } : { in: n, unit }
}

function seesQuantity(c: Cursor): boolean {
  const token = peek(c)
  const value = token?.kind === 'number' ? (token.thousands ?? token.value) : 0
  return Number.isInteger(value) && value >= 1 && value <= 10_000
}

/**
 * Takes "between 60 and 90 days ago", "от 60 до 90 дней назад"; null, and nothing is taken, for anything else.
 * @returns both ends, the later one first
 */
export function takeAgoPair(c: Cursor): [Window, Window] | null {
  const begin = c.at
  const word = take(c, 'between', 'from')
  // An amount may stand here as well: 0 is none of days.
  const first = seesQuantity(c) ? readQuantity(c) : null
  const own = first === null ? null : readUnit(c)
  const joined = take(c, 'and', 'to') !== null || takeSign(c, '-')
  if (first !== null && joined && (word !== null || own === null) && seesQuantity(c)) {
    const second = readQuantity(c)
    const unit = readUnit(c)
    if (unit !== null && take(c, 'ago') !== null) {
      const ends = [
        { n: first, unit: own ?? unit },
        { n: second, unit },
      ].sort((a, b) => a.n * HOURS[a.unit] - b.n * HOURS[b.unit])
      const [later, earlier] = ends
      if (later !== undefined && earlier !== undefined)
        return [
          { ago: 'over', ...later },
          { ago: 'under', ...earlier },
        ]
    }
  }
  c.at = begin
  return null
}

const HOURS: Record<Unit, number> = { hours: 1, days: 24, weeks: 168, months: 730, years: 8766 }

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
function pairOf(c: Cursor, words: readonly WordKey[], yearless: boolean): Dates | null {
  return readPair(c, () => take(c, 'to', ...words) !== null || takeSign(c, '-'), yearless)
}

const UNTIL: ReadonlySet<string> = new Set(['until', 'till', 'up', 'до'])

/** Days by their dates, after the word before the first of them; a month or a year is all of its days. */
function readNamed(c: Cursor, yearless: boolean, until: boolean): Window {
  const word = peek(c)?.text ?? ''
  switch (take(c, ...DATE_WORDS)) {
    case 'to': {
      const dates = readDates(c, null, yearless)
      // «До октября», "until 2025" end before that; a day is included.
      const before = until || (dates.first !== dates.last && UNTIL.has(word))
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

function shifted(c: Cursor, day: string, days: number): string {
  const moved = new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
  return /^\d{4}-/.test(moved) ? moved : fail(c, { kind: 'day' })
}
