import { Temporal } from '@js-temporal/polyfill'
import fc from 'fast-check'
import { DAY } from '../../../src/clock.js'
import type { Rhythm } from '../../../src/delivery/campaign/terms.js'

/** Every zone that this Node knows. */
export const ZONES = Intl.supportedValuesOf('timeZone')

const minute = fc.oneof(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 0, max: 240 }))

/** Any rhythm by one clock; hours at which clocks change more often than others. */
export const rhythms: fc.Arbitrary<Rhythm> = fc.oneof(
  fc.record({ kind: fc.constant('daily' as const), minute, own: fc.constant(false) }),
  fc.record({
    kind: fc.constant('weekly' as const),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    minute,
    own: fc.constant(false),
  }),
  fc.record({
    kind: fc.constant('monthly' as const),
    day: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 28, max: 31 })),
    minute,
    own: fc.constant(false),
  }),
)

type Day = { date: Temporal.PlainDate; weekday: number; day: number; last: boolean }

const FIRST = Temporal.PlainDate.from('2026-11-20')
const days: Day[] = []

/** A day of the calendar, counted from the first that is asked for; each is made once. */
function dayAt(index: number): Day {
  for (let date = FIRST.add({ days: days.length }); days.length <= index; date = date.add({ days: 1 }))
    days.push({ date, weekday: date.dayOfWeek, day: date.day, last: date.day === date.daysInMonth })
  return days[index] ?? { date: FIRST, weekday: 0, day: 0, last: false }
}

/** What moments the clock of one zone shows one time of day at, by days; kept for the rhythms that follow. */
let shown = { of: '', moments: new Map<number, number>() }

function momentOf(index: number, minute: number, zone: string): number {
  const of = `${zone} ${minute}`
  if (shown.of !== of) shown = { of, moments: new Map() }
  const known = shown.moments.get(index)
  if (known !== undefined) return known
  const plainTime = new Temporal.PlainTime(Math.floor(minute / 60), minute % 60)
  const at = dayAt(index).date.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds
  shown.moments.set(index, at)
  return at
}

/**
 * The next runs of a rhythm as another library's calendar has them, by its own rules for skipped and doubled hours.
 * @param from ms UTC, from 24 November 2026 on
 */
export function calendarRuns(rhythm: Rhythm, zone: string, from: number, n: number): number[] {
  const runs: number[] = []
  // A day of any zone begins at most a day before or after that of UTC.
  const first = Math.floor(from / DAY) - Date.UTC(2026, 10, 20) / DAY - 2
  for (let index = first; runs.length < n; index++) {
    if (!isDay(rhythm, dayAt(index))) continue
    const at = momentOf(index, rhythm.minute, zone)
    if (at > from) runs.push(at)
  }
  return runs
}

function isDay(rhythm: Rhythm, { weekday, day, last }: Day): boolean {
  if (rhythm.kind === 'daily') return true
  if (rhythm.kind === 'weekly') return rhythm.days.includes(weekday)
  return day === rhythm.day || (last && rhythm.day > day)
}
