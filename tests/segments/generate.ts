import fc from 'fast-check'
import { CELLS, CELLS_WITHOUT_SCORE } from '../../src/audience/rfm/cell.js'
import { DAY, HOUR } from '../../src/clock.js'
import type { Anniversary, Compare, Criterion, FieldTest, Leaf, Window } from '../../src/segments/criterion.js'
import type { EvaluationContext } from '../../src/segments/window.js'
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
export const OPTIONS = ['Music', 'Travel', 'Ё']
export const PRODUCTS = ['Boots', 'Шатёр']
export const CATEGORIES = ['Shoes', 'TENTS']
export const LATITUDES = [-90, -89.9, 0, 10, 56.95, 89.9, 90]
export const LONGITUDES = [-180, -179.9, 0, 24.1, 179.9, 180]
export const FIELDS = { city: 1, birthday: 3, many: 11, number: 12, yes: 13, one: 14, day: 15 }

const quantity = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constantFrom(7, 24, 28, 30, 60, 61))
const unit = fc.constantFrom('hours' as const, 'days' as const, 'weeks' as const, 'months' as const, 'years' as const)
const named = fc.constantFrom('2025-12-31', '2026-10-31', '2026-11-01', '2026-11-23', '2026-11-24', '2026-11-25')
const window: fc.Arbitrary<Window> = fc.oneof(
  fc.record({ in: quantity, unit }),
  fc.record({ ago: fc.constantFrom('over' as const, 'under' as const), n: quantity, unit }),
  fc
    .tuple(fc.option(named), fc.option(named))
    .filter(([from, to]) => (from !== null || to !== null) && (from === null || to === null || from <= to))
    .map(([from, to]) => ({ from, to })),
)
const count = fc.oneof(
  fc.constant('none' as const),
  fc.record({ atLeast: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ atMost: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ exactly: fc.integer({ min: 1, max: 3 }) }),
)

function compare(...numbers: number[]): fc.Arbitrary<Compare> {
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

const some = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })
const event = { count, window: fc.option(window), offer: fc.option(fc.integer({ min: 1, max: 3 })) }
const bought = {
  product: fc.option(fc.constantFrom('boots', 'шатер', 'x')),
  category: fc.option(fc.constantFrom('SHOES', 'tents')),
}
const currency = fc.constantFrom('EUR', 'EUR', 'USD')
const money = compare(-1, 0, 1, 500, 1_000, 2_500, 6_000)

