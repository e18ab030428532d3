import { columnsOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { orders } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import { fold } from '../text/fold.js'
import { findCustomer, recordCustomer } from './customer.js'

const COLUMNS = columnsOf(orders, 'id', 'customerId', 'at', 'status', 'total', 'refunded', 'currency')

/** One position of an order. `price` is minor units for one piece. */
export type OrderLine = { product: string; category: string | null; quantity: number; price: number }

/** What has become of an order. */
export type OrderStatus = (typeof orders.$inferSelect)['status']
export const ORDER_STATUSES = orders.status.enumValues

/** Whether the time of an order is known, or its day only. */
export type AtPrecision = (typeof orders.$inferSelect)['atPrecision']

/**
 * A purchase as the CRM tells of it. `externalId` and `customer` are its own ids, `at` is ms UTC; `total` and `refunded`
 * are minor units of `currency` (ISO 4217): what was paid, and what of it was given back.
 */
export type Order = {
  externalId: string
  customer: string
  at: number
  status: OrderStatus
  total: number
  refunded: number
  currency: string
  lines: readonly OrderLine[]
}

type Row = Omit<Order, 'externalId' | 'customer' | 'lines'> & { id: number; customerId: number }

const LONGEST = 256
const MOST_LINES = 1_000

/**
 * Takes an order, or what has become of it: a refund, a cancellation, other lines. It is known by its own id, so the
 * same order twice changes nothing, and the last word counts. A customer who was never heard of is made, unlinked.
 * @param at when we heard of it, ms UTC
 * @throws AppError `order_invalid` with `why`, the part that cannot be: `id`, `customer`, `at`, `total`, `refunded`
 * (between 0 and the total), `currency` (three capital letters) or `lines` (1,000 at most, each with a product of up to
 * 256 characters, a quantity from 1 and a price from 0)
 */
export function recordOrder(db: Db, order: Order, at: number): { kind: 'new' | 'changed' | 'same' } {
  const why = problemOf(order)
  if (why !== null) throw new AppError('order_invalid', { why })
  const customerId =
    findCustomer(db, order.customer)?.id ??
    recordCustomer(db, { externalId: order.customer, telegramId: null, phone: null }, at).id
  const known = db.sql<Row>(`select ${COLUMNS.sql} from orders where external_id = ?`).get(order.externalId)
  const values = [customerId, order.at, order.status, order.total, order.refunded, order.currency]
  if (known === undefined) {
    const row = db
      .sql<{ id: number }>(
        `insert into orders (customer_id, at, status, total, refunded, currency, external_id)
         values (?, ?, ?, ?, ?, ?, ?) returning id`,
      )
      .get(...values, order.externalId)
    if (row === undefined) throw new Error('the order was not stored')
    insertLines(db, row.id, order.lines)
    return { kind: 'new' }
  }
  const { id, customerId: customer, ...old } = known
  const sameHead =
    JSON.stringify([customer, old.at, old.status, old.total, old.refunded, old.currency]) === JSON.stringify(values)
  const sameLines = JSON.stringify(linesOf(db, id)) === JSON.stringify(order.lines.map(tidy))
  if (sameHead && sameLines) return { kind: 'same' }
  db.sql(
    'update orders set customer_id = ?, at = ?, status = ?, total = ?, refunded = ?, currency = ? where id = ?',
  ).run(...values, id)
  if (!sameLines) {
    db.sql('delete from order_lines where order_id = ?').run(id)
    insertLines(db, id, order.lines)
  }
  return { kind: 'changed' }
}

/** The positions of an order, by our own id of it, in their order. */
export function linesOf(db: Db, orderId: number): OrderLine[] {
  return db
    .sql<OrderLine>('select product, category, quantity, price from order_lines where order_id = ? order by line')
    .all(orderId)
}

function insertLines(db: Db, orderId: number, lines: readonly OrderLine[]): void {
  const insert = db.sql(
    `insert into order_lines (order_id, line, product, product_folded, category, category_folded, quantity, price)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  lines.map(tidy).forEach(({ product, category, quantity, price }, line) => {
    insert.run(
      orderId,
      line,
      product,
      fold(product),
      category,
      category === null ? null : fold(category),
      quantity,
      price,
    )
  })
}

/** A line as it is kept. */
function tidy({ product, category, quantity, price }: OrderLine): OrderLine {
  const name = category?.trim() ?? ''
  return { product: product.trim(), category: name === '' ? null : name, quantity, price }
}

function problemOf(order: Order): string | null {
  const whole = (n: number, from: number, to = Number.MAX_SAFE_INTEGER) =>
    Number.isSafeInteger(n) && n >= from && n <= to
  const isLine = ({ product, category, quantity, price }: OrderLine) =>
    fold(product) !== '' &&
    product.length <= LONGEST &&
    (category?.length ?? 0) <= LONGEST &&
    whole(quantity, 1) &&
    whole(price, 0)
  if (order.externalId.trim() === '' || order.externalId.length > 128) return 'id'
  if (order.customer.trim() === '' || order.customer.length > 128) return 'customer'
  if (!whole(order.at, 0)) return 'at'
  if (!whole(order.total, 0)) return 'total'
  if (!whole(order.refunded, 0, order.total)) return 'refunded'
  if (!/^[A-Z]{3}$/.test(order.currency)) return 'currency'
  return order.lines.length <= MOST_LINES && order.lines.every(isLine) ? null : 'lines'
}
