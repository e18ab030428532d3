import { DateTime } from 'luxon'

/** So many weeks ahead, and so many months, are shown; what runs by itself is known no farther. */
export const MOST_WEEKS = 12
export const MOST_MONTHS = 2

/** Days in a row: when each begins and, last, when the last one ends, ms UTC. */
export type Days = readonly number[]

function daysFrom(first: DateTime, after: DateTime): Days {
  const days: number[] = []
  for (let day = first; day < after; day = day.plus({ days: 1 }).startOf('day')) days.push(day.toMillis())
  return [...days, after.toMillis()]
}

/** A week from Monday on, so many weeks from the one that holds `at`; of this one only what is left, with today. */
export function weekOf(at: number, zone: string, week: number): Days {
  const now = DateTime.fromMillis(at, { zone })
  const monday = now.startOf('week').plus({ weeks: week })
  return daysFrom(week === 0 ? now.startOf('day') : monday, monday.plus({ weeks: 1 }))
}

/**
 * A month so many months from the one that holds `at`: its days, `first` the place of its first day in the week (0: Monday),
 * and `today`, its place among them, or null.
 */
export function monthOf(at: number, zone: string, month: number): { days: Days; first: number; today: number | null } {
  const now = DateTime.fromMillis(at, { zone })
  const start = now.startOf('month').plus({ months: month })
  return {
    days: daysFrom(start, start.plus({ months: 1 })),
    first: start.weekday - 1,
    today: month === 0 ? now.day - 1 : null,
  }
}

/** As many days from today on. */
export function daysAhead(at: number, zone: string, days: number): Days {
  const today = DateTime.fromMillis(at, { zone }).startOf('day')
  return daysFrom(today, today.plus({ days }))
}
