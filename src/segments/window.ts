import { DateTime } from 'luxon'
import { DAY, HOUR } from '../clock.js'
import { unreachable } from '../errors.js'
import type { Window } from './criterion.js'

/** When and where a criterion is evaluated: `at` in ms UTC, `zone` an IANA name. */
export type EvaluationContext = { at: number; zone: string }

/** A stretch of time in ms UTC: `from` included (null: since ever), `before` not included. */
export type Bounds = { from: number | null; before: number }

/**
 * The stretch of time that a window means at the moment of evaluation; null is ever. Nothing dated after the
 * evaluation is inside. The stretch may be empty (`from` at or past `before`).
 */
export function windowBounds(window: Window | null, context: EvaluationContext): Bounds {
  const before = context.at + 1
  if (window === null) return { from: null, before }
  if ('in' in window) return { from: back(window.in, window.unit, context), before }
  if ('ago' in window) {
    const limit = back(window.n, window.unit, context)
    return window.ago === 'over' ? { from: null, before: limit } : { from: limit, before }
  }
  return {
    from: window.from === null ? null : startOfDay(window.from, 0, context.zone),
    before: window.to === null ? before : Math.min(before, startOfDay(window.to, 1, context.zone)),
  }
}

/** The moment N units before the evaluation. */
function back(n: number, unit: 'hours' | 'days' | 'weeks' | 'months' | 'years', context: EvaluationContext): number {
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
  let start = valid(DateTime.fromISO(day, { zone }).plus({ days: later }).startOf('day'))
  // Where clocks go back across midnight there are two midnights, and luxon may give either.
  for (let hour = start.minus({ hours: 1 }); hour.day === start.day; hour = hour.minus({ hours: 1 })) start = hour
  return start.toMillis()
}

function valid(time: DateTime): DateTime {
  if (!time.isValid) throw new Error(`no such time: ${time.invalidReason}`)
  return time
}
