import type { Bindable } from '../../db/binding.js'
import type { Db } from '../../db/open.js'
import { markBuyers, markStale } from '../customer/stale.js'
import { knownCustomer, ROW_KEYS } from '../linking/known-customer.js'
import type { Change } from './change.js'
import { orderState, relinkOrdered } from './order-state.js'
import { standing } from './orders.js'
import type { PeopleIntake, Taken } from './take.js'

/** Orders of a file that are taken in, `at` ms UTC. */
export type OrderIntake = Pick<PeopleIntake, 'importId' | 'at'>

/** Whom this import made of a row, found by their place among those it made, where all is still as the row says. */
const MADE = `(select c.id from main.customers c where c.id = o.person + cast(:shift as integer) and c.import_id = :importId
  and c.erased_at is null and c.external_id is r.external_id and c.phone is r.phone and c.email is r.email
  and c.telegram_id is r.telegram_id)`

/** Who a customer of the file became: by their number, as whom they were joined with, or known again as all are. */
const OWNER = `case
  when o.customer is not null then coalesce(
    (select c.id from main.customers c where c.external_id = r.external_id and c.erased_at is null),
    (select c.id from main.customers c where c.erased_at is null and c.id
    = coalesce((select j.into_id from main.joined_customers j where j.id = o.customer), o.customer)))
  else coalesce(${MADE}, ${knownCustomer(ROW_KEYS, 'main')}) end`

const RANGE = 'o.id > :after and o.id <= :upto'

/**
 * New orders; what a shop told of meanwhile is as it says. What cannot be ends the slice with its transaction (see
 * `takePeople`), so that no page that is changed is kept as it was for the statement alone.
 */
const ADD_ORDERS = `
  with w as materialized (select o.*, ${OWNER} as owner from incoming.ordered o left join incoming.result r on r.id = o.person
    where ${RANGE} and o.known_id is null order by o.id)
  insert or fail into main.orders (external_id, customer_id, at, at_precision, status, total, refunded, discount, currency,
    promo_code, promo_folded, renewal, import_id)
  select order_id, owner, at, at_precision, status, total, refunded, discount, currency, promo_code, promo_folded, renewal,
    cast(:importId as integer) from w where owner is not null order by id
  on conflict (external_id) do nothing`

/** What was in them. */
const ADD_LINES = `
  insert or fail into main.order_lines (order_id, line, product, product_folded, sku, sku_folded, category, category_folded,
    quantity, price)
  select m.id, l.line, l.product, l.product_folded, l.sku, l.sku_folded, l.category, l.category_folded, l.quantity, l.price
  from incoming.ordered o cross join main.orders m on m.external_id = o.order_id and m.id > :newest
    cross join incoming.ordered_line l on l.ordered = o.id
  where ${RANGE} and o.known_id is null order by o.id, l.line`

/** Orders of the slice that change, and that stand as they did when the file was compared. */
const ORDERS_HERE = `
  select o.id as ordered, o.known_id as id, ${OWNER} as customer, o.at, o.at_precision as atPrecision, o.status, o.total,
    o.refunded, o.discount, o.currency, o.promo_code as promoCode, o.promo_folded as promoFolded, o.renewal, o.lines
  from incoming.ordered o left join incoming.result r on r.id = o.person cross join main.orders m on m.id = o.known_id
  where ${RANGE} and (o.was = ${standing('m')} or json_replace(o.was, '$[0]', m.customer_id) = ${standing('m')} and exists (
    select 1 from main.joined_customers j where j.id = o.was ->> 0 and j.into_id = m.customer_id)) order by o.id`

type Here = Record<string, Bindable> & { ordered: number; id: number; customer: number | null; lines: number }

/**
 * Takes some orders of a file in: within a slice of `takeIn`, behind the customers of the file. Whoever bought is noted as
 * one whose scores are to be worked out anew.
 */
export function takeOrders(db: Db, { importId, at }: OrderIntake, after: number, upto: number): Taken {
  const range = { after, upto, importId, shift: shiftOf(db, importId) }
  const newest = db.sql<{ id: number | null }>('select max(id) as id from orders').get()?.id ?? 0
  db.sql(ADD_ORDERS).run(range)
  db.sql(ADD_LINES).run({ after, upto, newest })
  markBuyers(db, newest)
  const here = db.sql<Here>(ORDERS_HERE).all(range)
  return { newest, changes: here.flatMap(order => changeOrder(db, order, importId, at)) }
}

/** Customers come in in the order of the file: by so much their ids are ahead of their rows, for most of them; null: none came. */
function shiftOf(db: Db, importId: number): number | null {
  const last = db.sql<{ id: number | null; row: number | null }>(
    `select (select max(last) from import_ranges where import_id = ? and "table" = 'customers') as id,
       (select max(id) from incoming.result) as row`,
  )
  const { id = null, row = null } = last.get(importId) ?? {}
  return id === null || row === null ? null : id - row
}

const CHANGE = `update orders set customer_id = :customer, at = :at, at_precision = :atPrecision, status = :status,
  total = :total, refunded = :refunded, discount = :discount, currency = :currency, promo_code = :promoCode,
  promo_folded = :promoFolded, renewal = :renewal, import_id = :importId where id = :id`

const CHANGE_LINES = `insert into main.order_lines (order_id, line, product, product_folded, sku, sku_folded, category,
    category_folded, quantity, price)
  select ?, line, product, product_folded, sku, sku_folded, category, category_folded, quantity, price
  from incoming.ordered_line where ordered = ? order by line`

function changeOrder(db: Db, { ordered, lines, ...told }: Here, importId: number, at: number): Change[] {
  const { id } = told
  const before = orderState(db, id)
  if (before === null || told.customer === null) return []
  db.sql(CHANGE).run({ ...told, importId })
  if (lines > 0) {
    db.sql('delete from order_lines where order_id = ?').run(id)
    db.sql(CHANGE_LINES).run(id, ordered)
  }
  const was = before.order['customer_id']
  const customers = new Set(typeof was === 'number' ? [was, told.customer] : [told.customer])
  markStale(db, customers)
  if (customers.size > 1) relinkOrdered(db, id, customers, at)
  const after = JSON.stringify({ import_id: importId })
  return [{ table: 'orders', row: id, before: JSON.stringify(before), after }]
}
