import type { Db } from '../../db/open.js'
import { countedSql, ORDERED_BY_NOW } from '../../segments/compile/order.js'
import { CUT_ONE_OF, type Money } from '../../statistics/money.js'
import type { Proportion } from '../../statistics/proportion.js'

/** Something of both sides of a comparison: of those who were to get it, and of the control group. */
export type Sides<T> = { treated: T; held: T }

/** A stretch of time of a comparison, ms UTC: `until` is not in it. `at`: now. */
export type Span = { holdout: number; from: number; until: number; at: number }

/** Everybody who was assigned (`of`), and of them those whose orders were known at that moment. */
export const ASSIGNED = `select held, count(*) as "of", sum(linked) as n from holdout_members where holdout_id = :holdout
  group by held`

/** Orders `o` that count, in the stretch of time; what continued by itself is nobody's doing. */
const ORDERS = `orders o indexed by orders_at cross join customers c on c.id = o.customer_id
  cross join holdout_members m on m.holdout_id = :holdout and m.subscriber_id = c.subscriber_id and m.linked = 1
  where o.at >= :from and o.at < :until and ${countedSql.text} and coalesce(o.renewal, 0) = 0`

/** Of both sides how many bought in a stretch of time before anybody was assigned. */
export const BOUGHT_BEFORE = `select count(distinct m.subscriber_id) as n from ${ORDERS}`

/**
 * Of either side how many bought, and what they brought in the currency of most orders: the largest of each thousand amounts
 * count as the next one below them. Somebody who was assigned later than the others counts from then on.
 */
export const BOUGHT = `with paid as materialized (
    select m.subscriber_id as person, m.held, o.currency, o.total - o.refunded as amount from ${ORDERS}
      and o.at >= m.at and ${ORDERED_BY_NOW}),
  usual as materialized (select currency from paid group by currency order by count(*) desc, currency limit 1),
  spent as materialized (
    select held, sum(iif(currency = (select currency from usual), amount, 0)) as amount from paid group by person),
  most as materialized (select coalesce((select amount from spent order by amount desc
    limit 1 offset (select (count(*) + ${CUT_ONE_OF - 1}) / ${CUT_ONE_OF} from spent)), 0) as amount)
  select held, count(*) as buyers, total(min(spent.amount, most.amount)) as sum,
    total(1.0 * min(spent.amount, most.amount) * min(spent.amount, most.amount)) as squares,
    most.amount as most, (select currency from usual) as currency
  from spent, most group by held`

type BoughtRow = { held: number; buyers: number; sum: number; squares: number; most: number; currency: string }

/** Both sides as they were assigned: `n` of them are known to the shop. @throws AppError `query_timeout` */
export async function countAssigned(db: Db, holdout: number): Promise<Sides<Proportion>> {
  const rows = await db.people.rows<Proportion & { held: number }>(ASSIGNED, { holdout })
  const side = (held: number): Proportion => {
    const { n = 0, of = 0 } = rows.find(row => row.held === held) ?? {}
    return { n, of }
  }
  return { treated: side(0), held: side(1) }
}

/**
 * Of those whose orders were known when they were assigned, how many bought in the stretch of time, whether they got it or
 * not and whatever made them; and what they brought in the currency of most orders, net of refunds. `most`: amounts above it
 * count as it. `currency` null: nobody bought.
 * @param linked how many those are, on both sides
 * @throws AppError `query_timeout`
 */
export async function countBought(
  db: Db,
  span: Span,
  linked: Sides<number>,
): Promise<{ buyers: Sides<Proportion>; money: Sides<Money>; most: number; currency: string | null }> {
  const rows = await db.people.rows<BoughtRow>(BOUGHT, span)
  const side = (held: number, of: number) => {
    const { buyers: n = 0, sum = 0, squares = 0 } = rows.find(row => row.held === held) ?? {}
    return { buyers: { n, of }, money: { n: of, sum, squares } }
  }
  const [treated, held] = [side(0, linked.treated), side(1, linked.held)]
  return {
    buyers: { treated: treated.buyers, held: held.buyers },
    money: { treated: treated.money, held: held.money },
    most: rows[0]?.most ?? 0,
    currency: rows[0]?.currency ?? null,
  }
}

/** Of both sides together how many bought in as long a time before they were assigned. @throws AppError `query_timeout` */
export async function countBoughtBefore(db: Db, { holdout, from, until }: Span): Promise<number> {
  const [row] = await db.people.rows<{ n: number }>(BOUGHT_BEFORE, { holdout, from: 2 * from - until, until: from })
  return row?.n ?? 0
}
