import fc from 'fast-check'
import type { Spent } from '../../../src/segments/kinds/spent.js'
import { days, EVERYONE, over, spent } from '../cases/conditions.js'
import { registerCases } from '../cases/kind.js'
import { holdsSpent } from '../reading/order.js'
import * as small from '../small.js'
import * as wide from '../wide.js'

registerCases<Spent>('spent', {
  table: [
    ['spent over', spent({ over: 13_999 }), 'ann bob', 'spent over 139.99 EUR', 'потрачено больше 139.99 EUR'],
    ['spent at least', spent({ atLeast: 14_000 }), 'ann bob', 'spent at least 140 EUR', 'потрачено не меньше 140 EUR'],
    [
      'spent under holds who bought nothing',
      spent({ under: 1_000 }),
      'cat eve finn gus hana',
      'spent under 10 EUR',
      'потрачено меньше 10 EUR',
    ],
    [
      'spent at most',
      spent({ atMost: 1_000 }),
      'cat dan eve finn gus hana',
      'spent at most 10 EUR',
      'потрачено не больше 10 EUR',
    ],
    [
      'spent exactly nothing',
      spent({ exactly: 0 }),
      'cat eve finn gus hana',
      'spent exactly 0 EUR',
      'потрачено ровно 0 EUR',
    ],
    ['spent exactly', spent({ exactly: 14_000 }), 'ann', 'spent exactly 140 EUR', 'потрачено ровно 140 EUR'],
    ['spent from–to', spent({ from: 500, to: 14_000 }), 'ann dan', 'spent 5–140 EUR', 'потрачено 5–140 EUR'],
    [
      'spent more than less than nothing',
      spent({ over: -1 }),
      EVERYONE,
      'spent over -0.01 EUR',
      'потрачено больше -0.01 EUR',
    ],
    [
      'not spent over',
      { not: spent({ over: 0 }) },
      'cat eve finn gus hana',
      'not spent over 0 EUR',
      'не потрачено больше 0 EUR',
    ],
    [
      'spent in another currency',
      spent({ over: 0 }, { currency: 'USD' }),
      'dan',
      'spent over 0 USD',
      'потрачено больше 0 USD',
    ],
    [
      'spent in 90 days',
      spent({ over: 0 }, { window: days(90) }),
      'ann',
      'spent over 0 EUR in 90 days',
      'потрачено больше 0 EUR за 90 дней',
    ],
    [
      'spent over 90 days ago',
      spent({ over: 0 }, { window: over(90) }),
      'bob dan',
      'spent over 0 EUR over 90 days ago',
      'потрачено больше 0 EUR больше 90 дней назад',
    ],
    [
      'spent on a product',
      spent({ atLeast: 1_000 }, { product: 'Socks' }),
      'ann dan',
      'spent at least 10 EUR on "Socks"',
      'потрачено не меньше 10 EUR на "Socks"',
    ],
    [
      'spent nothing on a category',
      spent({ under: 1 }, { category: 'Clothes' }),
      'bob cat eve finn gus hana',
      'spent under 0.01 EUR category "Clothes"',
      'потрачено меньше 0.01 EUR категория "Clothes"',
    ],
    [
      'average over',
      spent({ over: 6_999 }, { measure: 'average' }),
      'ann bob',
      'average order over 69.99 EUR',
      'средний чек больше 69.99 EUR',
    ],
    [
      'average under: unknown over nothing',
      spent({ under: 1 }, { measure: 'average' }),
      'eve',
      'average order under 0.01 EUR',
      'средний чек меньше 0.01 EUR',
    ],
    [
      'not average under',
      { not: spent({ under: 1 }, { measure: 'average' }) },
      'ann bob cat dan finn gus hana',
      'not average order under 0.01 EUR (or unknown)',
      'не средний чек меньше 0.01 EUR (или неизвестно)',
    ],
    [
      'average at most',
      spent({ atMost: 1_000 }, { measure: 'average' }),
      'dan eve',
      'average order at most 10 EUR',
      'средний чек не больше 10 EUR',
    ],
    [
      'average at least',
      spent({ atLeast: 0 }, { measure: 'average' }),
      'ann bob dan eve',
      'average order at least 0 EUR',
      'средний чек не меньше 0 EUR',
    ],
    [
      'average exactly',
      spent({ exactly: 7_000 }, { measure: 'average' }),
      'ann',
      'average order exactly 70 EUR',
      'средний чек ровно 70 EUR',
    ],
    [
      'average from–to',
      spent({ from: 0, to: 7_000 }, { measure: 'average' }),
      'ann dan eve',
      'average order 0–70 EUR',
      'средний чек 0–70 EUR',
    ],
    [
      'average in 20 days',
      spent({ exactly: 10_000 }, { measure: 'average', window: days(20) }),
      'ann',
      'average order exactly 100 EUR in 20 days',
      'средний чек ровно 100 EUR за 20 дней',
    ],
  ],
  holds: holdsSpent,
  asked: fc.record({
    ...{ leaf: fc.constant('spent' as const), measure: fc.constantFrom('sum' as const, 'average' as const) },
    ...{ compare: small.money, currency: small.currency, window: fc.option(small.window), ...small.bought },
  }),
  weight: 4,
  any: wide.leafOf(
    'spent',
    fc.record({
      measure: fc.constantFrom('sum', 'average'),
      compare: wide.compare(wide.minor),
      currency: wide.currency,
      window: fc.option(wide.window),
      ...wide.bought,
    }),
  ),
})
