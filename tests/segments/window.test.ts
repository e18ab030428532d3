import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY } from '../../src/clock.js'
import type { Window } from '../../src/segments/criterion.js'
import { windowBounds } from '../../src/segments/window.js'

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
const AT = '2026-11-24T09:00:00.000Z'
const NEXT = '2026-11-24T09:00:00.001Z'

const cases: [window: Window | null, zone: string, at: string, from: string | null, before: string][] = [
  [null, 'UTC', AT, null, NEXT],
  [{ in: 36, unit: 'hours' }, 'Europe/Moscow', AT, '2026-11-22T21:00:00.000Z', NEXT],
  [{ in: 60, unit: 'days' }, 'Europe/Moscow', AT, '2026-09-25T09:00:00.000Z', NEXT],
  [{ in: 2, unit: 'weeks' }, 'Europe/Moscow', AT, '2026-11-10T09:00:00.000Z', NEXT],
  // Days are 24 hours even where clocks changed in between; months and years keep the time of day.
  [{ in: 30, unit: 'days' }, 'Europe/Riga', AT, '2026-10-25T09:00:00.000Z', NEXT],
  [{ in: 1, unit: 'months' }, 'Europe/Riga', AT, '2026-10-24T08:00:00.000Z', NEXT],
  [{ in: 1, unit: 'years' }, 'Europe/Riga', AT, '2025-11-24T09:00:00.000Z', NEXT],
  [{ in: 1, unit: 'months' }, 'UTC', '2026-03-31T12:00:00Z', '2026-02-28T12:00:00.000Z', '2026-03-31T12:00:00.001Z'],
  [{ in: 4, unit: 'years' }, 'UTC', '2028-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z', '2028-02-29T12:00:00.001Z'],
  [{ ago: 'over', n: 60, unit: 'days' }, 'UTC', AT, null, '2026-09-25T09:00:00.000Z'],
  [{ ago: 'under', n: 60, unit: 'days' }, 'UTC', AT, '2026-09-25T09:00:00.000Z', NEXT],
  [
    { older: { n: 2, unit: 'weeks' }, younger: { n: 60, unit: 'days' } },
    'UTC',
    AT,
    '2026-09-25T09:00:00.000Z',
    '2026-11-10T09:00:00.000Z',
  ],
  [{ from: '2026-11-01', to: '2026-11-02' }, 'UTC', AT, '2026-11-01T00:00:00.000Z', '2026-11-03T00:00:00.000Z'],
  [
    { from: '2026-11-01', to: '2026-11-02' },
    'Europe/Moscow',
    AT,
    '2026-10-31T21:00:00.000Z',
    '2026-11-02T21:00:00.000Z',
  ],
  [{ from: null, to: '2026-11-02' }, 'UTC', AT, null, '2026-11-03T00:00:00.000Z'],
  [{ from: '2026-11-20', to: null }, 'UTC', AT, '2026-11-20T00:00:00.000Z', NEXT],
  // Nothing dated after the evaluation is inside, whatever the last day.
  [{ from: '2026-11-20', to: '2026-12-31' }, 'UTC', AT, '2026-11-20T00:00:00.000Z', NEXT],
  // A day that begins at one o'clock, and a day with two midnights.
  [
    { from: '2018-11-04', to: '2018-11-04' },
    'America/Sao_Paulo',
    AT,
    '2018-11-04T03:00:00.000Z',
    '2018-11-05T02:00:00.000Z',
  ],
  [
    { from: '2025-11-02', to: '2025-11-02' },
    'America/Havana',
    AT,
    '2025-11-02T04:00:00.000Z',
    '2025-11-03T05:00:00.000Z',
  ],
  [
    { from: '2025-11-01', to: '2025-11-01' },
    'America/Havana',
    AT,
    '2025-11-01T04:00:00.000Z',
    '2025-11-02T04:00:00.000Z',
  ],
  [
    { from: '2011-04-03', to: '2011-04-03' },
    'Pacific/Apia',
    AT,
    '2011-04-03T11:00:00.000Z',
    '2011-04-04T11:00:00.000Z',
  ],
]

describe('windows', () => {
  test.each(cases)('%j in %s at %s', (window, zone, at, from, before) => {
    const bounds = windowBounds(window, { at: Date.parse(at), zone })
    expect({ from: iso(bounds.from), before: iso(bounds.before) }).toEqual({ from, before })
  })

  test('over and under the same age share everything up to the evaluation between them', () => {
    const unit = fc.constantFrom(
      'hours' as const,
      'days' as const,
      'weeks' as const,
      'months' as const,
      'years' as const,
    )
    const at = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2050, 0) })
    fc.assert(
      fc.property(at, fc.integer({ min: 1, max: 100 }), unit, (at, n, unit) => {
        const context = { at, zone: 'America/New_York' }
        const over = windowBounds({ ago: 'over', n, unit }, context)
        const under = windowBounds({ ago: 'under', n, unit }, context)
        expect(over).toEqual({ from: null, before: under.from })
        expect(under).toEqual(windowBounds({ in: n, unit }, context))
        expect(under.before).toBe(at + 1)
      }),
    )
  })

  test('a day and the next one touch, in every zone and season', () => {
    const zones = ['UTC', 'America/Havana', 'Asia/Beirut', 'America/Sao_Paulo', 'Pacific/Apia', 'Australia/Lord_Howe']
    const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 9_000 }), (zone, n) => {
        const today = Date.UTC(2002, 0) + n * DAY
        const context = { at: Date.UTC(2060, 0), zone }
        const one = windowBounds({ from: day(today), to: day(today) }, context)
        const next = windowBounds({ from: day(today + DAY), to: null }, context)
        expect(one.before).toBe(next.from)
      }),
      { numRuns: 500 },
    )
  })

  test('an unknown zone is refused, not evaluated', () => {
    expect(() => windowBounds({ from: '2026-11-01', to: null }, { at: 0, zone: 'Moon/Sea' })).toThrow()
    expect(() => windowBounds({ in: 1, unit: 'months' }, { at: 0, zone: 'Moon/Sea' })).toThrow()
  })
})