const values = (...shown: string[]): fc.Arbitrary<FieldTest>[] => [
  some(...shown).map(is => ({ is })),
  some(...shown).map(isNot => ({ isNot })),
]
const field: fc.Arbitrary<Leaf> = fc
  .oneof(
    fc.tuple(
      fc.constant(FIELDS.city),
      fc.oneof(
        ...values('riga', 'рига', 'КОРОЛЕВ', 'são paulo', '%', "'", 'nowhere'),
        fc.constantFrom('рОЛ', 'ig', ' ', '%', 'o p').map(contains => ({ contains })),
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
        window.map(day => ({ day })),
        fc
          .constantFrom<Anniversary>(0, 1, 7, 95, 96, 97, 366, 'tomorrow', 'week', 'month')
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
  .map(([field, test]): Leaf => ({ leaf: 'field', field, test }))

const leaf: fc.Arbitrary<Criterion> = fc.oneof(
  fc.constant({ leaf: 'everyone' as const }),
  fc.record({ leaf: fc.constant('language' as const), values: some('en', 'ru', 'pt') }),
  fc.record({ leaf: fc.constant('premium' as const), value: fc.boolean() }),
  fc.record({ leaf: fc.constant('source' as const), values: some('a', 'A', "'") }),
  fc.record({ leaf: fc.constant('source' as const), values: some('a', 'A', "'"), last: fc.constant(true as const) }),
  fc.record({
    leaf: fc.constant('known' as const),
    fact: fc.constantFrom('language', 'source', 'phone', 'place'),
    value: fc.boolean(),
  }),
  fc.record({
    leaf: fc.constant('status' as const),
    values: some(
      'active' as const,
      'paused' as const,
      'unsubscribed' as const,
      'blocked' as const,
      'deactivated' as const,
    ),
  }),
  fc.record({ leaf: fc.constant('subscribed' as const), window }),
  { weight: 4, arbitrary: field },
  fc.record({ leaf: fc.constant('age' as const), years: compare(-1, 0, 24, 25, 26, 30, 35.5, 36) }),
  { weight: 3, arbitrary: fc.record({ leaf: fc.constant('received' as const), ...event }) },
  {
    weight: 3,
    arbitrary: fc.record({
      leaf: fc.constant('seen' as const),
      ...event,
      grade: fc.constantFrom('any' as const, 'certain' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ leaf: fc.constant('clicked' as const), ...event, link: fc.option(fc.integer({ min: 1, max: 2 })) })
      .map(clicked => (clicked.offer === null ? { ...clicked, link: null } : clicked)),
  },
  fc
    .record({ count, window: fc.option(window), topic: fc.integer({ min: 1, max: 3 }) })
    .map(clicked => ({ leaf: 'clicked' as const, ...clicked, offer: null, link: null })),
  fc.record({ leaf: fc.constant('stopped' as const), count, window: fc.option(window) }),
  {
    weight: 4,
    arbitrary: fc.record({
      leaf: fc.constant('ordered' as const),
      ...{ count, window: fc.option(window), ...bought },
      total: fc.option(fc.record({ compare: money, currency })),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      ...{ leaf: fc.constant('spent' as const), measure: fc.constantFrom('sum' as const, 'average' as const) },
      ...{ compare: money, currency, window: fc.option(window), ...bought },
    }),
  },
  fc.record({
    leaf: fc.constant('orderTime' as const),
    which: fc.constantFrom('first' as const, 'last' as const),
    window,
  }),
  fc.record({ leaf: fc.constant('linked' as const), value: fc.boolean() }),
  fc.record({ leaf: fc.constant('rfm' as const), cells: some(...CELLS.slice(0, 3), ...CELLS_WITHOUT_SCORE) }),
  fc.record({
    leaf: fc.constant('rfmScore' as const),
    measure: fc.constantFrom('r' as const, 'f' as const, 'm' as const),
    ...{ from: fc.integer({ min: 1, max: 5 }), to: fc.integer({ min: 1, max: 5 }) },
  }),
  fc.record({ leaf: fc.constant('ladder' as const), rungs: some(0, 1, 2, 3, 4, 5) }),
  {
    weight: 2,
    arbitrary: fc.record({
      leaf: fc.constant('engagement' as const),
      groups: some(...(['new', 'engaged', 'cooling', 'asleep', 'long_asleep', 'never'] as const)),
    }),
  },
  fc.integer({ min: 1, max: 3 }).map(segment => ({ leaf: 'segment' as const, segment })),
  fc.constant({ leaf: 'listed' as const, segment: 1 }),
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ leaf: fc.constant('near' as const), km: fc.constantFrom(1, 12, 25, 300, 5_000, 19_000) },
      place: fc.record({
        name: fc.constant('x'),
        lat: fc.constantFrom(...LATITUDES),
        lon: fc.constantFrom(...LONGITUDES),
      }),
    }),
  },
  fc.record({
    leaf: fc.constant('random' as const),
    ...{ share: fc.constantFrom(1, 2_500, 5_000, 10_000), sample: fc.constantFrom('default', 'Май') },
  }),
)

/** Criteria of any shape, over what `world` of populations.ts holds. */
export const criterion: fc.Arbitrary<Criterion> = fc.letrec<{ tree: Criterion }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
  ),
})).tree

export const context: fc.Arbitrary<EvaluationContext> = fc.record({
  at: fc.constantFrom(AT, AT, AT, Date.UTC(2026, 1, 28, 9), Date.UTC(2028, 1, 29, 9)),
  zone: fc.constantFrom('UTC', 'Europe/Moscow', 'America/New_York', 'Pacific/Kiritimati'),
})
