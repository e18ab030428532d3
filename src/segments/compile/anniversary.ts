import { DateTime } from 'luxon'
import { DAY } from '../../clock.js'
import { unreachable } from '../../errors.js'
import type { Anniversary } from '../parts.js'
import { type EvaluationContext, today } from '../window.js'
import { among, type Sql, sql } from './sql.js'

/**
 * True where the day and month of a day come round then, on the calendar of the evaluation's zone. Who was born on
 * 29 February celebrates on the 28th in other years: a wish may come a day early, never late.
 * @param day days since 1970-01-01
 */
export function anniversarySql(day: Sql, anniversary: Anniversary, context: EvaluationContext): Sql {
  const now = DateTime.fromMillis(today(context) * DAY, { zone: 'utc' })
  const between = (first: DateTime, days: number) =>
    sql`strftime('%m-%d', ${day} * 86400, 'unixepoch') in ${among(celebrated(first, days))}`
  const inMonth = (month: number) =>
    sql`strftime('%m', ${day} * 86400, 'unixepoch') = ${String(month).padStart(2, '0')}`
  if (typeof anniversary === 'number') return between(now, anniversary + 1)
  if (anniversary === 'tomorrow') return between(now.plus({ days: 1 }), 1)
  if (anniversary === 'week') return between(now.startOf('week'), 7)
  if (anniversary === 'month') return inMonth(now.month)
  if (anniversary === 'next_week') return between(now.startOf('week').plus({ weeks: 1 }), 7)
  if (anniversary === 'last_week') return between(now.startOf('week').minus({ weeks: 1 }), 7)
  if (anniversary === 'next_month') return inMonth(now.startOf('month').plus({ months: 1 }).month)
  if (anniversary === 'last_month') return inMonth(now.startOf('month').minus({ months: 1 }).month)
  if ('last' in anniversary) return between(now.minus({ days: anniversary.last }), anniversary.last + 1)
  if ('ago' in anniversary) return between(now.minus({ days: anniversary.ago }), 1)
  if ('ahead' in anniversary) return between(now.plus({ days: anniversary.ahead }), 1)
  if ('month' in anniversary) return inMonth(anniversary.month)
  if ('from' in anniversary) return onDays(day, anniversary)
  return unreachable(anniversary)
}

/** The day that is written in a calendar: who was born on 29 February has that one, whatever the year. */
function onDays(day: Sql, { from, to }: { from: string; to: string }): Sql {
  const name = sql`strftime('%m-%d', ${day} * 86400, 'unixepoch')`
  return from <= to ? sql`${name} between ${from} and ${to}` : sql`not (${name} > ${to} and ${name} < ${from})`
}

/** Months and days, "11-24", that are celebrated on so many days from the first. */
function celebrated(first: DateTime, days: number): string[] {
  return Array.from({ length: days }, (_, i) => first.plus({ days: i })).flatMap(day => {
    const name = day.toFormat('MM-dd')
    return name === '02-28' && !day.isInLeapYear ? [name, '02-29'] : [name]
  })
}
