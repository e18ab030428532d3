import type { Db } from '../db/open.js'
import type { customers } from '../db/schema/index.js'
import { countedSql } from '../segments/compile/order.js'

/** How somebody came to be known as a customer. */
export type LinkedBy = NonNullable<(typeof customers.$inferSelect)['linkedBy']>

/**
 * What is known of orders. `counted`: those that count (paid, and not given back whole), with their sum net of refunds in
 * minor units, the largest currency first. `people`: who can be reached; `known`: of them, those who are known as
 * customers, by how they came to be; `unsure`: customers of whom nobody can tell who they are.
 */
export type OrdersKnown = {
  orders: number
  counted: { currency: string; orders: number; sum: number }[]
  people: number
  known: { by: LinkedBy; people: number }[]
  customers: number
  unsure: number
}

/** Of subscribers `s`: neither stopped nor on pause, as everywhere where people "can be reached". Bound to `at`. */
const REACHABLE = `s.status = 'active' and coalesce(s.paused_until, 0) <= :at`
const SUMS = `select o.currency, count(*) as orders, sum(o.total - o.refunded) as sum from orders o where ${countedSql.text}
  group by o.currency order by orders desc, o.currency`
const KNOWN = `select c.linked_by as "by", count(*) as people from customers c join subscribers s on s.id = c.subscriber_id
  where ${REACHABLE} group by c.linked_by`
const TOTALS = `select (select count(*) from orders) as orders, (select count(*) from customers) as customers,
  (select count(*) from subscribers s where ${REACHABLE}) as people,
  (select count(distinct customer_id) from customer_conflicts where resolved_at is null) as unsure`

/** What is known of orders at a moment, ms UTC, counted in the people's reader. @throws AppError `query_timeout` */
export async function findOrdersKnown(db: Db, at: number): Promise<OrdersKnown> {
  const [[totals], counted, known] = await Promise.all([
    db.people.rows<Pick<OrdersKnown, 'orders' | 'customers' | 'people' | 'unsure'>>(TOTALS, { at }),
    db.people.rows<OrdersKnown['counted'][number]>(SUMS),
    db.people.rows<{ by: LinkedBy | null; people: number }>(KNOWN, { at }),
  ])
  return {
    ...(totals ?? { orders: 0, customers: 0, people: 0, unsure: 0 }),
    counted,
    // Whoever was linked before it was written how is there by the team's word.
    known: known.map(({ by, people }) => ({ by: by ?? 'admin', people })).sort((a, b) => b.people - a.people),
  }
}

/** Of how many of those who can be reached orders are known: they are linked to a customer. */
export type KnownOf = { known: number; people: number }

/** Counted in the people's reader. @param at ms UTC. @throws AppError `query_timeout` */
export async function countOrdersKnown(db: Db, at: number): Promise<KnownOf> {
  const [row] = await db.people.rows<KnownOf>(
    `select (select count(*) from customers c cross join subscribers s on s.id = c.subscriber_id
        where c.subscriber_id is not null and ${REACHABLE}) as known,
      (select count(*) from subscribers s where ${REACHABLE}) as people`,
    { at },
  )
  return row ?? { known: 0, people: 0 }
}
