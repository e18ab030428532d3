import fc from 'fast-check'
import type { OrderedAfter } from '../../../../src/segments/kinds/orders/ordered-after.js'
import { days, NOBODY, orderedAfter } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { holdsOrderedAfter } from '../../reading/order.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

registerCases<OrderedAfter>('orderedAfter', {
  table: [
    [
      ...(['after an offer, but not by the code of somebody else', orderedAfter(1), 'ann dan'] as const),
      ...(['ordered after "Spring sale"', 'есть заказ после "Spring sale"'] as const),
    ],
    [
      ...(['nobody orders in the future, or is known', orderedAfter(2), NOBODY] as const),
      ...(['ordered after "Autumn boots"', 'есть заказ после "Autumn boots"'] as const),
    ],
    [
      ...(['after any', orderedAfter(null), 'ann dan'] as const),
      ...(['ordered after any offer', 'есть заказ после любой рассылки'] as const),
    ],
    [
      ...(['twice', orderedAfter(1, null, { atLeast: 2 }), 'ann'] as const),
      ...(['ordered after "Spring sale" 2+', 'заказы после "Spring sale" 2+'] as const),
    ],
    [
      ...(['in 10 days, the edge included', orderedAfter(1, days(10)), 'ann'] as const),
      ...(['ordered after "Spring sale" in 10 days', 'есть заказ после "Spring sale" за 10 дней'] as const),
    ],
    [
      ...(['in 9 days', orderedAfter(null, days(9)), NOBODY] as const),
      ...(['ordered after any offer in 9 days', 'есть заказ после любой рассылки за 9 дней'] as const),
    ],
    [
      ...(['nothing after it', orderedAfter(1, null, 'none'), 'bob cat eve finn gus hana'] as const),
      ...(['no orders after "Spring sale"', 'нет заказов после "Spring sale"'] as const),
    ],
    [
      ...(['not', { not: orderedAfter(null) }, 'bob cat eve finn gus hana'] as const),
      ...(['no orders after any offer', 'нет заказов после любой рассылки'] as const),
    ],
  ],
  holds: holdsOrderedAfter,
  asked: fc.record({
    ...{ leaf: fc.constant('orderedAfter' as const), count: small.count, window: fc.option(small.window) },
    offer: fc.option(fc.integer({ min: 1, max: 3 })),
  }),
  weight: 3,
  buttons: [
    [
      ['🛒 Orders', '📣 After an offer', '🔢 How often', 'at least 2', '🕒 When', { type: 'in 2 months' }],
      {
        all: [
          { leaf: 'orderedAfter', count: { atLeast: 2 }, window: { in: 2, unit: 'months' }, offer: null },
          { leaf: 'linked' },
        ],
      },
    ],
  ],
  any: wide.leafOf('orderedAfter', fc.record({ ...wide.event, offer: fc.option(wide.offer) })),
})
