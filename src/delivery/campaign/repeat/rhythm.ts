import { DateTime } from 'luxon'
import { DAY } from '../../../clock.js'
import { unreachable } from '../../../errors.js'
import type { Course, End, Rhythm } from '../terms.js'
import { clockAt } from '../timing.js'

/** So many days are looked at for a run before there is none: a month has 31 at most, and a year of them is more than enough. */
const FARTHEST_DAYS = 800

type Day = { year: number; month: number; day: number }

/**
 * When a repeat runs next, ms UTC, in order: strictly after `from`, before `before`, at most `n`, and no more than its end allows. An hour that a
 * clock change skips comes as much later as the clock jumped; of one that comes twice the first is meant; what is planned
 * for day 29, 30 or 31 comes on the last day of a shorter month.
 * @param end how it ends from here on: of `after` as many as are left
 * @param zone by whose clock, an IANA name
 */
export function nextRuns(
  course: Course,
  end: End,
  zone: string,
  from: number,
  n: number,
  before = Number.POSITIVE_INFINITY,
): number[] {
  const most = end.kind === 'after' ? Math.min(n, end.runs) : n
  const until = end.kind === 'on' ? end.at : Number.POSITIVE_INFINITY
  const runs: number[] = []
  const { rhythm } = course
  // Days of the calendar, so that no clock change makes one shorter or longer.
  let { day } = clockAt(from, zone)
  for (let looked = 0; looked < FARTHEST_DAYS && runs.length < most; day++, looked++) {
    const date = new Date(day * DAY)
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1]
    if (!runsOn(rhythm, date)) continue
    const at = momentOf({ year, month, day: date.getUTCDate() }, rhythm.minute, zone)
    if (at <= Math.max(from, runs.at(-1) ?? from)) continue
    if (at > until || at >= before) break
    runs.push(at)
    looked = 0
  }
  return runs
}

/** @param date its beginning, as if it were UTC */
function runsOn(rhythm: Rhythm, date: Date): boolean {
  switch (rhythm.kind) {
    case 'daily':
      return true
    case 'weekly':
      return rhythm.days.includes(date.getUTCDay() || 7)
    case 'monthly':
      return date.getUTCDate() === Math.min(rhythm.day, lastOfMonth(date))
    default:
      return unreachable(rhythm)
  }
}

function lastOfMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
}

/**
 * When the clock of `zone` shows so many minutes of a day, ms UTC; an hour that is skipped or comes twice as `nextRuns` has it.
 */
function momentOf({ year, month, day }: Day, minute: number, zone: string): number {
  const time = { hour: Math.floor(minute / 60), minute: minute % 60 }
  const there = DateTime.fromObject({ year, month, day, ...time }, { zone })
  return Math.min(...there.getPossibleOffsets().map(possible => possible.toMillis()))
}
