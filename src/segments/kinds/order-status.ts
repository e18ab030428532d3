import { z } from 'zod'
import { happened } from '../compile/event.js'
import { buyers } from '../compile/order.js'
import { type Sql, sql } from '../compile/sql.js'
import { namedValues } from '../names.js'
import { eventShape } from '../parts.js'
import { type Counted, countPhrase, eventPhrase, type Phrasing, type Verbs } from '../phrase.js'
import { begunBy } from '../read/candidate.js'
import { type Cursor, fail, takeSign } from '../read/cursor.js'
import { counted, readEventName, readParts } from '../read/event.js'
import { failAt } from '../read/value.js'
import type { Rule } from '../rule.js'
import { windowBounds } from '../window.js'
import { countedOtherwise } from './complement.js'
import type { Kind } from './kind.js'
import type { Ordered } from './ordered.js'
import { countSlot, FIRST_EVENT, windowSlot } from './slot.js'

/** What an order that does not count may be. */
const STATUSES = ['pending', 'cancelled', 'refunded'] as const
type Which = (typeof STATUSES)[number]
const schema = z.strictObject({ leaf: z.literal('orderStatus'), status: z.enum(STATUSES), ...eventShape })

/** How many orders wait to be paid, were cancelled, or were given back as a whole; `ordered` asks for those that count. */
export type OrderStatus = z.infer<typeof schema>

const TESTS: Record<Which, Sql> = {
  pending: sql`o.status = 'pending'`,
  cancelled: sql`o.status = 'cancelled'`,
  refunded: sql`(o.status = 'refunded' or (o.status = 'paid' and o.total > 0 and o.refunded = o.total))`,
}
const VERBS: Record<Which, Verbs> = {
  pending: {
    en: { some: 'unpaid order', times: 'unpaid orders', none: 'no unpaid orders', noneOf: 'no unpaid orders' },
    ru: {
      ...{ some: 'есть неоплаченный заказ', times: 'неоплаченные заказы' },
      ...{ none: 'нет неоплаченных заказов', noneOf: 'нет неоплаченных заказов' },
    },
  },
  cancelled: {
    en: {
      ...{ some: 'cancelled order', times: 'cancelled orders' },
      ...{ none: 'no cancelled orders', noneOf: 'no cancelled orders' },
    },
    ru: {
      ...{ some: 'есть отменённый заказ', times: 'отменённые заказы' },
      ...{ none: 'нет отменённых заказов', noneOf: 'нет отменённых заказов' },
    },
  },
  refunded: {
    en: {
      ...{ some: 'refunded order', times: 'refunded orders' },
      ...{ none: 'no refunded orders', noneOf: 'no refunded orders' },
    },
    ru: {
      ...{ some: 'есть возвращённый заказ', times: 'возвращённые заказы' },
      ...{ none: 'нет возвращённых заказов', noneOf: 'нет возвращённых заказов' },
    },
  },
}
const BEGINS = {
  orderStatus: {
    en: ['order status', 'status of order', 'orders with status', 'order with status'],
    ru: ['статус заказа', 'статус заказов', 'заказ в статусе', 'заказы в статусе', 'заказы со статусом'],
  },
  pendingOrder: {
    en: [
      ...['unpaid order', 'unpaid orders', 'pending order', 'pending orders', 'order pending', 'orders pending'],
      ...[
        'order is pending',
        'an unpaid order',
        'order unpaid',
        'orders unpaid',
        'order waiting',
        'ordered and not paid',
      ],
    ],
    ru: [
      ...['неоплаченный заказ', 'неоплаченные заказы', 'неоплаченных заказов', 'неоплаченного заказа'],
      ...['заказ не оплачен', 'заказы не оплачены', 'заказ ждёт оплаты', 'заказы ждут оплаты', 'заказал и не оплатил'],
    ],
  },
  cancelledOrder: {
    en: [
      ...['cancelled order', 'cancelled orders', 'canceled order', 'canceled orders', 'a cancelled order'],
      ...['order cancelled', 'orders cancelled', 'order canceled', 'order was cancelled', 'cancelled an order'],
    ],
    ru: [
      ...['отменённый заказ', 'отменённые заказы', 'отменённых заказов', 'отменённого заказа'],
      ...['заказ отменён', 'заказы отменены', 'отменил заказ', 'отменила заказ', 'отменили заказ', 'отмена заказа'],
    ],
  },
  refundedOrder: {
    en: [
      ...[
        'refunded order',
        'refunded orders',
        'order refunded',
        'a refunded order',
        'orders refunded',
        'order was refunded',
      ],
      ...['returned order', 'returned orders', 'order returned', 'returned an order'],
    ],
    ru: [
      ...['возвращённый заказ', 'возвращённые заказы', 'возвращённых заказов', 'возвращённого заказа'],
      ...['возврат заказа', 'возвраты заказов', 'вернул заказ', 'вернула заказ', 'вернули заказ', 'заказ возвращён'],
    ],
  },
}
const WHICH = { pendingOrder: 'pending', cancelledOrder: 'cancelled', refundedOrder: 'refunded' } as const
const NAMES = {
  paid: { en: 'paid', ru: 'оплачен', also: ['completed', 'оплачено', 'оплачены', 'оплаченный', 'выполнен', 'успешно'] },
  pending: {
    ...{ en: 'pending', ru: 'ждёт оплаты' },
    also: ['unpaid', 'not paid', 'waiting', 'new', 'ждут оплаты', 'не оплачен', 'неоплачен', 'ещё не оплачен', 'новый'],
  },
  cancelled: { en: 'cancelled', ru: 'отменён', also: ['canceled', 'отменены', 'отменено', 'отмена', 'отменённый'] },
  refunded: { en: 'refunded', ru: 'возвращён', also: ['returned', 'refund', 'возврат', 'возвращены', 'возвращено'] },
}
const states = namedValues(
  ['paid', ...STATUSES] as const,
  (status, language) => NAMES[status][language],
  status => NAMES[status].also,
)
const ORDERS = { menu: 'orders', asks: null, withLinked: true } as const

