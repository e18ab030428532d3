import { DAY, HOUR, MINUTE } from '../clock.js'
import type { Db } from '../db/open.js'
import { orders } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import { isCurrency, MOST_MONEY } from '../text/currency.js'
import { type CustomerKeys, keepCustomer } from './customer/keys.js'
import { markStale } from './customer/stale.js'
import { type Linking, linkCustomer } from './linking.js'
import { areLinesOf, folded, insertLines, named, type OrderLine, type ReadyLine, readyLine } from './order/line.js'

/** What has become of an order: only a paid one counts, and only as far as it was not refunded. */
export type OrderStatus = (typeof orders.$inferSelect)['status']
export const ORDER_STATUSES = orders.status.enumValues

/** Whether the time of an order is known, or its day only. */
export type AtPrecision = (typeof orders.$inferSelect)['atPrecision']

/**
 * A purchase as another system tells of it. `externalId` is its number there, `at` ms UTC (where the day only is known:
 * the last ms of that day); `total` and `refunded` are minor units of `currency` (ISO 4217): what was paid, and what of it
 * was given back. `discount` (minor units), `renewal` and `promoCode` are null where it does not say. `clickDelivery`: the
 * delivery whose click it carried.
 */
export type Order = {
  externalId: string
  at: number
  atPrecision: AtPrecision
  status: OrderStatus
  total: number
  refunded: number
  discount: number | null
  renewal: boolean | null
  currency: string
  promoCode: string | null
  lines: readonly (OrderLine | ReadyLine)[]
  clickDelivery: number | null
}

/** What came of an order that was told. `id` is our own. */
export type Recorded = { id: number; kind: 'new' | 'changed' | 'same' }

/** The columns that an order is told in; `click_delivery` stands apart, since only we know of it. */
const COLUMNS = [
  ...(['customer_id', 'at', 'at_precision', 'status', 'total', 'refunded', 'currency', 'discount'] as const),
  ...(['renewal', 'promo_code', 'promo_folded'] as const),
]

const LONGEST = 256
const MOST_LINES = 1_000
const EARLIEST = Date.UTC(1990, 0, 1)
/** So much later than ours the clock of a shop may be. */
const AHEAD = 10 * MINUTE
/** The longest day of a zone, when its clocks go back: a bare day is not ahead once it has begun. */
const LONGEST_DAY = DAY + HOUR

/**
 * Takes an order of a customer, or what has become of it: a refund, a cancellation, other lines. It is known by its number,
 * so the same order twice changes nothing, and the last word counts; only a click that it carried once is kept. Refunded
 * as a whole, its total is what was given back. Its customer, and whom it was taken from, are marked stale.
 * @param customerId our own id
 * @param at when we heard of it, ms UTC
 * @param importId the import whose word this is; null: another system's
 * @throws AppError `order_invalid` with `why`, the part that cannot be: `id` (up to 256 characters), `at`, `future` (more
 * than 10 min ahead), `past` (before 1990), `total` (up to 10 trillion), `refunded` (between 0 and the total), `discount`, `currency` (ISO
 * 4217), `promo_code` (up to 256 characters) or `lines` (1,000 at most, each with a product of up to 256 characters, a
 * quantity from 1 and a price from 0)
 */
