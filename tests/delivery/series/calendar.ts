import { DAY, MINUTE } from '../../../src/clock.js'

// A calendar of its own: it asks the platform what clocks show, minute by minute, and reckons with nothing else.
const formats = new Map<string, Intl.DateTimeFormat>()

/** What the clock of a zone shows, as minutes since 1970-01-01 00:00 of that clock. */
export function shown(at: number, zone: string): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
  formats.set(zone, format)
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute) / MINUTE
}

/**
 * The first moment at which the clock of a zone shows a minute of a day (days since 1970-01-01); of one that the clock skips,
 * as much later as it jumped.
 */
export function firstMoment(day: number, minute: number, zone: string): number {
  const wanted = day * 24 * 60 + minute
  const noon = day * DAY + minute * MINUTE
  // No clock is further from UTC than 15 hours. Changes fall on whole minutes of UTC.
  let low = noon - 15 * 60 * MINUTE
  let high = noon + 15 * 60 * MINUTE
  // The first change across it: clocks run forward but for changes, so the moment is near where halving ends.
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE
    if (shown(middle, zone) >= wanted) high = middle
    else low = middle
  }
  let first = high
  for (let at = high; at >= high - 3 * 60 * MINUTE; at -= MINUTE) if (shown(at, zone) === wanted) first = at
  const over = shown(first, zone) - wanted
  if (over === 0) return first
  // It is skipped: the clock jumped at `high` from one minute to a later one.
  const jumpedFrom = shown(high - MINUTE, zone) + 1
  return high + (wanted - jumpedFrom) * MINUTE
}