export const orderStatus: Kind<OrderStatus> = {
  name: 'orderStatus',
  schema,
  sql({ status, count, window }, context) {
    const bounds = windowBounds(window, context)
    const rows = { bounds, product: null, category: null, test: sql`true`, which: TESTS[status] }
    return happened(count, times => buyers(rows, context, times(sql`count(*)`)))
  },
  not: countedOtherwise(phrase),
  refers: () => [],
  names: () => [],
  restsOnOrders: true,
  facts: () => ['ordered'],
  begins: BEGINS,
  read: c =>
    begunBy(c, BEGINS, begun => {
      const status = begun === 'orderStatus' ? readStatus(c) : WHICH[begun]
      const { count, negated, window } = readParts(c)
      const said = { count: count ?? { atLeast: 1 }, window }
      // An order that was paid is one that counts.
      const leaf: OrderStatus | Ordered =
        status === 'paid'
          ? { leaf: 'ordered', ...said, product: null, category: null, total: null }
          : { leaf: 'orderStatus', status, ...said }
      return counted<OrderStatus | Ordered>(leaf, negated) satisfies Rule
    }),
  say: (leaf, phrasing) => phrase(leaf, countPhrase(leaf.count, phrasing), phrasing),
  builder: {
    entries: [
      {
        ...{ ...ORDERS, name: 'pendingOrder', number: 42, label: { en: '⏳ Unpaid order', ru: '⏳ Не оплачен' } },
        begins: { leaf: 'orderStatus', status: 'pending', ...FIRST_EVENT },
      },
      {
        ...{ ...ORDERS, name: 'cancelledOrder', number: 43, label: { en: '↩️ Cancelled', ru: '↩️ Отменён' } },
        begins: { leaf: 'orderStatus', status: 'cancelled', ...FIRST_EVENT },
      },
      {
        ...{ ...ORDERS, name: 'refundedOrder', number: 44, label: { en: '💸 Refunded', ru: '💸 Возврат' } },
        begins: { leaf: 'orderStatus', status: 'refunded', ...FIRST_EVENT },
      },
    ],
    slots: {
      count: countSlot({ en: 'How many such orders?', ru: 'Сколько таких заказов?' }),
      window: windowSlot({ en: 'When did they order?', ru: 'Когда они заказали?' }),
    },
    shown: () => ['count', 'window'],
  },
}

function readStatus(c: Cursor): Which | 'paid' {
  takeSign(c, ':', '=')
  const written = readEventName(c) ?? fail(c, { kind: 'orderStatus' }, states.all(c.language))
  return states.find(written.text) ?? failAt(c, written, { kind: 'orderStatus' }, states.all(c.language))
}

function phrase({ status, window }: OrderStatus, counted: Counted, phrasing: Phrasing): string {
  return eventPhrase({ verbs: VERBS[status], window }, counted, phrasing)
}
