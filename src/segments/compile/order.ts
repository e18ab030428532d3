import { dayEnd } from '../../audience/rfm/calendar.js'
import { orderedBySql } from '../../audience/rfm/statement.js'
import { DAY } from '../../clock.js'
import { fold } from '../../text/fold.js'
import { type Bounds, type EvaluationContext, ofOne, within } from '../window.js'
import { all, type Sql, sql } from './sql.js'

/** Subscribers who are known to the CRM. */
export function linkedSql(context: EvaluationContext): Sql {
  return sql`(s.id in (select c.subscriber_id from customers c
    where c.subscriber_id is not null${ofOne(sql`c.subscriber_id`, context)}))`
}

/** Narrows rows to the customer whom the person is, or those of the sample, where not everybody is asked about. */
export function ofOneCustomer(customer: Sql, { one, below }: EvaluationContext): Sql {
  if (one === true) return sql` and ${customer} = (select id from customers where subscriber_id = s.id)`
  if (below === undefined) return sql``
  return sql` and ${customer} in (select id from customers
    where subscriber_id in (select id from subscribers where dice < ${below}))`
}

/**
 * Which orders are asked for. `which`: in what state, where not those that count; `access`: by which index everybody's are
 * found, where the test has one of its own.
 */
export type OrderRows = {
  bounds: Bounds
  product: string | null
  category: string | null
  test: Sql
  which?: Sql
  access?: Sql
}

/**
 * Subscribers whose orders `o`, as far as they count (or are in the state asked for) and are asked for, pass a test over all of them. People without a
 * customer have no orders. An order counts when it is paid and something of it was not refunded, or it cost nothing.
 * With a product (its name or its article number) or a category, orders that hold it count, whole.
 */
export function buyers(rows: OrderRows, context: EvaluationContext, having: Sql): Sql {
  return sql`select c.subscriber_id from (
      select o.customer_id from orders o ${accessOf(rows, context)}
      where ${rows.which ?? countedSql} and ${orderedWithin(sql`o.at`, rows.bounds, context)} and ${rows.test} and ${holdsLine(rows)}
        ${ofOneCustomer(sql`o.customer_id`, context)}
      group by o.customer_id having ${having}) g
    cross join customers c on c.id = g.customer_id where c.subscriber_id is not null`
}

/**
 * A time of an order inside a stretch of time. One of which the day only is known stands at the end of that day, and is
 * inside what reaches to the evaluation from the day's beginning (see `orderedBySql`).
 */
export function orderedWithin(time: Sql, bounds: Bounds, { at, zone }: EvaluationContext): Sql {
  if (bounds.before !== at + 1) return within(time, bounds)
  const today = within(time, { ...bounds, before: dayEnd(at, zone) + 1 })
  return sql`${today} and (${time} < ${bounds.before} or (${time} + 1) % 60000 = 0)`
}

/** Orders `o` as of `:at`, now: a statement's text. */
export const ORDERED_BY_NOW = orderedBySql('o.at', ':at', null)

/** Orders `o` that count. */
export const countedSql = sql`o.status = 'paid' and (o.total > o.refunded or (o.total = 0 and o.refunded = 0))`
/** What an order `o` came to, net of refunds. */
export const NET = sql`(o.total - o.refunded)`

/** Windows that begin at most so long ago are few enough orders to be gathered by time. */
const RECENT = 92 * DAY

/**
 * By the lines that hold a product, whose orders are found by number; else by time, where the window is short; else
 * one pass over the index in the order of customers, which groups without sorting.
 */
function accessOf({ bounds, product, category, access }: OrderRows, { at, one }: EvaluationContext): Sql {
  if (one === true) return sql`indexed by orders_customer`
  if (access !== undefined) return access
  if (product !== null || category !== null) return sql`not indexed`
  const recent = bounds.from !== null && bounds.from >= at - RECENT
  return recent ? sql`indexed by orders_at` : sql`indexed by orders_customer`
}

function holdsLine({ product, category }: OrderRows): Sql {
  return all(
    product === null
      ? sql`true`
      : sql`o.id in (select l.order_id from order_lines l where l.product_folded = ${fold(product)}
          union all select l.order_id from order_lines l where l.sku_folded = ${fold(product)})`,
    category === null
      ? sql`true`
      : sql`o.id in (select l.order_id from order_lines l where l.category_folded = ${fold(category)})`,
  )
}

/** Orders `o` in a currency. */
export function currencyIs(currency: string): Sql {
  return sql`o.currency = ${currency}`
}
