import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../../src/clock.js'
import { dayStart, quietUntil } from '../../../src/delivery/gate/hours.js'

const night = { from: 22 * 60, to: 9 * 60 }
const noon = { from: 12 * 60, to: 14 * 60 }
const at = (local: string, zone: string) => DateTime.fromISO(local, { zone }).toMillis()
const local = (ms: number | null, zone: string) =>
  ms === null ? null : DateTime.fromMillis(ms, { zone }).toFormat("yyyy-MM-dd'T'HH:mm")

test.each([
  ['before midnight', '2026-11-24T23:30', 'Europe/Moscow', night, '2026-11-25T09:00'],
  ['at the first minute', '2026-11-24T22:00', 'Europe/Moscow', night, '2026-11-25T09:00'],
  ['after midnight', '2026-11-25T03:00', 'Europe/Moscow', night, '2026-11-25T09:00'],
  ['at the last minute', '2026-11-25T08:59', 'Europe/Moscow', night, '2026-11-25T09:00'],
  ['when they have ended', '2026-11-25T09:00', 'Europe/Moscow', night, null],
  ['by day', '2026-11-25T15:00', 'Europe/Moscow', night, null],
  ['within a day', '2026-11-25T13:00', 'Asia/Tokyo', noon, '2026-11-25T14:00'],
  ['outside a stretch within a day', '2026-11-25T23:00', 'Asia/Tokyo', noon, null],
  ['over the night when clocks go forward', '2027-03-27T23:00', 'Europe/Berlin', night, '2027-03-28T09:00'],
  ['over the night when clocks go back', '2026-10-24T23:00', 'Europe/Berlin', night, '2026-10-25T09:00'],
  ['an end that the clock skips', '2027-03-28T00:30', 'Europe/Berlin', { from: 0, to: 150 }, '2027-03-28T03:30'],
])('quiet hours %s', (_what, now, zone, quiet, end) => {
  expect(local(quietUntil(at(now, zone), quiet, zone), zone)).toBe(end)
})

test('no quiet hours are never quiet', () => {
  expect(quietUntil(0, null, 'UTC')).toBeNull()
  expect(quietUntil(0, { from: 600, to: 600 }, 'UTC')).toBeNull()
})

test('through a year with both clock changes the hours always end, at most eleven hours and a change later', () => {
  const zone = 'Europe/Berlin'
  for (let now = at('2026-10-01T00:00', zone); now < at('2027-04-30T00:00', zone); now += 17 * MINUTE) {
    const end = quietUntil(now, night, zone)
    if (end === null) continue
    expect(end).toBeGreaterThan(now)
    expect(end - now).toBeLessThanOrEqual(12 * HOUR)
    expect(quietUntil(end, night, zone)).toBeNull()
  }
})

test('a day begins at its zone’s midnight', () => {
  expect(local(dayStart(at('2026-11-25T00:10', 'Europe/Moscow'), 'Europe/Moscow'), 'Europe/Moscow')).toBe(
    '2026-11-25T00:00',
  )
  expect(local(dayStart(at('2026-11-25T00:10', 'Europe/Moscow'), 'UTC'), 'UTC')).toBe('2026-11-24T00:00')
})
