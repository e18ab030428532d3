import { DateTime } from 'luxon'
import { ORDER_HEADERS } from '../../crm/own-file.js'
import type { Db } from '../../db/open.js'
import type { orders } from '../../db/schema/index.js'
import { exponentOf } from '../../text/currency.js'
import { moment, yesNo } from './csv.js'
import { bigTable, type Table } from './table.js'

type Customer = {
  number: string | null
  telegramId: number | null
  phone: string | null
  email: string | null
  firstName: string | null
  lastName: string | null
  person: number | null
  linkedBy: string | null
  linkedAt: number | null
  createdAt: number
}

type Order = {
  id: number
  number: string
  customer: string | null
  telegramId: number | null
  phone: string | null
  email: string | null
  at: number
  precision: (typeof orders.$inferSelect)['atPrecision']
  status: string
  total: number
  refunded: number
  discount: number | null
  currency: string
  promoCode: string | null
  renewal: number | null
}

type Line = {
  orderId: number
  number: string
  line: number
  product: string
  sku: string | null
  category: string | null
  quantity: number
  price: number | null
  currency: string
}

/** More of an order would not be read again from one cell (`crm/recognise/row/line-items.ts`); they stand in the other file. */
const MOST_ITEMS = 200
const LONGEST_ITEMS = 20_000

/** An amount as files have it: with a point, and as many digits behind it as its currency has. @param minor minor units */
function amount(minor: number, currency: string): string
function amount(minor: number | null, currency: string): string | null
function amount(minor: number | null, currency: string): string | null {
  if (minor === null) return null
  const digits = exponentOf(currency)
  return (minor / 10 ** digits).toFixed(digits)
}

/**
 * People of the CRM, what they bought, and what was in it. An order stands with whatever its customer is found by, and with
 * what was in it, so that its file can be dropped back by itself.
 * @param zone in whose days orders stand of which the day only is known
 */
export function customerTables(db: Db, zone: string): Table[] {
  return [
    bigTable(
      db,
      'customers',
      [
        ...['customer', 'telegram_id', 'phone', 'email', 'first_name', 'last_name', 'person', 'linked_by', 'linked_at'],
        'created_at',
      ],
      { table: 'customers', key: 'id' },
      async span =>
        (
          await db.jobs.rows<Customer>(
            `select external_id as number, telegram_id as telegramId, phone, email, first_name as firstName,
               last_name as lastName, subscriber_id as person, linked_by as linkedBy,
               linked_at as linkedAt, created_at as createdAt
             from customers where id > :after and id <= :upto and erased_at is null order by id`,
            span,
          )
        ).map(one => [
          ...[one.number, one.telegramId, one.phone, one.email, one.firstName, one.lastName, one.person, one.linkedBy],
          ...[moment(one.linkedAt), moment(one.createdAt)],
        ]),
    ),
    bigTable(db, 'orders', [...ORDER_HEADERS], { table: 'orders', key: 'id' }, async span => {
      const [orders, lines] = await Promise.all([
        db.jobs.rows<Order>(
          `select o.id, o.external_id as number, c.external_id as customer, c.telegram_id as telegramId, c.phone, c.email,
             o.at, o.at_precision as precision, o.status, o.total, o.refunded, o.discount, o.currency,
             o.promo_code as promoCode, o.renewal
           from orders o join customers c on c.id = o.customer_id where o.id > :after and o.id <= :upto order by o.id`,
          span,
        ),
        db.jobs.rows<Line>(LINES, span),
      ])
      const items = byOrder(lines)
      return orders.map(({ currency, ...order }) => [
        ...[order.number, order.customer, order.telegramId, order.phone, order.email],
        order.precision === 'day' ? DateTime.fromMillis(order.at, { zone }).toISODate() : moment(order.at),
        ...[order.status, amount(order.total, currency), amount(order.refunded, currency)],
        ...[amount(order.discount, currency), currency, order.promoCode],
        order.renewal === null ? null : yesNo(order.renewal),
        itemsOf(items.get(order.id) ?? []),
      ])
    }),
    bigTable(
      db,
      'items',
      ['order', 'line', 'product', 'sku', 'category', 'quantity', 'price', 'currency'],
      { table: 'order_lines', key: 'order_id' },
      async span =>
        (await db.jobs.rows<Line>(LINES, span)).map(
          ({ number, line, product, sku, category, quantity, price, currency }) => [
            ...[number, line, product, sku, category, quantity, amount(price, currency), currency],
          ],
        ),
    ),
  ]
}

const LINES = `select l.order_id as orderId, o.external_id as number, l.line, l.product, l.sku, l.category, l.quantity, l.price,
    o.currency
  from order_lines l join orders o on o.id = l.order_id
  where l.order_id > :after and l.order_id <= :upto order by l.order_id, l.line`

function byOrder(lines: readonly Line[]): Map<number, Line[]> {
  const found = new Map<number, Line[]>()
  for (const line of lines) {
    const others = found.get(line.orderId)
    if (others === undefined) found.set(line.orderId, [line])
    else others.push(line)
  }
  return found
}

/** What was in an order as one cell; null where that is nothing, or more than a cell is read of. */
function itemsOf(lines: readonly Line[]): string | null {
  if (lines.length === 0 || lines.length > MOST_ITEMS) return null
  const items = lines.map(({ product, sku, category, quantity, price, currency }) => ({
    ...{ product, quantity },
    ...(sku === null ? {} : { sku }),
    ...(category === null ? {} : { category }),
    ...(price === null ? {} : { price: amount(price, currency) }),
  }))
  const cell = JSON.stringify(items)
  return cell.length > LONGEST_ITEMS ? null : cell
}
