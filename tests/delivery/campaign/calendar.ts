import { Temporal } from '@js-temporal/polyfill'
import fc from 'fast-check'
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

/** The next runs of a rhythm as another library's calendar has them, by its own rules for skipped and doubled hours. */
export function calendarRuns(rhythm: Rhythm, zone: string, from: number, n: number): number[] {
  const runs: number[] = []
  const time = new Temporal.PlainTime(Math.floor(rhythm.minute / 60), rhythm.minute % 60)
  let day = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDate()
  for (; runs.length < n; day = day.add({ days: 1 })) {
    if (!isDay(rhythm, day)) continue
    const at = day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds
    if (at > from) runs.push(at)
  }
  return runs
}

function isDay(rhythm: Rhythm, day: Temporal.PlainDate): boolean {
  if (rhythm.kind === 'daily') return true
  if (rhythm.kind === 'weekly') return rhythm.days.includes(day.dayOfWeek)
  return day.day === rhythm.day || (day.day === day.daysInMonth && rhythm.day > day.day)
}
