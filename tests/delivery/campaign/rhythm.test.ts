import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { DAY } from '../../../src/clock.js'
import { nextRuns } from '../../../src/delivery/campaign/repeat/rhythm.js'
import type { Course, End, Rhythm } from '../../../src/delivery/campaign/terms.js'
import { calendarRuns, rhythms, ZONES } from './calendar.js'

const NEVER: End = { kind: 'never' }
const course = (rhythm: Rhythm): Course => ({ rhythm, to: { kind: 'everybody' } })
const at = (iso: string, zone: string) => DateTime.fromISO(iso, { zone }).toMillis()
const shown = (runs: readonly number[], zone: string) =>
  runs.map(run => DateTime.fromMillis(run, { zone }).toFormat('yyyy-MM-dd HH:mm ZZ'))

describe('the next runs of a repeat', () => {
  test.each<[string, Rhythm, string, string, string[]]>([
    [
      'each day, the one of today where it is still to come',
      { kind: 'daily', minute: 600, own: false },
      'Europe/Moscow',
      '2026-11-24T09:59',
      ['2026-11-24 10:00 +03:00', '2026-11-25 10:00 +03:00'],
    ],
    [
      'never the moment itself',
      { kind: 'daily', minute: 600, own: false },
      'Europe/Moscow',
      '2026-11-24T10:00',
      ['2026-11-25 10:00 +03:00', '2026-11-26 10:00 +03:00'],
    ],
    [
      'days of the week, in their order',
      { kind: 'weekly', days: [5, 1], minute: 0, own: false },
      'Europe/Moscow',
      '2026-11-24T10:00',
      ['2026-11-27 00:00 +03:00', '2026-11-30 00:00 +03:00'],
    ],
    [
      'the last day of shorter months',
      { kind: 'monthly', day: 31, minute: 720, own: false },
      'Europe/Moscow',
      '2027-01-31T12:00',
      ['2027-02-28 12:00 +03:00', '2027-03-31 12:00 +03:00', '2027-04-30 12:00 +03:00'],
    ],
    [
      'the 29th of February where there is one',
      { kind: 'monthly', day: 29, minute: 720, own: false },
      'Europe/Moscow',
      '2028-01-30T12:00',
      ['2028-02-29 12:00 +03:00', '2028-03-29 12:00 +03:00'],
    ],
    [
      'an hour that is skipped comes as much later',
      { kind: 'daily', minute: 150, own: false },
      'Europe/Berlin',
      '2027-03-27T12:00',
      ['2027-03-28 03:30 +02:00', '2027-03-29 02:30 +02:00'],
    ],
    [
      'an hour that comes twice is the first of them',
      { kind: 'daily', minute: 150, own: false },
      'Europe/Berlin',
      '2027-10-30T12:00',
      ['2027-10-31 02:30 +02:00', '2027-11-01 02:30 +01:00'],
    ],
    [
      'after the first of them not the second',
      { kind: 'daily', minute: 150, own: false },
      'Europe/Berlin',
      '2027-10-31T02:30:00+02:00',
      ['2027-11-01 02:30 +01:00'],
    ],
    [
      'a midnight that is skipped',
      { kind: 'weekly', days: [7], minute: 0, own: false },
      'America/Havana',
      '2027-03-08T12:00',
      ['2027-03-14 01:00 -04:00', '2027-03-21 00:00 -04:00'],
    ],
    [
      'half an hour of summer',
      { kind: 'daily', minute: 135, own: false },
      'Australia/Lord_Howe',
      '2027-10-02T12:00',
      ['2027-10-03 02:45 +11:00', '2027-10-04 02:15 +11:00'],
    ],
  ])('%s', (_what, rhythm, zone, from, expected) => {
    expect(shown(nextRuns(course(rhythm), NEVER, zone, at(from, zone), expected.length), zone)).toEqual(expected)
  })

  test('stop after as many as are left, and after the moment at which they end, which still counts', () => {
    const daily = course({ kind: 'daily', minute: 600, own: false })
    const from = at('2026-11-24T10:00', 'UTC')
    expect(nextRuns(daily, { kind: 'after', runs: 2 }, 'UTC', from, 5)).toHaveLength(2)
    expect(nextRuns(daily, { kind: 'on', at: from + 3 * DAY }, 'UTC', from, 5)).toHaveLength(3)
    expect(nextRuns(daily, { kind: 'on', at: from + 3 * DAY - 1 }, 'UTC', from, 5)).toHaveLength(2)
    expect(nextRuns(daily, { kind: 'on', at: from }, 'UTC', from, 5)).toEqual([])
    // Whoever looks at a week asks for no more of it.
    expect(nextRuns(daily, NEVER, 'UTC', from, 100, from + 3 * DAY)).toHaveLength(2)
    expect(nextRuns(daily, NEVER, 'UTC', from, 100, from + 3 * DAY + 1)).toHaveLength(3)
  })
})

test('are those of another calendar library, in any zone, within three years, and the same from wherever one asks', () => {
  const start = Date.UTC(2026, 10, 24)
  fc.assert(
    fc.property(
      rhythms,
      fc.constantFrom(...ZONES),
      fc.integer({ min: 0, max: 3 * 365 * 24 * 60 }),
      (rhythm, zone, minutes) => {
        const from = start + minutes * 60_000
        const found = nextRuns(course(rhythm), NEVER, zone, from, 12)
        expect(found).toEqual(calendarRuns(rhythm, zone, from, 12))
        const steps: number[] = []
        for (let last = from; steps.length < found.length; ) {
          const [next = Number.NaN] = nextRuns(course(rhythm), NEVER, zone, last, 1)
          steps.push(next)
          last = next
        }
        expect(steps).toEqual(found)
      },
    ),
    { numRuns: 40 },
  )
})
