import { DateTime } from 'luxon'

/** Three months of a calendar, ms UTC: from `from` on, before `before`. `number` counts quarters since year 0. */
export type Quarter = { number: number; from: number; before: number }

/** The quarter with this number, by the calendar of a zone. */
export function quarterOf(number: number, zone: string): Quarter {
  const start = DateTime.fromObject({ year: Math.floor(number / 4), month: (number % 4) * 3 + 1 }, { zone })
  return { number, from: start.toMillis(), before: start.plus({ months: 3 }).toMillis() }
}

/** The quarter in which a moment lies. @param at ms UTC */
export function quarterAt(at: number, zone: string): Quarter {
  const { year, quarter } = DateTime.fromMillis(at, { zone })
  return quarterOf(year * 4 + quarter - 1, zone)
}
