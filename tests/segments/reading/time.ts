import type { Window } from '../../../src/segments/criterion.js'
import type { EvaluationContext } from '../../../src/segments/window.js'

const HOUR = 3_600_000
const HOURS = { hours: 1, days: 24, weeks: 168 }

/** Whether a moment is inside a window (null: ever); nothing after the evaluation is. */
export function inside(time: number, window: Window | null, { at, zone }: EvaluationContext): boolean {
  if (time > at) return false
  if (window === null) return true
  if ('from' in window) {
    const day = wallClock(time, zone).slice(0, 10)
    return (window.from === null || day >= window.from) && (window.to === null || day <= window.to)
  }
  if ('calendar' in window) return ofCalendar(wallClock(time, zone).slice(0, 10), window, { at, zone })
  if ('older' in window) {
    const { older, younger } = window
    return (
      inside(time, { ago: 'over', ...older }, { at, zone }) && inside(time, { ago: 'under', ...younger }, { at, zone })
    )
  }
  const n = 'in' in window ? window.in : window.n
  const recent =
    window.unit === 'months' || window.unit === 'years'
      ? wallClock(time, zone) >= monthsBefore(wallClock(at, zone), window.unit === 'years' ? n * 12 : n)
      : time >= at - n * HOURS[window.unit] * HOUR
  return 'ago' in window && window.ago === 'over' ? !recent : recent
}

/** Whether a day, written YYYY-MM-DD, is inside a window. */
export function dayInside(day: string, window: Window, context: EvaluationContext): boolean {
  if ('from' in window) return (window.from ?? '') <= day && day <= (window.to ?? '9')
  if ('calendar' in window) return ofCalendar(day, window, context)
  if ('older' in window) {
    const { older, younger } = window
    return dayInside(day, { ago: 'over', ...older }, context) && dayInside(day, { ago: 'under', ...younger }, context)
  }
  const n = 'in' in window ? window.in : window.n
  const first = dayBefore(n, window.unit, context)
  return 'ago' in window && window.ago === 'over' ? day < first : first <= day && day <= dayOf(context)
}

/** Whether a day is in the calendar's stretch of the evaluation, or in the one before. */
function ofCalendar(
  day: string,
  { calendar, back }: { calendar: 'day' | 'week' | 'month' | 'quarter' | 'year'; back: number },
  context: EvaluationContext,
): boolean {
  const name = (of: string): number => {
    const [year = 0, month = 1] = of.split('-').map(Number)
    const days = Math.floor(Date.parse(`${of}T00:00:00Z`) / (24 * HOUR))
    // 1970-01-01 was a Thursday.
    if (calendar === 'day') return days
    if (calendar === 'week') return Math.floor((days + 3) / 7)
    if (calendar === 'month') return year * 12 + month - 1
    return calendar === 'quarter' ? year * 4 + Math.floor((month - 1) / 3) : year
  }
  return name(day) === name(dayOf(context)) - back
}

function dayBefore(
  n: number,
  unit: 'hours' | 'days' | 'weeks' | 'months' | 'years',
  context: EvaluationContext,
): string {
  if (unit === 'hours') return dayOf({ ...context, at: context.at - n * HOUR })
  if (unit === 'days' || unit === 'weeks') return daysAfter(dayOf(context), unit === 'weeks' ? -7 * n : -n)
  return monthsBefore(wallClock(context.at, context.zone), unit === 'years' ? n * 12 : n).slice(0, 10)
}

/** The day of the evaluation. */
export function dayOf({ at, zone }: EvaluationContext): string {
  return wallClock(at, zone).slice(0, 10)
}

/** A calendar day so many days later. */
export function daysAfter(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * 24 * HOUR).toISOString().slice(0, 10)
}

/** On which day of a year a birthday is celebrated. */
export function celebrated(birthday: string, year: number): string {
  const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
  const day = birthday.slice(5)
  return `${String(year).padStart(4, '0')}-${day === '02-29' && !leap ? '02-28' : day}`
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** "2026-11-24T12:00:00.000" as a clock on the wall shows it there. */
function wallClock(time: number, zone: string): string {
  const options = { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' } as const
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('sv-SE', options)
  formats.set(zone, format)
  return `${format.format(time).replace(' ', 'T')}.${String(((time % 1000) + 1000) % 1000).padStart(3, '0')}`
}

/** The same wall clock so many calendar months before; the 31st becomes the last day of a shorter month. */
function monthsBefore(wall: string, months: number): string {
  const [year = 0, month = 1, day = 1] = wall.slice(0, 10).split('-').map(Number)
  const total = year * 12 + (month - 1) - months
  const last = new Date(Date.UTC(Math.floor(total / 12), (total % 12) + 1, 0)).getUTCDate()
  const pad = (n: number, width: number) => String(n).padStart(width, '0')
  const date = [pad(Math.floor(total / 12), 4), pad((total % 12) + 1, 2), pad(Math.min(day, last), 2)].join('-')
  return date + wall.slice(10)
}
