import fc from 'fast-check'
import type { OrderStatus } from '../../../../src/segments/kinds/orders/order-status.js'
import { days, EVERYONE, NOBODY, ONCE, orderStatus, over } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { holdsOrderStatus } from '../../reading/order.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const STATUSES = ['pending', 'cancelled', 'refunded'] as const
const status: fc.Arbitrary<OrderStatus['status']> = fc.oneof(
  fc.constantFrom(...STATUSES),
  fc.array(fc.constantFrom('paid' as const, ...STATUSES), { minLength: 1, maxLength: 4 }),
)

registerCases<OrderStatus>('orderStatus', {
  table: [
    [
      'an unpaid order, but not after the evaluation',
      orderStatus('pending'),
      'bob cat',
      'unpaid order',
      'есть неоплаченный заказ',
    ],
    [
      ...(['an unpaid order in 2 days, the edge included', orderStatus('pending', days(2)), 'bob cat'] as const),
      ...(['unpaid order in 2 days', 'есть неоплаченный заказ за 2 дня'] as const),
    ],
    [
      ...(['an unpaid order in 1 day', orderStatus('pending', days(1)), 'cat'] as const),
      ...(['unpaid order in 1 day', 'есть неоплаченный заказ за 1 день'] as const),
    ],
    ['a cancelled order', orderStatus('cancelled'), 'ann', 'cancelled order', 'есть отменённый заказ'],
    [
      'cancelled 2+',
      orderStatus('cancelled', null, { atLeast: 2 }),
      NOBODY,
      'cancelled orders 2+',
      'отменённые заказы 2+',
    ],
    [
      ...(['no cancelled order', orderStatus('cancelled', null, 'none'), 'bob cat dan eve finn gus hana'] as const),
      ...(['no cancelled orders', 'нет отменённых заказов'] as const),
    ],
    [
      ...(['given back as a whole, however it is said', orderStatus('refunded'), 'cat eve'] as const),
      ...(['refunded order', 'есть возвращённый заказ'] as const),
    ],
    [
      ...(['given back over 30 days ago', orderStatus('refunded', over(30)), 'eve'] as const),
      ...(['refunded order over 30 days ago', 'есть возвращённый заказ больше 30 дней назад'] as const),
    ],
    [
      ...(['not given back', { not: orderStatus('refunded') }, 'ann bob dan finn gus hana'] as const),
      ...(['no refunded orders', 'нет возвращённых заказов'] as const),
    ],
    [
      ...(['not exactly 2', { not: orderStatus('refunded', null, { exactly: 2 }) }, EVERYONE] as const),
      ...(['refunded orders not exactly 2', 'возвращённые заказы не ровно 2'] as const),
    ],
    [
      ...(['one of two statuses', orderStatus(['cancelled', 'refunded']), 'ann cat eve'] as const),
      ...(['order status: cancelled, refunded', 'статус заказа: отменён, возвращён'] as const),
    ],
    [
      ...(['any but paid', orderStatus(['pending', 'cancelled', 'refunded'], days(2)), 'bob cat'] as const),
      'order status: pending, cancelled, refunded in 2 days',
      'статус заказа: ждёт оплаты, отменён, возвращён за 2 дня',
    ],
    [
      'of both together 2+, in whatever order they are named',
      orderStatus(['refunded', 'pending', 'refunded'], null, { atLeast: 2 }),
      'cat',
      'order status: pending, refunded 2+',
      'статус заказа: ждёт оплаты, возвращён 2+',
    ],
    [
      'no order of either',
      { not: orderStatus(['cancelled', 'refunded']) },
      'bob dan finn gus hana',
      'no orders with status: cancelled, refunded',
      'нет заказов со статусом: отменён, возвращён',
    ],
    [
      'a list of one is that one, and paid is what counts',
      { all: [orderStatus(['paid']), orderStatus(['cancelled'])] },
      'ann',
      'ordered and cancelled order',
      'есть заказ и есть отменённый заказ',
    ],
  ],
  holds: holdsOrderStatus,
  asked: fc.record({
    ...{ leaf: fc.constant('orderStatus' as const), status },
    ...{ count: small.count, window: fc.option(small.window) },
  }),
  weight: 2,
  buttons: [
    [
      ['🛒 Orders', '⏳ Unpaid order', '🕒 When', { type: 'in 3 days' }],
      {
        all: [
          { leaf: 'orderStatus', status: 'pending', count: ONCE, window: days(3) },
          { leaf: 'linked', value: true },
        ],
      },
    ],
    [
      ['🛒 Orders', '🧾 Order status', 'Paid', 'Cancelled', 'Done', '🕒 When', { type: 'in 3 days' }],
      {
        all: [
          { leaf: 'orderStatus', status: ['paid', 'cancelled'], count: ONCE, window: days(3) },
          { leaf: 'linked', value: true },
        ],
      },
    ],
  ],
  any: wide.leafOf('orderStatus', fc.record({ status, ...wide.event })),
})
