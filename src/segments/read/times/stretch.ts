import type { WordKey } from '../../../text/en/segmentWords.js'
import type { Stretch } from '../../parts.js'
import { type Cursor, peek, see, seeAhead } from '../cursor.js'
import { monthAt, quarterAt, seasonAt, yearAt } from './calendar.js'

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
export function seesCalendar(c: Cursor): { length: number; month: boolean; year: boolean } | null {
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

/** What may stand behind a season that a word before it says to be one. */
const BEHIND_SEASON = ['over', 'under', 'atLeast', 'atMost', 'livesIn', 'cameFrom', 'not', 'has', 'people'] as const

/** "In summer", "this winter", «летом», «прошлой весной», "summer 2025": how many tokens stand before the season; null where none is meant. */
function seasonHere(c: Cursor): number | null {
  const before = see(c, 'duringNamed', 'thisOne', 'lastOne')?.length ?? 0
  const the = before + (seeAhead(c, before, 'article')?.length ?? 0)
  const season = seasonAt(c, the)
  if (season === null) return null
  // "Summer" alone might be a name; «летом» is none.
  const alone = the === 0 && yearAt(c, season.length) === null && !/(?:ом|ой|ью)$/u.test(peek(c)?.text ?? '')
  const after = the + season.length
  const limited = the > 0 && seeAhead(c, after, ...BEHIND_SEASON) !== null
  return alone || !(endsAt(c, after) || limited || yearAt(c, after) !== null) ? null : the
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
  const behind = begin + (month?.length ?? 0)
  if (month === null || !(endsAt(c, behind) || seeAhead(c, behind, 'not', 'livesIn', 'people') !== null)) return null
  c.at += begin + month.length
  return month.month
}
