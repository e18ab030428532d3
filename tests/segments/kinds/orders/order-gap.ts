import fc from 'fast-check'
import type { Compare } from '../../../../src/segments/criterion.js'
import type { OrderGap } from '../../../../src/segments/kinds/orders/order-gap.js'
import { NOBODY } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { holdsOrderGap } from '../../reading/order.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const gap = (compare: Compare): OrderGap => ({ leaf: 'orderGap', days: compare })

registerCases<OrderGap>('orderGap', {
  table: [
    [
      'exactly',
      gap({ exactly: 30 }),
      'ann',
      'days between last orders exactly 30',
      'дней между последними заказами ровно 30',
    ],
    ['over', gap({ over: 30 }), 'dan', 'days between last orders over 30', 'дней между последними заказами больше 30'],
    [
      'from–to',
      gap({ from: 30, to: 340 }),
      'ann dan',
      'days between last orders 30–340',
      'дней между последними заказами 30–340',
    ],
    [
      'none of who ordered once',
      gap({ under: 30 }),
      NOBODY,
      'days between last orders under 30',
      'дней между последними заказами меньше 30',
    ],
    [
      'not',
      { not: gap({ over: 30 }) },
      'ann bob cat eve finn gus hana',
      'not days between last orders over 30 (or unknown)',
      'не дней между последними заказами больше 30 (или неизвестно)',
    ],
  ],
  holds: holdsOrderGap,
  asked: fc.record({ leaf: fc.constant('orderGap' as const), days: small.compare(0, 1, 7, 29, 30, 60) }),
  buttons: [
    [
      ['🛒 Orders', '↔️ Between orders', { type: 'over 30' }],
      { all: [gap({ over: 30 }), { leaf: 'linked', value: true }] },
    ],
  ],
  any: wide.leafOf('orderGap', fc.record({ days: wide.compare(wide.number) })),
})
