import { DateTime } from 'luxon'
import { dayNumber } from '../audience/attribute/day.js'
import { DAY, HOUR } from '../clock.js'
import { unreachable } from '../errors.js'
import { type Sql, sql } from './compile/sql.js'
import type { Stretch, Window } from './parts.js'

/**
 * When and where a criterion is evaluated: `at` in ms UTC, `zone` an IANA name. With `one` it will be asked of a single
 * person: each condition then looks up the rows of `s`, not those of everybody. With `below` it will be asked only of those
 * whose dice are below it, a sample.
 */
export type EvaluationContext = { at: number; zone: string; one?: true; below?: number }

/** A stretch of time in ms UTC: `from` included (null: since ever), `before` not included. */
export type Bounds = { from: number | null; before: number }

/**
 * The stretch of time that a window means at the moment of evaluation; null is ever. Nothing dated after the
 * evaluation is inside. The stretch may be empty (`from` at or past `before`).
 */
export function windowBounds(window: Window | null, context: EvaluationContext): Bounds {
  const before = context.at + 1
  if (window === null) return { from: null, before }
  if ('calendar' in window) {
    const { first, after } = stretchOf(window, context)
    const day = (time: DateTime) => startOfDay(time.toISODate() ?? '', 0, context.zone)
    return { from: day(first), before: Math.min(before, day(after)) }
  }
  if ('in' in window) return { from: back(window.in, window.unit, context), before }
  if ('ago' in window) {
    const limit = back(window.n, window.unit, context)
    return window.ago === 'over' ? { from: null, before: limit } : { from: limit, before }
  }
  if ('older' in window) {
    const { older, younger } = window
    return { from: back(younger.n, younger.unit, context), before: back(older.n, older.unit, context) }
  }
  return {
    from: window.from === null ? null : startOfDay(window.from, 0, context.zone),
    before: window.to === null ? before : Math.min(before, startOfDay(window.to, 1, context.zone)),
  }
}

/** Narrows rows to those of the person, or of the sample, that is asked about; nothing where everybody is. */
export function ofOne(person: Sql, { one, below }: EvaluationContext): Sql {
  if (one === true) return sql` and ${person} = s.id`
  return below === undefined ? sql`` : sql` and ${person} in (select id from subscribers where dice < ${below})`
}

/** A time inside a stretch of time. */
export function within(time: Sql, { from, before }: Bounds): Sql {
  return from === null ? sql`${time} < ${before}` : sql`${time} >= ${from} and ${time} < ${before}`
}

/** Calendar days (days since 1970-01-01), both ends included; null: no end. */
export type Days = { first: number | null; last: number | null }

/**
 * The calendar days that a window means for a field that holds days. Today is the day of the evaluation in its zone;
 * `in N days` reaches from N days before today to today, `over` and `under` meet at that day, which is `under`. Hours
 * count from the day they lead back to. A field may hold days to come, so named days are not cut at the evaluation.
 */
export function windowDays(window: Window, context: EvaluationContext): Days {
  if ('from' in window)
    return {
      first: window.from === null ? null : dayNumber(window.from),
      last: window.to === null ? null : dayNumber(window.to),
    }
  if ('calendar' in window) {
    const { first, after } = stretchOf(window, context)
    return { first: dayOf(first), last: dayOf(after) - 1 }
  }
  if ('older' in window) {
    const { older, younger } = window
    const first = dayBefore(younger.n, younger.unit, context)
    return { first, last: dayBefore(older.n, older.unit, context) - 1 }
  }
  const first = dayBefore('in' in window ? window.in : window.n, window.unit, context)
  if ('ago' in window && window.ago === 'over') return { first: null, last: first - 1 }
  return { first, last: today(context) }
}

/** A stretch of the calendar: its first day, and the first behind it. On the calendar alone, where no day lacks an hour. */
function stretchOf(
  { calendar, back }: { calendar: Stretch; back: number },
  { at, zone }: EvaluationContext,
): { first: DateTime; after: DateTime } {
  const now = valid(DateTime.fromMillis(at, { zone })).setZone('utc', { keepLocalTime: true })
  const after = now.startOf(calendar).plus({ [calendar]: 1 - back })
  return { first: after.minus({ [calendar]: 1 }), after }
}

/** The day of the evaluation in its zone, days since 1970-01-01. */
export function today({ at, zone }: EvaluationContext): number {
  return dayOf(valid(DateTime.fromMillis(at, { zone })))
}

type Unit = 'hours' | 'days' | 'weeks' | 'months' | 'years'

function dayBefore(n: number, unit: Unit, { at, zone }: EvaluationContext): number {
  const now = valid(DateTime.fromMillis(at, { zone }))
  if (unit === 'hours') return dayOf(now.minus({ hours: n }))
  // Days are counted on the calendar alone: an hour more or less in a day changes nothing.
  return dayOf(valid(now.setZone('utc', { keepLocalTime: true }).minus({ [unit]: n })))
}

function dayOf(time: DateTime): number {
  return Math.floor(time.setZone('utc', { keepLocalTime: true }).toMillis() / DAY)
}

/** The moment N units before the evaluation. */
function back(n: number, unit: Unit, context: EvaluationContext): number {
  switch (unit) {
    case 'hours':
      return context.at - n * HOUR
    case 'days':
      return context.at - n * DAY
    case 'weeks':
      return context.at - n * 7 * DAY
    case 'months':
    case 'years':
      return valid(DateTime.fromMillis(context.at, { zone: context.zone }).minus({ [unit]: n })).toMillis()
    default:
      return unreachable(unit)
  }
}

/** The first moment of a calendar day, or of a day some days later. */
function startOfDay(day: string, later: number, zone: string): number {
  // Counted on the calendar alone: a zone may leave a day out, and then it begins where the next one does.
  const named = DateTime.fromISO(day, { zone: 'utc' }).plus({ days: later }).toISODate() ?? day
  // Of a few days luxon makes a time whose clock is not that of its moment (Apia, 3 April 2011): only the moment is taken.
  let start = valid(DateTime.fromISO(named, { zone }).startOf('day')).toMillis()
  const dayAt = (moment: number) => DateTime.fromMillis(moment, { zone }).day
  const theirs = dayAt(start)
  // Where clocks go back across midnight there are two midnights, and luxon may give either.
  while (dayAt(start - HOUR) === theirs) start -= HOUR
  return start
}

function valid(time: DateTime): DateTime {
  if (!time.isValid) throw new Error(`no such time: ${time.invalidReason}`)
  return time
}
