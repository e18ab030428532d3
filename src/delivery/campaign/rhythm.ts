import { DateTime } from 'luxon'
import { unreachable } from '../../errors.js'
import type { Course, End, Rhythm } from './terms.js'

/** So many days are looked at for a run before there is none: a month has 31 at most, and a year of them is more than enough. */
const FARTHEST_DAYS = 800

type Day = { year: number; month: number; day: number }

/**
 * When a repeat runs next, ms UTC, in order: strictly after `from`, at most `n`, and no more than its end allows. An hour that a
 * clock change skips comes as much later as the clock jumped; of one that comes twice the first is meant; what is planned
 * for day 29, 30 or 31 comes on the last day of a shorter month.
 * @param end how it ends from here on: of `after` as many as are left
 * @param zone by whose clock, an IANA name
 */
export function nextRuns(course: Course, end: End, zone: string, from: number, n: number): number[] {
  const most = end.kind === 'after' ? Math.min(n, end.runs) : n
  const until = end.kind === 'on' ? end.at : Number.POSITIVE_INFINITY
  const runs: number[] = []
  const { rhythm } = course
  // Plain days, so that no clock change makes one shorter or longer.
  let day = DateTime.fromMillis(from, { zone }).setZone('utc', { keepLocalTime: true }).startOf('day')
  for (let looked = 0; looked < FARTHEST_DAYS && runs.length < most; day = day.plus({ days: 1 }), looked++) {
    if (!runsOn(rhythm, day)) continue
    const at = momentOf(day, rhythm.minute, zone)
    if (at <= Math.max(from, runs.at(-1) ?? from)) continue
    if (at > until) break
    runs.push(at)
    looked = 0
  }
  return runs
}

function runsOn(rhythm: Rhythm, day: DateTime): boolean {
  switch (rhythm.kind) {
    case 'daily':
      return true
    case 'weekly':
      return rhythm.days.includes(day.weekday)
    case 'monthly':
      return day.day === Math.min(rhythm.day, day.daysInMonth ?? rhythm.day)
    default:
      return unreachable(rhythm)
  }
}

/**
 * When the clock of `zone` shows so many minutes of a day, ms UTC; an hour that is skipped or comes twice as `nextRuns` has it.
 */
export function momentOf({ year, month, day }: Day, minute: number, zone: string): number {
  const time = { hour: Math.floor(minute / 60), minute: minute % 60 }
  const there = DateTime.fromObject({ year, month, day, ...time }, { zone })
  return Math.min(...there.getPossibleOffsets().map(possible => possible.toMillis()))
}
