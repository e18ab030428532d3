import type { Db } from '../../../db/open.js'
import { joinedInto } from '../../customer/joining.js'
import { linkCustomer } from '../../linking.js'
import type { Columns } from '../change.js'
import { orderState, relinkOrdered, restoreOrder } from '../order-state.js'
import { hasLaterImport, type TakingBack, type WhyKept } from './taking.js'

/** Whose an order is again: who was joined with another one since is that one, unless this import said so. */
function ownerBefore(db: Db, taking: TakingBack, now: Columns, was: Columns[string]): Columns[string] {
  if (typeof was !== 'number' || was === now['customer_id']) return was ?? null
  const joined = joinedInto(db, was)
  if (joined !== null) return joined.importId === taking.importId ? was : joined.into
  const there = db.sql('select 1 from customers where id = ? and created_at <= ?').get(was, taking.at)
  return there === undefined ? (now['customer_id'] ?? null) : was
}

/** An order that the import added and nobody told of since. */
export function removeOrder(db: Db, taking: TakingBack, id: number): WhyKept | null {
  const order = db
    .sql<{ customerId: number; own: number; clicked: number }>(
      `select customer_id as customerId, import_id is :importId as own, click_delivery is not null as clicked
       from orders where id = :id`,
    )
    .get({ id, importId: taking.importId })
  if (order === undefined) return null
  if (hasLaterImport(db, taking, 'orders', id)) return 'imported'
  if (order.own === 0) return 'changed'
  db.sql('insert or ignore into stale_customers (customer_id) values (?)').run(order.customerId)
  db.sql('delete from order_lines where order_id = ?').run(id)
  db.sql('delete from orders where id = ?').run(id)
  if (order.clicked === 1) linkCustomer(db, order.customerId, taking.now)
  return null
}

const OWN = 'id between :first and :last and import_id = :importId and click_delivery is null'

/**
 * Takes a run of orders back that an import added: those of which nobody told since all at once, the others one by one.
 * @returns what stays, and why
 */
export function takeBackOrders(
  db: Db,
  taking: TakingBack,
  first: number,
  last: number,
): { row: number; why: WhyKept }[] {
  const run = { importId: taking.importId, first, last }
  db.sql(
    `insert or ignore into stale_customers (customer_id) select distinct customer_id from orders where ${OWN}`,
  ).run(run)
  db.sql(`delete from order_lines where order_id in (select id from orders where ${OWN})`).run(run)
  db.sql(`delete from orders where ${OWN}`).run(run)
  const left = db
    .sql<{ id: number }>('select id from orders where id between ? and ? order by id desc')
    .all(first, last)
  return left.flatMap(({ id }) => {
    const why = removeOrder(db, taking, id)
    return why === null ? [] : [{ row: id, why }]
  })
}

/** An order that the import changed and nobody told of since. */
export function returnOrder(db: Db, taking: TakingBack, id: number, before: string): WhyKept | null {
  const now = orderState(db, id)
  if (now === null) return null
  if (hasLaterImport(db, taking, 'orders', id)) return 'imported'
  if (now.order['import_id'] !== taking.importId) return 'changed'
  const was = restoreOrder(db, id, before, owner => ownerBefore(db, taking, now.order, owner))['customer_id']
  const stale = db.sql('insert or ignore into stale_customers (customer_id) values (?)')
  const customers = new Set([now.order['customer_id'] ?? null, was ?? null])
  for (const customer of customers) stale.run(customer)
  if (customers.size > 1) relinkOrdered(db, id, customers, taking.now)
  return null
}
