import fc from 'fast-check'
import type { OrderTime } from '../../../../src/segments/kinds/orders/order-time.js'
import { days, orderTime, over, under } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { holdsOrderTime } from '../../reading/order.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

registerCases<OrderTime>('orderTime', {
  table: [
    [
      'last order over 60 days ago',
      orderTime('last', over(60)),
      'bob',
      'last order over 60 days ago',
      'последний заказ больше 60 дней назад',
    ],
    [
      'last order over 59 days ago',
      orderTime('last', over(59)),
      'bob dan',
      'last order over 59 days ago',
      'последний заказ больше 59 дней назад',
    ],
    [
      'last order in 30 days',
      orderTime('last', days(30)),
      'ann eve',
      'last order in 30 days',
      'последний заказ за 30 дней',
    ],
    [
      'last order under 60 days ago',
      orderTime('last', under(60)),
      'ann dan eve',
      'last order under 60 days ago',
      'последний заказ меньше 60 дней назад',
    ],
    [
      'last order on a day',
      orderTime('last', { from: '2026-11-14', to: '2026-11-14' }),
      'ann',
      'last order from 2026-11-14 to 2026-11-14',
      'последний заказ от 14.11.2026 до 14.11.2026',
    ],
    [
      'not last order over',
      { not: orderTime('last', over(60)) },
      'ann cat dan eve finn gus hana',
      'not last order over 60 days ago (or unknown)',
      'не последний заказ больше 60 дней назад (или неизвестно)',
    ],
    [
      'first order in 30 days',
      orderTime('first', days(30)),
      'eve',
      'first order in 30 days',
      'первый заказ за 30 дней',
    ],
    [
      'first order over 90 days ago',
      orderTime('first', over(90)),
      'bob dan',
      'first order over 90 days ago',
      'первый заказ больше 90 дней назад',
    ],
  ],
  holds: holdsOrderTime,
  asked: fc.record({
    leaf: fc.constant('orderTime' as const),
    which: fc.constantFrom('first' as const, 'last' as const),
    window: small.window,
  }),
  any: wide.leafOf('orderTime', fc.record({ which: fc.constantFrom('first', 'last'), window: wide.window })),
})
