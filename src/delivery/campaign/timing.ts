import { DateTime } from 'luxon'
import { DAY, MINUTE } from '../../clock.js'
import { unreachable } from '../../errors.js'
import type { Wait } from './terms.js'

/** A message that is later than this after its time is left out. */
export const LATE_MS = 3 * DAY
/** What follows a message waits as long after it left as was planned between them, but no longer than this. */
const LONGEST = DAY
/** And never less than this, so that two never come at once. */
const CLOSEST = MINUTE

/** What a clock shows: the day, as days since 1970-01-01, and the minute of it. @param at ms UTC */
export function clockAt(at: number, zone: string): { day: number; minute: number } {
  const { year, month, day, hour, minute } = DateTime.fromMillis(at, { zone })
  return { day: Date.UTC(year, month - 1, day) / DAY, minute: hour * 60 + minute }
}

/**
 * When the clock of a zone shows a minute of a day, ms UTC. An hour that a clock change skips comes as much later as the
 * clock jumped; of one that comes twice the first is meant.
 * @param day days since 1970-01-01
 */
export function momentOn(day: number, minute: number, zone: string): number {
  const there = DateTime.fromMillis(day * DAY + minute * MINUTE, { zone: 'utc' }).setZone(zone, { keepLocalTime: true })
  return Math.min(...there.getPossibleOffsets().map(possible => possible.toMillis()))
}

/**
 * When a message is due for somebody, ms UTC: counted from what brought them in. At an hour that had passed by then on the
 * same day it is the next day's.
 * @param startedAt ms UTC
 * @param zone of their clock
 */
export function dueAt(wait: Wait, startedAt: number, zone: string): number {
  switch (wait.kind) {
    case 'at_once':
      return startedAt
    case 'after':
      return startedAt + wait.ms
    case 'days': {
      const began = clockAt(startedAt, zone)
      const due = momentOn(began.day + wait.days, wait.minute ?? began.minute, zone)
      if (due >= startedAt) return due
      // The same minute has begun already; of an hour that was named the next one is meant.
      return wait.minute === null ? startedAt : momentOn(began.day + wait.days + 1, wait.minute, zone)
    }
    default:
      return unreachable(wait)
  }
}

/** How long after the one before left a message leaves at the earliest, ms. @param before @param due when both are due, ms UTC */
export function gapBetween(before: number, due: number): number {
  return Math.min(LONGEST, Math.max(CLOSEST, due - before))
}
