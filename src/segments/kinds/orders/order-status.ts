import { z } from 'zod'
import { countedSql, orderedTimes } from '../../compile/order.js'
import { any, type Sql, sql } from '../../compile/sql.js'
import { eventShape } from '../../parts.js'
import { type Counted, capital, countPhrase, eventPhrase, type Phrasing, type Verbs } from '../../phrase.js'
import { begunBy } from '../../read/candidate.js'
import { type Cursor, fail, pick } from '../../read/cursor.js'
import { counted, readParts } from '../../read/events/event.js'
import { JOINTS, longestAt } from '../../read/lexicon.js'
import { countBefore, type Often } from '../../read/numbers/count.js'
import { ALL, NAMES, readStatuses, STATUSES, type Status } from '../../read/orders/order-status.js'
import type { Rule } from '../../rule.js'
import { windowBounds } from '../../window.js'
import { countedOtherwise } from '../complement.js'
import type { Kind } from '../kind.js'
import { countSlot, FIRST_EVENT, knownOf, windowSlot } from '../slot.js'
import type { Ordered } from './ordered.js'

type Which = (typeof STATUSES)[number]
const schema = z.strictObject({
  leaf: z.literal('orderStatus'),
  status: z.union([z.enum(STATUSES), z.array(z.enum(ALL)).min(1).max(ALL.length)]),
  ...eventShape,
})

/**
 * How many orders wait to be paid, were cancelled, or were given back as a whole; `ordered` asks for those that count. Of
 * several statuses an order has one: "is not paid" has any of the others.
 */
export type OrderStatus = z.infer<typeof schema>

