import fc from 'fast-check'
import { DAY, HOUR } from '../../src/clock.js'
import type { Anniversary, Compare, FieldTest, Window } from '../../src/segments/criterion.js'
import { hoursOf } from '../../src/segments/parts.js'
import type { OfField } from '../../src/segments/read/fields/of-field.js'
import { AT } from './fixture.js'

/** Times at and around the edges that windows have: so many hours or days before, midnights, the evaluation itself. */
export const time = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(0, 1, 2, 3, 7, 28, 30, 31, 59, 60, 61, 180, 365).map(n => AT - n * DAY),
      fc.constantFrom(1, 5, 24, 36).map(n => AT - n * HOUR),
      fc.constantFrom(0, 1, 23, 24, 25).map(n => Date.UTC(2026, 10, n, 21)),
      fc.constantFrom(0, 1, 23, 24, 25).map(n => Date.UTC(2026, 10, n, 5)),
      fc.constantFrom(0, 7, 8, 10).map(month => Date.UTC(2026, month, 24, 9)),
      fc.integer({ min: AT - 100 * DAY, max: AT + 2 * DAY }),
    ),
    fc.constantFrom(-1, 0, 0, 0, 1),
  )
  .map(([base, shift]) => base + shift)

/** Days at and around the edges of windows and of birthdays, leap days among them. */
export const day = fc.constantFrom(
  ...['2025-11-24', '2026-10-24', '2026-11-17', '2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-12-01'],
  ...['1996-02-29', '2000-02-29', '2001-02-28', '2001-03-01', '1990-11-23', '1990-11-24', '1990-11-25', '1961-07-01'],
)

export const CITIES = ['Riga', 'РИГА', 'Королёв', 'São  Paulo', '%', "'"]
export const NAMES = ['Ann', 'ЁЛКА', 'José', 'a*[b', 'O’Neil']
export const OPTIONS = ['Music', 'Travel', 'Ё']
export const PRODUCTS = ['Boots', 'Шатёр']
export const CATEGORIES = ['Shoes', 'TENTS']
export const LATITUDES = [-90, -89.9, 0, 10, 56.95, 89.9, 90]
export const LONGITUDES = [-180, -179.9, 0, 24.1, 179.9, 180]
export const FIELDS = { city: 1, birthday: 3, many: 11, number: 12, yes: 13, one: 14, day: 15 }

const quantity = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constantFrom(7, 24, 28, 30, 60, 61))
const unit = fc.constantFrom('hours' as const, 'days' as const, 'weeks' as const, 'months' as const, 'years' as const)
const named = fc.constantFrom('2025-12-31', '2026-10-31', '2026-11-01', '2026-11-23', '2026-11-24', '2026-11-25')
/** Two such times, the nearer one first. */
export const agoBetween = (span: fc.Arbitrary<Parameters<typeof hoursOf>[0]>): fc.Arbitrary<Window> =>
  fc
    .tuple(span, span)
    .map(([one, other]) =>
      hoursOf(one) <= hoursOf(other) ? { older: one, younger: other } : { older: other, younger: one },
    )
export const stretch = fc.record({
  calendar: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'quarter' as const, 'year' as const),
  back: fc.constantFrom(0 as const, 1 as const),
})
/** Of a field that holds days, today, this week and this month are its day that comes round. */
export const ofDays = (window: Window) =>
  !('calendar' in window && window.back === 0 && !['quarter', 'year'].includes(window.calendar))
export const window: fc.Arbitrary<Window> = fc.oneof(
  fc.record({ in: quantity, unit }),
  stretch,
  fc.record({ ago: fc.constantFrom('over' as const, 'under' as const), n: quantity, unit }),
  agoBetween(fc.record({ n: quantity, unit })),
  fc
    .tuple(fc.option(named), fc.option(named))
    .filter(([from, to]) => (from !== null || to !== null) && (from === null || to === null || from <= to))
    .map(([from, to]) => ({ from, to })),
)
export const count = fc.oneof(
  fc.constantFrom('none' as const, { atLeast: 1 }),
  fc.record({ atLeast: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ atMost: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ exactly: fc.integer({ min: 1, max: 3 }) }),
  fc.constantFrom({ from: 1, to: 1 }, { from: 1, to: 2 }, { from: 1, to: 9 }, { from: 2, to: 4 }),
)

