import fc from 'fast-check'
import type { Pieces } from '../../../../src/segments/kinds/orders/pieces.js'
import { days, ONCE } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { holdsPieces } from '../../reading/order.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const pieces = (count: Pieces['count'], rest: Partial<Pieces> = {}): Pieces => ({
  ...{ leaf: 'pieces', count, window: null, product: null, category: null },
  ...rest,
})

registerCases<Pieces>('pieces', {
  table: [
    ['of anything', pieces(ONCE), 'ann bob dan eve', 'pieces bought', 'куплено штук'],
    ['3+', pieces({ atLeast: 3 }), 'ann dan', 'pieces bought 3+', 'куплено штук 3+'],
    ['all orders together', pieces({ exactly: 5 }), 'ann', 'pieces bought exactly 5', 'куплено штук ровно 5'],
    [
      'of a product',
      pieces({ atLeast: 2 }, { product: 'Socks' }),
      'ann dan',
      'pieces bought 2+ of "Socks"',
      'куплено штук 2+ "Socks"',
    ],
    [
      'of a product, 1–2',
      pieces({ from: 1, to: 2 }, { product: 'Socks' }),
      'dan',
      'pieces bought 1–2 of "Socks"',
      'куплено штук 1–2 "Socks"',
    ],
    [
      'of several',
      pieces({ atLeast: 4 }, { product: { any: ['Socks', 'Boots'] } }),
      'ann',
      'pieces bought 4+ of "Socks", "Boots"',
      'куплено штук 4+ "Socks", "Boots"',
    ],
    [
      'of a category in a time',
      pieces(ONCE, { category: 'Shoes', window: days(30) }),
      'ann',
      'pieces bought category "Shoes" in 30 days',
      'куплено штук категория "Shoes" за 30 дней',
    ],
    [
      'of a product and of a category in one line',
      pieces('none', { product: 'Socks', category: 'Shoes' }),
      'ann bob cat dan eve finn gus hana',
      'no pieces bought of "Socks" category "Shoes"',
      'не куплено штук "Socks" категория "Shoes"',
    ],
    [
      'not',
      { not: pieces({ atLeast: 3 }) },
      'bob cat eve finn gus hana',
      'pieces bought at most 2',
      'куплено штук не больше 2',
    ],
  ],
  holds: holdsPieces,
  asked: fc.record({
    leaf: fc.constant('pieces' as const),
    ...{ count: small.count, window: fc.option(small.window, { freq: 1 }) },
    product: fc.option(small.bought.product, { freq: 1 }),
    category: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, small.bought.category),
  }),
  buttons: [
    [
      ['🛒 Orders', '🧮 Pieces', '🔢 How often', '2–4', '📦 Product', { type: 'Boots' }],
      { all: [pieces({ from: 2, to: 4 }, { product: 'Boots', window: days(30) }), { leaf: 'linked', value: true }] },
    ],
  ],
  any: wide.leafOf('pieces', fc.record({ ...wide.event, ...wide.bought })),
})
