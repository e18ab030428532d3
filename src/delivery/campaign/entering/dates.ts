import { listZones } from '../../../audience/place/whereabouts.js'
import { DAY } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import { among, type Sql, sql } from '../../../segments/compile/sql.js'
import type { Entry, Start } from '../terms.js'
import { clockAt, momentOn } from '../timing.js'
import { dateFieldOf } from './start.js'

/** The oldest date that comes round again: nobody was born before. */
const FIRST_YEAR = 1900

/** A day of people's dates whose moment has come: `day` (days since 1970-01-01) is the one that is celebrated, `at` ms UTC by the clock of `zone`. */
export type DueDay = { zone: string | null; day: number; at: number }

/**
 * The days of people's dates whose moment lies behind one moment and not behind another: of every zone in which somebody is, by
 * the clock there. Of those who told no zone (`zone` null) that of the series holds.
 * @param after ms UTC, not included
 * @param upto ms UTC, included
 */
export function dueDays(
  db: Db,
  { entry, zone: usual }: { entry: Entry; zone: string },
  after: number,
  upto: number,
): DueDay[] {
  const { on } = entry
  if (on.kind !== 'date') return []
  const zones: (string | null)[] = [null, ...listZones(db)]
  return zones.flatMap(zone => daysIn(on, zone, usual, after, upto)).sort((a, b) => a.at - b.at)
}

function daysIn(
  { days, minute }: Extract<Start, { kind: 'date' }>,
  zone: string | null,
  usual: string,
  after: number,
  upto: number,
): DueDay[] {
  const clock = zone ?? usual
  const found: DueDay[] = []
  // An hour that a clock change moves over midnight belongs to the day before.
  for (let day = clockAt(after, clock).day - 1; day <= clockAt(upto, clock).day; day++) {
    const at = momentOn(day, minute, clock)
    if (at > after && at <= upto) found.push({ zone, day: day - days, at })
  }
  return found
}

/**
 * People of one zone whose date is a day, or comes round on it, behind a person's id, as SQL: `id` of the person. Who was born
 * on 29 February celebrates on the 28th in other years, as everywhere.
 */
export function celebratingSql(
  db: Db,
  { on }: Pick<Entry, 'on'>,
  { zone, day }: DueDay,
  afterPerson: number,
  most: number,
): Sql {
  const field = dateFieldOf(db, on) ?? 0
  const dates = on.kind === 'date' && on.yearly ? comingRound(day) : [day]
  const where = zone === null ? sql`s.time_zone is null` : sql`s.time_zone = ${zone}`
  return sql`select distinct s.id as id from attribute_values v cross join subscribers s on s.id = v.subscriber_id
    where v.attribute_id = ${field} and v.value in ${among(dates)} and s.id > ${afterPerson} and ${where} order by s.id limit ${most}`
}

/** All days up to one that come round on it. @param day days since 1970-01-01 */
export function comingRound(day: number): number[] {
  const on = new Date(day * DAY)
  const [last, month, date] = [on.getUTCFullYear(), on.getUTCMonth(), on.getUTCDate()]
  const days: number[] = []
  for (let year = FIRST_YEAR; year <= last; year++) {
    // The 29th of February of other years is a day of March.
    if (isDay(year, month, date)) days.push(Date.UTC(year, month, date) / DAY)
    if (month === 1 && date === 28 && isDay(year, 1, 29) && !isDay(last, 1, 29)) days.push(Date.UTC(year, 1, 29) / DAY)
  }
  return days
}

/** @param month from 0 */
function isDay(year: number, month: number, date: number): boolean {
  return new Date(Date.UTC(year, month, date)).getUTCMonth() === month
}