export function compare(...numbers: number[]): fc.Arbitrary<Compare> {
  const n = fc.constantFrom(...numbers)
  return fc.oneof(
    fc.record({ over: n }),
    fc.record({ under: n }),
    fc.record({ atLeast: n }),
    fc.record({ atMost: n }),
    fc.record({ exactly: n }),
    fc.tuple(n, n).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
  )
}

export const some = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })
export const event = { count, window: fc.option(window), offer: fc.option(fc.integer({ min: 1, max: 3 })) }
export const bought = {
  product: fc.option(
    fc.constantFrom(
      'boots',
      'шатер',
      'x',
      { any: ['Boots', 'X'] },
      { contains: 'ОО' },
      { contains: 'т' },
      { contains: 'bo', at: 'start' as const },
      { contains: 'S', at: 'end' as const },
    ),
  ),
  category: fc.option(fc.constantFrom('SHOES', 'tents', { any: ['shoes', 'Tents'] }, { contains: 'ten' })),
}
export const currency = fc.constantFrom('EUR', 'EUR', 'USD')
export const money = compare(-1, 0, 1, 500, 1_000, 2_500, 6_000)

const values = (...shown: string[]): fc.Arbitrary<FieldTest>[] => [
  some(...shown).map(is => ({ is })),
  some(...shown).map(isNot => ({ isNot })),
]
export const field: fc.Arbitrary<OfField> = fc
  .oneof(
    fc.tuple(
      fc.constant(FIELDS.city),
      fc.oneof(
        ...values('riga', 'рига', 'КОРОЛЕВ', 'são paulo', '%', "'", 'nowhere'),
        fc.constantFrom('рОЛ', 'ig', ' ', '%', 'o p').map(contains => ({ contains })),
        fc.constantFrom('ri', 'КОР', 's').map(contains => ({ contains, at: 'start' as const })),
        fc.constantFrom('ga', 'ЛЕВ', 'o').map(contains => ({ contains, at: 'end' as const })),
      ),
    ),
    fc.tuple(fc.constantFrom(FIELDS.many, FIELDS.one), fc.oneof(...values('music', 'TRAVEL', 'е', 'x'))),
    fc.tuple(
      fc.constant(FIELDS.number),
      compare(-1, 0, 0.5, 2, 3).map(number => ({ number })),
    ),
    fc.tuple(
      fc.constant(FIELDS.yes),
      fc.boolean().map(yes => ({ yes })),
    ),
    fc.tuple(
      fc.constantFrom(FIELDS.day, FIELDS.birthday),
      fc.oneof(
        window.filter(ofDays).map(day => ({ day })),
        fc
          .constantFrom<Anniversary>(
            ...([0, 1, 7, 95, 96, 97, 366, 'tomorrow', 'week', 'month', 'next_week', 'next_month'] as const),
            ...(['last_week', 'last_month', { ahead: 1 }, { ahead: 7 }, { ahead: 95 }] as const),
            ...[
              { from: '02-28', to: '02-29' },
              { from: '11-24', to: '11-24' },
              { from: '11-24', to: '03-01' },
            ],
          )
          .map(anniversary => ({ anniversary })),
      ),
    ),
    fc.tuple(
      fc.constant(FIELDS.birthday),
      fc
        .oneof(
          fc.constantFrom(1, 7, 269, 270, 271, 366).map(last => ({ last })),
          fc.constantFrom(1, 7, 269, 270, 271, 366).map(ago => ({ ago })),
          fc.constantFrom(1, 2, 11, 12).map(month => ({ month })),
        )
        .map(anniversary => ({ anniversary })),
    ),
    fc.tuple(
      fc.constantFrom(...Object.values(FIELDS)),
      fc.boolean().map(known => ({ known })),
    ),
  )
  .map(([field, test]): OfField => ({ leaf: 'field', field, test }))