const TESTS: Record<Status, Sql> = {
  paid: countedSql,
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
/** Of one of several statuses. */
const OF_SEVERAL: Verbs = {
  en: {
    ...{ some: 'order status:', times: 'order status:' },
    ...{ none: 'no orders with status:', noneOf: 'no orders with status:' },
  },
  ru: {
    ...{ some: 'статус заказа:', times: 'статус заказа:' },
    ...{ none: 'нет заказов со статусом:', noneOf: 'нет заказов со статусом:' },
  },
}
const BEGINS = {
  orderStatus: {
    en: [
      ...['order status', 'status of order', 'orders with status', 'order with status', 'orders in status'],
      ...['order in status', 'status of the order', 'whose order status', 'orders status', 'order state'],
      ...['order is in status', 'has order status', 'orders having status'],
    ],
    ru: [
      ...['статус заказа', 'статус заказов', 'заказ в статусе', 'заказы в статусе', 'заказы со статусом'],
      ...['статусом заказа', 'статус у заказа', 'заказом в статусе', 'заказ со статусом', 'заказов со статусом'],
      ...['заказов в статусе', 'у заказа статус', 'заказами в статусе'],
    ],
  },
  otherStatus: {
    en: ['order not in status', 'orders not in status', 'order is not in status', 'orders not with status'],
    ru: ['заказ не в статусе', 'заказы не в статусе', 'заказы не со статусом', 'заказ не со статусом'],
  },
  pendingOrder: {
    en: [
      ...['unpaid order', 'unpaid orders', 'pending order', 'pending orders', 'order pending', 'orders pending'],
      ...['order is pending', 'an unpaid order', 'order unpaid', 'orders unpaid', 'order waiting'],
      ...['ordered and not paid', 'unpaid', 'abandoned order', 'abandoned orders', 'abandoned cart', 'abandoned carts'],
      ...[
        'abandoned their basket',
        'abandoned a basket',
        'abandoned basket',
        'abandoned baskets',
        'orders still pending',
      ],
      ...['orders still unpaid', 'order still unpaid', 'order still pending'],
      ...['abandoned their cart', 'abandoned a cart', 'not paid order', 'order not paid', 'orders not paid'],
      ...['ordered but not paid', 'ordered but did not pay', "ordered but didn't pay", "didn't pay for the order"],
      ...['have not paid', 'awaiting payment', 'unpaid purchase', 'unpaid purchases', 'order awaiting payment'],
      ...['orders awaiting payment', 'has an unpaid order', 'outstanding order', 'open order', "didn't pay"],
      ...['did not pay', "haven't paid", 'orders waiting for payment', 'order waiting for payment', 'has unpaid order'],
      ...["order isn't paid", 'has not paid'],
    ],
    ru: [
      ...['неоплаченный заказ', 'неоплаченные заказы', 'неоплаченных заказов', 'неоплаченного заказа'],
      ...['заказ не оплачен', 'заказы не оплачены', 'заказ ждёт оплаты', 'заказы ждут оплаты', 'заказал и не оплатил'],
      ...['не оплатили заказ', 'не оплатил заказ', 'не оплатили', 'заказ без оплаты', 'заказы без оплаты'],
      ...['ждет оплаты', 'ждут оплаты', 'ожидает оплаты', 'ожидают оплаты', 'заказ ожидает оплаты', 'брошенный заказ'],
      ...['брошенная корзина', 'брошенные корзины', 'бросили корзину', 'неоплаченным заказом'],
      ...['забыли корзину', 'оставили корзину', 'оставили товар в корзине', 'оставили товары в корзине'],
      ...['не оплатили корзину', 'не завершили заказ', 'не завершили покупку', 'не оформили корзину'],
      ...['неоплаченными заказами', 'заказали и не оплатили', 'заказали но не оплатили', 'заказали, но не оплатили'],
      ...['оформили но не оплатили', 'оформили, но не оплатили', 'неоплаченная покупка', 'неоплата', 'неоплаченные'],
      ...['с неоплаченным заказом', 'не оплачен заказ', 'не оплаченный заказ', 'не оплаченные заказы', 'не заплатили'],
      ...['заказ не оплатили', 'неоплатили'],
      ...['', ', но', ' но', ' и'].map(but => `оформили заказ${but} не оплатили`),
      ...['', ', но', ' но', ' и'].map(but => `сделали заказ${but} не оплатили`),
    ],
  },
  cancelledOrder: {
    en: [
      ...['cancelled order', 'cancelled orders', 'canceled order', 'canceled orders', 'a cancelled order'],
      ...['order cancelled', 'orders cancelled', 'order canceled', 'order was cancelled', 'cancelled an order'],
      ...['cancelled', 'canceled', 'cancelled their order', 'canceled their order', 'canceled an order'],
      ...['cancelled the order', 'cancellation', 'cancellations', 'order cancellation', 'orders were cancelled'],
      ...['cancelled a purchase', 'has cancelled orders', 'order got cancelled', 'had an order cancelled'],
      ...['cancelled any order', 'with cancelled orders', 'cancelled at'],
    ],
    ru: [
      ...['отменённый заказ', 'отменённые заказы', 'отменённых заказов', 'отменённого заказа', 'заказ отменён'],
      ...['заказы отменены', 'отменил заказ', 'отменила заказ', 'отменили заказ', 'отмена заказа', 'отменили заказы'],
      ...['отменяли заказ', 'отменяли заказы', 'отмены заказов', 'отменённым заказом', 'отмена', 'отмены', 'отмен'],
      ...['отменили покупку', 'отказались от заказа', 'заказ отменили', 'отменившие заказ', 'отменили', 'отменяли'],
      ...['отменённые', 'заказ был отменён', 'были отмены', 'отменой'],
    ],
  },
  refundedOrder: {
    en: [
      ...['refunded order', 'refunded orders', 'order refunded', 'a refunded order', 'orders refunded'],
      ...['order was refunded', 'returned order', 'returned orders', 'order returned', 'returned an order', 'refund'],
      ...[
        'refunds',
        'a refund',
        'refunded',
        'returned a purchase',
        'refunded an order',
        'returned their order',
        'returned something',
      ],
      ...['returned goods', 'got a refund', 'had a refund', 'asked for a refund', 'returned items', 'returned an item'],
      ...['got refunded', 'returned', 'returns', 'got their money back', 'money back', 'returned the order'],
      ...['returned a product', 'has refunds', 'were refunded', 'was refunded', 'made a return', 'return'],
    ],
    ru: [
      ...['возвращённый заказ', 'возвращённые заказы', 'возвращённых заказов', 'возвращённого заказа'],
      ...['возврат заказа', 'возвраты заказов', 'вернул заказ', 'вернула заказ', 'вернули заказ', 'заказ возвращён'],
      ...['возврат', 'возвраты', 'возврата', 'возвратов', 'возвратом', 'делали возврат', 'делал возврат'],
      ...['сделали возврат', 'был возврат', 'были возвраты', 'оформили возврат', 'оформляли возврат', 'вернули товар'],
      ...['вернули покупку', 'возвращали заказ', 'возвращали товар', 'возвращали', 'вернули деньги', 'вернули'],
      ...['вернувшие заказ', 'возвратили', 'возвратили заказ', 'сдали обратно', 'оформившие возврат'],
    ],
  },
}
const WHICH = { pendingOrder: 'pending', cancelledOrder: 'cancelled', refundedOrder: 'refunded' } as const
const ORDERS = { menu: 'orders', asks: null, withLinked: true } as const

export const orderStatus: Kind<OrderStatus> = {
  name: 'orderStatus',
  schema,
  sql({ status, count, window }, context) {
    const bounds = windowBounds(window, context)
    const rows = {
      bounds,
      product: null,
      category: null,
      test: sql`true`,
      which: any(...listOf(status).map(one => TESTS[one])),
    }
    return orderedTimes(count, rows, context)
  },
  not: countedOtherwise(phrase),
  plain(leaf) {
    const statuses = ALL.filter(one => listOf(leaf.status).includes(one))
    const [only, second] = statuses
    if (second !== undefined || only === undefined) return { ...leaf, status: statuses }
    return ofOneStatus(only, leaf)
  },
  refers: () => [],
  names: () => [],
  restsOnOrders: true,
  facts: () => ['ordered'],
  begins: BEGINS,
  read: c => begunBy(c, BEGINS, begun => readOrders(c, begun, null)),
  bare: c => countBefore(c, BEGINS, (begun, first) => readOrders(c, begun, first)),
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
      {
        ...{ menu: 'orders', withLinked: true, begins: null, asks: 'values' },
        ...{ name: 'orderStatus', number: 98, label: { en: '🧾 Order status', ru: '🧾 Статус заказа' } },
      },
    ],
    slots: {
      values: {
        asks: {
          en: 'Orders of which status? Tick one or more.',
          ru: 'Заказы с каким статусом? Отметьте один или несколько.',
        },
        choices: language => ALL.map(value => ({ value, label: capital(NAMES[value][language], language) })),
        says(leaf, values) {
          const status = knownOf(ALL, values)
          if (status.length === 0) return null
          return { leaf: 'orderStatus', count: { atLeast: 1 }, window: null, ...leaf, status }
        },
        of: leaf => [...listOf(leaf.status)],
      },
      count: countSlot({ en: 'How many such orders?', ru: 'Сколько таких заказов?' }),
      window: windowSlot({ en: 'When did they order?', ru: 'Когда они заказали?' }),
    },
    shown: () => ['values', 'count', 'window'],
  },
}

