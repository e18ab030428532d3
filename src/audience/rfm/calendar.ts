import { DateTime } from 'luxon'
import { DAY, MINUTE } from '../../clock.js'

/** From `since` on (ms UTC) the zone's clock is `offset` ms ahead of UTC. */
export type Offset = { since: number; offset: number }

/**
 * How far a zone's clock was ahead of UTC between two moments, the earliest first.
 * @param step no clock is changed twice within so many ms
 */
export function offsetsOf(zone: string, from: number, to: number, step = DAY): Offset[] {
  const at = (moment: number) => DateTime.fromMillis(moment, { zone }).offset * MINUTE
  const found: Offset[] = [{ since: from, offset: at(from) }]
  for (let day = from; day < to; day += step) {
    const end = Math.min(day + step, to)
    if (at(day) === at(end)) continue
    let [before, after] = [day, end]
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2)
      if (at(middle) === at(day)) before = middle
      else after = middle
    }
    found.push({ since: after, offset: at(after) })
  }
  return found
}

/** The calendar day of a moment in a zone, days since 1970-01-01. */
export function dayOf(at: number, zone: string): number {
  return Math.floor((at + DateTime.fromMillis(at, { zone }).offset * MINUTE) / DAY)
}

/** `dayOf` over a column of moments, none of them before the first offset. */
export function daySql(column: string, offsets: readonly Offset[]): string {
  const [first, ...later] = offsets
  const cases = later.map(({ since, offset }) => `when ${column} >= ${since} then ${offset}`).reverse()
  const offset = cases.length === 0 ? `${first?.offset ?? 0}` : `case ${cases.join(' ')} else ${first?.offset ?? 0} end`
  return `((${column} + ${offset}) / ${DAY})`
}

/** The first moment of a window that ends at `at`: so many calendar months before, at the same time of the day. */
export function windowStart(at: number, months: number, zone: string): number {
  return DateTime.fromMillis(at, { zone }).minus({ months }).toMillis()
}

/** The last ms of the calendar day of a moment in a zone, ms UTC. */
export function dayEnd(at: number, zone: string): number {
  return DateTime.fromMillis(at, { zone }).endOf('day').toMillis()
}
