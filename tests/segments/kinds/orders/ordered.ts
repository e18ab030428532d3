import fc from 'fast-check'
import type { Ordered } from '../../../../src/segments/kinds/orders/ordered.js'
import { days, NOBODY, ONCE, ordered, over } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { holdsOrdered } from '../../reading/order.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const EUR = 'EUR'

registerCases<Ordered>('ordered', {
  table: [
    ['ordered', ordered(ONCE), 'ann bob dan eve', 'ordered', 'есть заказ'],
    [
      'no orders: cancelled, refunded, of nobody and to come',
      ordered('none'),
      'cat finn gus hana',
      'no orders',
      'нет заказов',
    ],
    ['ordered 2+', ordered({ atLeast: 2 }), 'ann dan', 'ordered 2+', 'заказы 2+'],
    ['ordered exactly 1', ordered({ exactly: 1 }), 'bob eve', 'ordered exactly 1', 'заказы ровно 1'],
    ['ordered 1–2', ordered({ from: 1, to: 2 }), 'ann bob dan eve', 'ordered 1–2', 'заказы 1–2'],
    ['ordered 2–4', ordered({ from: 2, to: 4 }), 'ann dan', 'ordered 2–4', 'заказы 2–4'],
    [
      'not ordered 2–4',
      { not: ordered({ from: 2, to: 4 }) },
      'bob cat eve finn gus hana',
      'ordered not 2–4',
      'заказы не 2–4',
    ],
    [
      'so many times that they might be an amount',
      ordered({ from: 2, to: 500 }, { product: 'Boots' }),
      'ann',
      'ordered 2–500 times of "Boots"',
      'заказы 2–500 раз "Boots"',
    ],
    [
      '2–4 orders of an amount',
      ordered({ from: 2, to: 4 }, { total: { compare: { from: 4_000, to: 10_000 }, currency: EUR } }),
      'ann',
      'ordered 2–4 for 40–100 EUR',
      'заказы 2–4 на сумму 40–100 EUR',
    ],
    [
      'ordered at most 1',
      ordered({ atMost: 1 }),
      'bob cat eve finn gus hana',
      'ordered at most 1',
      'заказы не больше 1',
    ],
    [
      'ordered in 30 days',
      ordered(ONCE, { window: days(30) }),
      'ann eve',
      'ordered in 30 days',
      'есть заказ за 30 дней',
    ],
    [
      'no order in 30 days',
      ordered('none', { window: days(30) }),
      'bob cat dan finn gus hana',
      'no orders in 30 days',
      'нет заказов за 30 дней',
    ],
    [
      'ordered exactly 1 in 1 year',
      ordered({ exactly: 1 }, { window: { in: 1, unit: 'years' } }),
      'bob dan eve',
      'ordered exactly 1 in 1 year',
      'заказы ровно 1 за 1 год',
    ],
    [
      'ordered over 60 days ago',
      ordered(ONCE, { window: over(60) }),
      'bob dan',
      'ordered over 60 days ago',
      'есть заказ больше 60 дней назад',
    ],
    ['not ordered', { not: ordered(ONCE) }, 'cat finn gus hana', 'no orders', 'нет заказов'],
    ['ordered a product', ordered(ONCE, { product: 'boots' }), 'ann dan', 'ordered "boots"', 'есть заказ "boots"'],
    [
      'ordered a product with е for ё',
      ordered(ONCE, { product: 'ШАТЕР' }),
      'bob',
      'ordered "ШАТЕР"',
      'есть заказ "ШАТЕР"',
    ],
    [
      'ordered a product 2+',
      ordered({ atLeast: 2 }, { product: 'Boots' }),
      'ann',
      'ordered 2+ of "Boots"',
      'заказы 2+ "Boots"',
    ],
    [
      'ordered a product in 20 days',
      ordered(ONCE, { product: 'Boots', window: days(20) }),
      'ann',
      'ordered "Boots" in 20 days',
      'есть заказ "Boots" за 20 дней',
    ],
    [
      'ordered none of a product',
      ordered('none', { product: 'Boots' }),
      'bob cat eve finn gus hana',
      'no orders of "Boots"',
      'нет заказов "Boots"',
    ],
    [
      'ordered a product nobody knows',
      ordered(ONCE, { product: 'Tent' }),
      NOBODY,
      'ordered "Tent"',
      'есть заказ "Tent"',
    ],
    [
      'ordered of a category',
      ordered(ONCE, { category: 'SHOES' }),
      'ann dan',
      'ordered category "SHOES"',
      'есть заказ категория "SHOES"',
    ],
    [
      'a product and a category in one order',
      ordered(ONCE, { product: 'Socks', category: 'Shoes' }),
      'ann',
      'ordered "Socks" category "Shoes"',
      'есть заказ "Socks" категория "Shoes"',
    ],
    [
      'ordered one of several',
      ordered(ONCE, { product: { any: ['Шатер', 'b-42'] } }),
      'bob dan',
      'ordered "Шатер", "b-42"',
      'есть заказ "Шатер", "b-42"',
    ],
    [
      'ordered what a name holds',
      ordered({ atLeast: 2 }, { product: { contains: 'ОТ' } }),
      NOBODY,
      'ordered 2+ product contains "ОТ"',
      'заказы 2+ товар содержит "ОТ"',
    ],
    [
      'categories, and what the name of one holds',
      {
        all: [ordered(ONCE, { category: { any: ['shoes', 'x'] } }), ordered(ONCE, { category: { contains: 'loth' } })],
      },
      'ann dan',
      'ordered category "shoes", "x" and ordered category contains "loth"',
      'есть заказ категория "shoes", "x" и есть заказ категория содержит "loth"',
    ],
    [
      'order over',
      ordered(ONCE, { total: { compare: { over: 5_000 }, currency: EUR } }),
      'ann bob',
      'ordered over 50 EUR',
      'есть заказ больше 50 EUR',
    ],
    [
      'order at most, less refunds',
      ordered(ONCE, { total: { compare: { atMost: 4_000 }, currency: EUR } }),
      'ann dan eve',
      'ordered at most 40 EUR',
      'есть заказ не больше 40 EUR',
    ],
    [
      'order of another currency',
      ordered(ONCE, { total: { compare: { exactly: 4_000 }, currency: 'USD' } }),
      'dan',
      'ordered exactly 40 USD',
      'есть заказ ровно 40 USD',
    ],
    [
      'order under',
      ordered(ONCE, { total: { compare: { under: 1_000 }, currency: EUR } }),
      'eve',
      'ordered under 10 EUR',
      'есть заказ меньше 10 EUR',
    ],
    [
      'order from–to',
      ordered(ONCE, { total: { compare: { from: 1_000, to: 4_000 }, currency: EUR } }),
      'ann dan',
      'ordered 10–40 EUR',
      'есть заказ 10–40 EUR',
    ],
    [
      'no order over',
      ordered('none', { total: { compare: { over: 5_000 }, currency: EUR } }),
      'cat dan eve finn gus hana',
      'no orders over 50 EUR',
      'нет заказов больше 50 EUR',
    ],
    [
      '2+ orders of at least',
      ordered({ atLeast: 2 }, { total: { compare: { atLeast: 4_000 }, currency: EUR } }),
      'ann',
      'ordered 2+ for at least 40 EUR',
      'заказы 2+ на сумму не меньше 40 EUR',
    ],
    [
      'product and total of one order',
      ordered(ONCE, { product: 'Boots', total: { compare: { atMost: 4_000 }, currency: EUR } }),
      'ann',
      'ordered "Boots" at most 40 EUR',
      'есть заказ "Boots" не больше 40 EUR',
    ],
    [
      'product and total of two orders',
      ordered(ONCE, { product: 'Socks', total: { compare: { over: 5_000 }, currency: EUR } }),
      NOBODY,
      'ordered "Socks" over 50 EUR',
      'есть заказ "Socks" больше 50 EUR',
    ],
  ],
  holds: holdsOrdered,
  buttons: [
    [
      ['🛒 Orders', '🛒 Ordered', '🔢 How often', '2–4'],
      { all: [ordered({ from: 2, to: 4 }, { window: days(30) }), { leaf: 'linked', value: true }] },
    ],
    [
      ['🛒 Orders', '🛒 Ordered', '🔢 How often', { type: '3-5' }],
      { all: [ordered({ from: 3, to: 5 }, { window: days(30) }), { leaf: 'linked', value: true }] },
    ],
  ],
  asked: fc.record({
    leaf: fc.constant('ordered' as const),
    ...{ count: small.count, window: fc.option(small.window), ...small.bought },
    total: fc.option(fc.record({ compare: small.money, currency: small.currency })),
  }),
  weight: 4,
  any: wide.leafOf(
    'ordered',
    fc.record({
      ...wide.event,
      ...wide.bought,
      total: fc.option(fc.record({ compare: wide.compare(wide.minor), currency: wide.currency })),
    }),
  ),
})