/** "cancelled orders 2+ in 1 year"; `first`: how often, where that stood before it. */
function readOrders(c: Cursor, begun: keyof typeof BEGINS, first: Often | null): Rule {
  const begin = c.at
  const named = begun === 'orderStatus' || begun === 'otherStatus'
  const statuses = named ? readStatuses(c, begun === 'otherStatus') : [WHICH[begun]]
  const back = first === null && isBack(c)
  const { count, negated, window } = readParts(c)
  if (back && count === null && pick(c, 2) === 0) return ofOneStatus('paid', { count: { atLeast: 1 }, window })
  if (first !== null && count !== null) return fail(c, { kind: 'once' })
  // "Unpaid order for 2 days": for so long, or of that time.
  const lasts = begun === 'pendingOrder' && window !== null && 'in' in window && saysFor(c, begin)
  if (lasts && pick(c, 2) === 0)
    return counted(
      ofOneStatus('pending', {
        count: first?.count ?? count ?? { atLeast: 1 },
        window: { ago: 'over', n: window.in, unit: window.unit },
      }),
      first?.negated ?? negated,
    )
  const said = { count: first?.count ?? count ?? { atLeast: 1 }, window }
  const [only, second] = statuses
  const leaf: OrderStatus | Ordered =
    only !== undefined && second === undefined
      ? ofOneStatus(only, said)
      : { leaf: 'orderStatus', status: statuses, ...said }
  return counted<OrderStatus | Ordered>(leaf, first?.negated ?? negated)
}

function saysFor(c: Cursor, begin: number): boolean {
  return c.tokens.slice(begin, c.at).some(({ text }, i) => text === 'for' && c.tokens[begin + i + 1]?.kind === 'number')
}

/** True behind "haven't returned", which may be of people as well as of what they bought. */
function isBack(c: Cursor): boolean {
  const denied = longestAt(JOINTS, { tokens: c.tokens, at: c.at - 2, end: c.at - 1 }, ['not']) !== null
  return denied && c.tokens[c.at - 1]?.text === 'returned'
}

/** An order that was paid is one that counts. */
function ofOneStatus(status: Status, { count, window }: Pick<OrderStatus, 'count' | 'window'>): OrderStatus | Ordered {
  return status === 'paid'
    ? { leaf: 'ordered', count, window, product: null, category: null, total: null }
    : { leaf: 'orderStatus', status, count, window }
}

function listOf(status: OrderStatus['status']): readonly Status[] {
  return typeof status === 'string' ? [status] : status
}

function phrase({ status, window }: OrderStatus, counted: Counted, phrasing: Phrasing): string {
  if (typeof status === 'string') return eventPhrase({ verbs: VERBS[status], window }, counted, phrasing)
  const object = [status.map(one => NAMES[one][phrasing.language]).join(', ')]
  return eventPhrase({ verbs: OF_SEVERAL, object, window }, counted, phrasing)
}
