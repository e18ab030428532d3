import fc from 'fast-check'
import type { NthOrder } from '../../../../src/segments/kinds/orders/nth-order.js'
import { days, NOBODY, over } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { holdsNthOrder } from '../../reading/order.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const nth = (which: NthOrder['which'], rest: Partial<NthOrder> = {}): NthOrder => ({
  ...{ leaf: 'nthOrder', which, window: null, product: null, category: null, total: null },
  ...rest,
})
const eur = (compare: object) => ({ compare, currency: 'EUR' }) as NthOrder['total']
const asked = ({ which, product, category, total }: NthOrder) =>
  typeof which === 'number' || product !== null || category !== null || total !== null

registerCases<NthOrder>('nthOrder', {
  table: [
    ['first order held', nth('first', { product: 'socks' }), 'ann dan', 'first order "socks"', 'первый заказ "socks"'],
    ['last order held', nth('last', { product: 'Boots' }), 'ann dan', 'last order "Boots"', 'последний заказ "Boots"'],
    [
      'last order did not hold',
      nth('last', { product: 'Socks' }),
      NOBODY,
      'last order "Socks"',
      'последний заказ "Socks"',
    ],
    [
      'one of several',
      nth('first', { product: { any: ['Socks', 'Шатёр'] } }),
      'ann bob dan',
      'first order "Socks", "Шатёр"',
      'первый заказ "Socks", "Шатёр"',
    ],
    [
      'a category of the second',
      nth(2, { category: 'shoes' }),
      'ann dan',
      'order number 2 category "shoes"',
      'заказ номер 2 категория "shoes"',
    ],
    ['a second order', nth(2), 'ann dan', 'order number 2', 'заказ номер 2'],
    [
      'a second order in 30 days',
      nth(2, { window: days(30) }),
      'ann',
      'order number 2 in 30 days',
      'заказ номер 2 за 30 дней',
    ],
    ['a third order', nth(3), NOBODY, 'order number 3', 'заказ номер 3'],
    [
      'what the first came to, less refunds',
      nth('first', { total: eur({ over: 4_000 }) }),
      'bob',
      'first order over 40 EUR',
      'первый заказ больше 40 EUR',
    ],
    [
      'what the second came to',
      nth(2, { total: eur({ from: 4_000, to: 10_000 }) }),
      'ann',
      'order number 2 for 40–100 EUR',
      'заказ номер 2 на сумму 40–100 EUR',
    ],
    [
      'the last one came to, so long ago',
      nth('last', { total: eur({ atLeast: 0 }), window: over(29) }),
      'bob eve',
      'last order at least 0 EUR over 29 days ago',
      'последний заказ не меньше 0 EUR больше 29 дней назад',
    ],
    [
      'a part of a name',
      nth('last', { product: { contains: 'OO' } }),
      'ann dan',
      'last order product contains "OO"',
      'последний заказ товар содержит "OO"',
    ],
    [
      'not',
      { not: nth('first', { product: 'socks' }) },
      'bob cat eve finn gus hana',
      'not first order "socks" (or unknown)',
      'не первый заказ "socks" (или неизвестно)',
    ],
  ],
  holds: holdsNthOrder,
  asked: fc
    .record({
      leaf: fc.constant('nthOrder' as const),
      which: fc.constantFrom('first' as const, 'last' as const, 2, 3),
      window: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, small.window),
      product: fc.option(small.bought.product, { freq: 1 }),
      category: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, small.bought.category),
      total: fc.option(fc.record({ compare: small.money, currency: fc.constant('EUR') }), { freq: 1 }),
    })
    .filter(asked),
  buttons: [
    [
      ['🛒 Orders', '🥇 In first order', { type: 'contains boot' }],
      { all: [nth('first', { product: { contains: 'boot' } }), { leaf: 'linked', value: true }] },
    ],
  ],
  any: wide
    .leafOf(
      'nthOrder',
      fc.record({
        which: fc.constantFrom('first' as const, 'last' as const, 2, 17, 1_000),
        ...{ window: fc.option(wide.window), ...wide.bought },
        total: fc.option(fc.record({ compare: wide.compare(wide.minor), currency: wide.currency })),
      }),
    )
    .filter(asked),
})
