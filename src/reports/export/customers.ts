import type { Db } from '../../db/open.js'
import { exponentOf } from '../../text/currency.js'
import { moment } from './csv.js'
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
  number: string
  customer: string
  at: number
  status: string
  total: number
  refunded: number
  currency: string
}

type Line = {
  number: string
  line: number
  product: string
  category: string | null
  quantity: number
  price: number
  currency: string
}

/** An amount as files have it: with a point, and as many digits behind it as its currency has. @param minor minor units */
function amount(minor: number, currency: string): string {
  const digits = exponentOf(currency)
  return (minor / 10 ** digits).toFixed(digits)
}

/** People of the CRM, what they bought, and what was in it. */
export function customerTables(db: Db): Table[] {
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
    bigTable(
      db,
      'orders',
      ['order', 'customer', 'ordered_at', 'status', 'total', 'refunded', 'currency'],
      { table: 'orders', key: 'id' },
      async span =>
        (
          await db.jobs.rows<Order>(
            `select o.external_id as number, c.external_id as customer, o.at, o.status, o.total, o.refunded, o.currency
             from orders o join customers c on c.id = o.customer_id where o.id > :after and o.id <= :upto order by o.id`,
            span,
          )
        ).map(({ number, customer, at, status, total, refunded, currency }) => [
          ...[number, customer, moment(at), status, amount(total, currency), amount(refunded, currency), currency],
        ]),
    ),
    bigTable(
      db,
      'items',
      ['order', 'line', 'product', 'category', 'quantity', 'price', 'currency'],
      { table: 'order_lines', key: 'order_id' },
      async span =>
        (
          await db.jobs.rows<Line>(
            `select o.external_id as number, l.line, l.product, l.category, l.quantity, l.price, o.currency
             from order_lines l join orders o on o.id = l.order_id
             where l.order_id > :after and l.order_id <= :upto order by l.order_id, l.line`,
            span,
          )
        ).map(({ number, line, product, category, quantity, price, currency }) => [
          ...[number, line, product, category, quantity, amount(price, currency), currency],
        ]),
    ),
  ]
}