export function recordOrder(
  db: Db,
  customerId: number,
  order: Order,
  at: number,
  importId: number | null = null,
): Recorded {
  const why = problemOf(order, at)
  if (why !== null) throw new AppError('order_invalid', { why })
  const lines = order.lines.map(readyLine)
  const externalId = order.externalId.trim()
  const row = rowOf(customerId, order)
  const known = db
    .sql<Row & { id: number; click_delivery: number | null }>(
      `select id, click_delivery, ${COLUMNS.join(', ')} from orders where external_id = ?`,
    )
    .get(externalId)
  const click = order.clickDelivery ?? known?.click_delivery ?? null
  if (known === undefined) {
    const id = insertOrder(db, [...COLUMNS.map(column => row[column]), click, importId, externalId])
    insertLines(db, id, lines)
    markStale(db, [customerId])
    return { id, kind: 'new' }
  }
  const { id } = known
  const sameHead = click === known.click_delivery && COLUMNS.every(column => known[column] === row[column])
  const sameLines = areLinesOf(db, id, lines)
  if (sameHead && sameLines) return { id, kind: 'same' }
  db.sql(
    `update orders set ${COLUMNS.map(column => `${column} = ?`).join(', ')}, click_delivery = ?, import_id = ? where id = ?`,
  ).run(...COLUMNS.map(column => row[column]), click, importId, id)
  if (!sameLines) {
    db.sql('delete from order_lines where order_id = ?').run(id)
    insertLines(db, id, lines)
  }
  const before = Number(known.customer_id)
  markStale(db, new Set([customerId, before]))
  // A click speaks for whoever ordered.
  if (before !== customerId && known.click_delivery !== null) linkCustomer(db, before, at)
  return { id, kind: 'changed' }
}

/**
 * Takes an order with whom it is of: the customer is found by the strongest of the keys or made (see `takeCustomer`), and
 * looked for among the subscribers, also by the click that the order carries.
 * @param at when we heard of it, ms UTC
 * @throws AppError as `recordOrder` and `takeCustomer`; then nothing was written if the caller's commit is given up
 */
export function takeOrder(
  db: Db,
  customer: CustomerKeys,
  order: Order,
  at: number,
): Recorded & { customerId: number; linking: Linking } {
  const why = problemOf(order, at)
  if (why !== null) throw new AppError('order_invalid', { why })
  const { id: customerId } = keepCustomer(db, customer, at)
  const recorded = recordOrder(db, customerId, order, at)
  return { ...recorded, customerId, linking: linkCustomer(db, customerId, at) }
}

type Row = Record<(typeof COLUMNS)[number], string | number | null>

/** An order as it is kept, by column. */
function rowOf(customerId: number, order: Order): Row {
  const promo = named(order.promoCode)
  return {
    customer_id: customerId,
    at: order.at,
    at_precision: order.atPrecision,
    status: order.status,
    total: order.total,
    refunded: order.status === 'refunded' ? order.total : order.refunded,
    currency: order.currency,
    discount: order.discount,
    renewal: order.renewal === null ? null : Number(order.renewal),
    promo_code: promo,
    promo_folded: folded(promo),
  }
}

function insertOrder(db: Db, values: readonly (string | number | null)[]): number {
  const columns = [...COLUMNS, 'click_delivery', 'import_id', 'external_id']
  const row = db
    .sql<{ id: number }>(
      `insert into orders (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')}) returning id`,
    )
    .get(...values)
  if (row === undefined) throw new Error('the order was not stored')
  return row.id
}

function problemOf(order: Order, now: number): string | null {
  const whole = (n: number, from: number, to = Number.MAX_SAFE_INTEGER) =>
    Number.isSafeInteger(n) && n >= from && n <= to
  const short = (name: string | null) => (name?.length ?? 0) <= LONGEST
  const isLine = (line: OrderLine | ReadyLine) =>
    readyLine(line).folded.product !== '' &&
    [line.product, line.sku, line.category].every(short) &&
    whole(line.quantity, 1) &&
    (line.price === null || whole(line.price, 0, MOST_MONEY))
  if (order.externalId.trim() === '' || !short(order.externalId)) return 'id'
  if (!Number.isSafeInteger(order.at)) return 'at'
  if (order.at < EARLIEST) return 'past'
  if (order.at > now + (order.atPrecision === 'day' ? LONGEST_DAY : AHEAD)) return 'future'
  if (!whole(order.total, 0, MOST_MONEY)) return 'total'
  if (!whole(order.refunded, 0, order.total)) return 'refunded'
  if (order.discount !== null && !whole(order.discount, 0, MOST_MONEY)) return 'discount'
  if (!isCurrency(order.currency)) return 'currency'
  if (!short(order.promoCode)) return 'promo_code'
  return order.lines.length <= MOST_LINES && order.lines.every(isLine) ? null : 'lines'
}
