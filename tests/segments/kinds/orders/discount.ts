import fc from 'fast-check'
import type { Discount } from '../../../../src/segments/kinds/orders/discount.js'
import { days, discount, NOBODY } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { holdsDiscount } from '../../reading/order.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const sum = { en: 'sum of discounts', ru: 'сумма скидок' }
const order = { en: 'order discount', ru: 'скидка заказа' }

registerCases<Discount>('discount', {
  table: [
    [
      ...(['of an order that counts', discount('order', { over: 0 }), 'ann'] as const),
      ...([`${order.en} over 0 EUR`, `${order.ru} больше 0 EUR`] as const),
    ],
    [
      ...(['none is known to be none', discount('order', { atMost: 500 }), 'ann bob'] as const),
      ...([`${order.en} at most 5 EUR`, `${order.ru} не больше 5 EUR`] as const),
    ],
    [
      ...(['of one order, not of several', discount('order', { exactly: 2_500 }), NOBODY] as const),
      ...([`${order.en} exactly 25 EUR`, `${order.ru} ровно 25 EUR`] as const),
    ],
    [
      ...(['of all together', discount('sum', { exactly: 2_500 }), 'ann'] as const),
      ...([`${sum.en} exactly 25 EUR`, `${sum.ru} ровно 25 EUR`] as const),
    ],
    [
      ...(['nothing is known of who has none', discount('sum', { under: 1 }), 'bob'] as const),
      ...([`${sum.en} under 0.01 EUR`, `${sum.ru} меньше 0.01 EUR`] as const),
    ],
    [
      ...(['in another currency', discount('sum', { from: 300, to: 400 }, { currency: 'USD' }), 'dan'] as const),
      ...([`${sum.en} 3–4 USD`, `${sum.ru} 3–4 USD`] as const),
    ],
    [
      ...(['in 10 days, the edge included', discount('sum', { atLeast: 2_000 }, { window: days(10) }), 'ann'] as const),
      ...([`${sum.en} at least 20 EUR in 10 days`, `${sum.ru} не меньше 20 EUR за 10 дней`] as const),
    ],
    [
      ...(['not', { not: discount('sum', { over: 0 }) }, 'bob cat dan eve finn gus hana'] as const),
      ...([`not ${sum.en} over 0 EUR (or unknown)`, `не ${sum.ru} больше 0 EUR (или неизвестно)`] as const),
    ],
  ],
  holds: holdsDiscount,
  asked: fc.record({
    ...{ leaf: fc.constant('discount' as const), measure: fc.constantFrom('order' as const, 'sum' as const) },
    ...{ compare: small.money, currency: small.currency, window: fc.option(small.window) },
  }),
  weight: 2,
  buttons: [
    [
      ['🛒 Orders', '🏷 All discounts', { type: 'over 50 EUR' }, '🕒 When', { type: 'in 2 months' }],
      {
        all: [
          { leaf: 'discount', measure: 'sum', compare: { over: 5_000 }, window: { in: 2, unit: 'months' } },
          { leaf: 'linked' },
        ],
      },
    ],
  ],
  any: wide.leafOf(
    'discount',
    fc.record({
      measure: fc.constantFrom('order', 'sum'),
      compare: wide.compare(wide.minor),
      currency: wide.currency,
      window: fc.option(wide.window),
    }),
  ),
})
