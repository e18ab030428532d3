import { DateTime } from 'luxon'

/** A stretch of every day in which nobody is disturbed: minutes after midnight; `to` before `from` crosses midnight. */
export type QuietHours = { from: number; to: number }

/** What the clock of `zone` shows at `at` (ms UTC): "25 November, 10:00", to be had by other clocks too. */
export type WallTime = { at: number; zone: string }

/**
 * When the clock of another zone shows the same, ms UTC. An hour that a clock change skips comes as much later as the
 * clock jumped; of one that comes twice the first is meant.
 */
export function sameTimeIn({ at, zone }: WallTime, other: string): number {
  const there = DateTime.fromMillis(at, { zone }).setZone(other, { keepLocalTime: true })
  return Math.min(...there.getPossibleOffsets().map(possible => possible.toMillis()))
}

/**
 * When the quiet hours that hold at `at` end, ms UTC; null when nothing is quiet then. An end that a clock change
 * skips comes as much later as the clock jumped; one that comes twice ends the quiet hours the first time.
 */
export function quietUntil(at: number, quiet: QuietHours | null, zone: string): number | null {
  if (quiet === null || quiet.from === quiet.to) return null
  const local = DateTime.fromMillis(at, { zone })
  const minute = local.hour * 60 + local.minute
  const holds =
    quiet.from < quiet.to ? minute >= quiet.from && minute < quiet.to : minute >= quiet.from || minute < quiet.to
  if (!holds) return null
  const day = minute < quiet.to ? local : local.plus({ days: 1 })
  const end = day
    .startOf('day')
    .set({ hour: Math.floor(quiet.to / 60), minute: quiet.to % 60 })
    .toMillis()
  // Where clocks go back inside the quiet hours the same minute is met twice, and the end may lie behind.
  return end > at ? end : null
}

/** Midnight that began the day of `at` in the zone, ms UTC. */
export function dayStart(at: number, zone: string): number {
  return DateTime.fromMillis(at, { zone }).startOf('day').toMillis()
}
