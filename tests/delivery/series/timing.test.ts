import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../src/clock.js'
import { comingRound, dueDays } from '../../../src/delivery/campaign/entering/dates.js'
import { getSeries } from '../../../src/delivery/campaign/series.js'
import { dueAt, gapBetween, momentOn } from '../../../src/delivery/campaign/timing.js'
import { createRandom } from '../../../src/sandbox/emulator/random.js'
import { temporaryDb } from '../../support/db.js'
import { firstMoment, shown } from './calendar.js'
import { draftSeries, ON_START, subscribe } from './world.js'

const at = (written: string) => Date.parse(written)
const written = (ms: number) => new Date(ms).toISOString().slice(0, 16)

describe('when a message is due', () => {
  const rows: [string, Parameters<typeof dueAt>[0], string, string, string][] = [
    ['at once', { kind: 'at_once' }, '2026-11-30T08:15Z', 'UTC', '2026-11-30T08:15'],
    ['after hours', { kind: 'after', ms: 3 * HOUR }, '2026-11-30T23:15Z', 'UTC', '2026-12-01T02:15'],
    [
      'days later at eleven',
      { kind: 'days', days: 2, minute: 660 },
      '2026-11-30T23:30Z',
      'Europe/Moscow',
      '2026-12-03T08:00',
    ],
    [
      'days later at the same hour',
      { kind: 'days', days: 2, minute: null },
      '2026-11-30T08:15Z',
      'UTC',
      '2026-12-02T08:15',
    ],
    [
      'the same day, hour ahead',
      { kind: 'days', days: 0, minute: 660 },
      '2026-11-30T08:15Z',
      'UTC',
      '2026-11-30T11:00',
    ],
    ['the same day, hour past', { kind: 'days', days: 0, minute: 480 }, '2026-11-30T08:15Z', 'UTC', '2026-12-01T08:00'],
    [
      'the same day, same hour',
      { kind: 'days', days: 0, minute: null },
      '2026-11-30T08:15Z',
      'UTC',
      '2026-11-30T08:15',
    ],
    [
      'an hour that is skipped',
      { kind: 'days', days: 1, minute: 150 },
      '2026-03-28T09:00Z',
      'Europe/Berlin',
      '2026-03-29T01:30',
    ],
    [
      'an hour that comes twice',
      { kind: 'days', days: 1, minute: 150 },
      '2026-10-24T09:00Z',
      'Europe/Berlin',
      '2026-10-25T00:30',
    ],
    ['over a month', { kind: 'days', days: 31, minute: 660 }, '2026-01-31T09:00Z', 'UTC', '2026-03-03T11:00'],
  ]
  test.each(rows)('%s', (_name, wait, started, zone, due) => {
    expect(written(dueAt(wait, at(started), zone))).toBe(due)
  })

  test('of all zones over three years it is what the platform’s own clocks show', () => {
    const random = createRandom(14)
    const zones = Intl.supportedValuesOf('timeZone')
    const first = Date.UTC(2026, 0, 1) / DAY
    const runs = Number(process.env['SERIES_TIMES'] ?? 300)
    for (let i = 0; i < runs; i++) {
      const zone = zones[i % zones.length] ?? 'UTC'
      const day = first + Math.floor(random() * 3 * 365)
      const minute = Math.floor(random() * 1_440)
      expect([zone, day, minute, momentOn(day, minute, zone)]).toEqual([
        zone,
        day,
        minute,
        firstMoment(day, minute, zone),
      ])
    }
  })

  test('so do hours that a clock change skips or repeats', () => {
    const all = process.env['SERIES_TIMES'] !== undefined
    const zones = all
      ? Intl.supportedValuesOf('timeZone')
      : ['Europe/Berlin', 'Australia/Lord_Howe', 'America/Santiago', 'Africa/Casablanca']
    for (const zone of zones) {
      for (let time = Date.UTC(2026, 0, 1); time < Date.UTC(2027, 0, 1); time += 7 * DAY) {
        if (shown(time + 7 * DAY, zone) - shown(time, zone) === 7 * 24 * 60) continue
        for (let near = time / DAY; near <= time / DAY + 7; near++)
          for (let minute = 0; minute < 300; minute += all ? 10 : 30)
            expect([zone, near, minute, momentOn(near, minute, zone)]).toEqual([
              zone,
              near,
              minute,
              firstMoment(near, minute, zone),
            ])
      }
    }
  }, 1_800_000)
})

test('each day of each zone comes once, at its hour by the clock there, whatever the steps', async () => {
  const all = process.env['SERIES_TIMES'] !== undefined
  const zones = all ? Intl.supportedValuesOf('timeZone') : ['Europe/Berlin', 'Pacific/Apia', 'America/St_Johns']
  const [first, last] = [Date.UTC(2026, 0, 1) / DAY, Date.UTC(all ? 2029 : 2027, 0, 1) / DAY]
  const db = await temporaryDb()
  for (const zone of zones) subscribe(db, 0, { zone })
  const minute = 150
  const entry = { ...ON_START, on: { kind: 'date' as const, attributeId: null, days: -3, yearly: true, minute } }
  const series = getSeries(db, draftSeries(db, { entry, messages: [] }, 0))
  const random = createRandom(3)
  const came = new Map<string, number>()
  for (let at = (first - 1) * DAY; at < (last + 1) * DAY; ) {
    const next = at + Math.ceil(random() * (random() < 0.05 ? 20 : 1) * 24 * 60) * MINUTE
    for (const one of dueDays(db, series, at, next)) {
      expect(one.at > at && one.at <= next).toBe(true)
      const key = `${one.zone} ${one.day}`
      expect(came.has(key)).toBe(false)
      came.set(key, one.at)
    }
    at = next
  }
  // The date is three days after the message.
  for (const zone of zones)
    for (let day = first; day < last; day++)
      expect([zone, day, came.get(`${zone} ${day + 3}`)]).toEqual([zone, day, firstMoment(day, minute, zone)])
}, 1_800_000)

test('the next message is as far behind as planned, a day at most and a minute at least', () => {
  expect([gapBetween(0, 3 * HOUR), gapBetween(0, 5 * DAY), gapBetween(0, 0), gapBetween(DAY, 0)]).toEqual([
    3 * HOUR,
    DAY,
    MINUTE,
    MINUTE,
  ])
})

test('days come round each year, the 29th of February on the 28th in others', () => {
  const days = (iso: string) => comingRound(at(`${iso}T00:00Z`) / DAY).map(day => written(day * DAY).slice(0, 10))
  expect(days('2027-02-28')).toEqual(expect.arrayContaining(['2024-02-29', '2026-02-28', '2020-02-28']))
  expect(days('2028-02-28')).not.toContain('2024-02-29')
  expect(days('2028-02-29')).toEqual(expect.arrayContaining(['2024-02-29', '1904-02-29', '2028-02-29']))
  expect(days('2026-12-31').at(-1)).toBe('2026-12-31')
})
