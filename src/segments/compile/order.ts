import { DAY } from '../../clock.js'
import { unreachable } from '../../errors.js'
import { fold } from '../../text/fold.js'
import type { PlainLeaf } from '../criterion.js'
import { all, type Sql, sql } from '../sql.js'
import { type Bounds, type EvaluationContext, ofOne, windowBounds, within } from '../window.js'
import { timesOf } from './event.js'
import { compareSql, holdsForNothing } from './field.js'

/** Conditions on what people bought. */
export type OrderLeaf = Extract<PlainLeaf, { leaf: 'ordered' | 'spent' | 'orderTime' | 'linked' }>

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
 * A condition on the orders of a person's one customer, true or false but never NULL, between brackets. People without
 * a customer have no orders. An order counts when it is paid and something of it was not refunded, or it cost nothing.
 * Money is net of refunds. With a product or a category, orders that hold it count, whole.
 */
export function compileOrder(leaf: OrderLeaf, context: EvaluationContext): Sql {
  switch (leaf.leaf) {
    case 'linked':
      return leaf.value ? linkedSql(context) : sql`(not ${linkedSql(context)})`
    case 'ordered': {
      const { reached, times } = timesOf(leaf.count)
      const total =
        leaf.total === null ? sql`true` : all(currencyIs(leaf.total.currency), compareSql(NET, leaf.total.compare))
      const rows = { bounds: windowBounds(leaf.window, context), ...leaf, test: total }
      const people = buyers(rows, context, times(sql`count(*)`))
      return reached ? sql`(s.id in (${people}))` : sql`(s.id not in (${people}))`
    }
    case 'spent': {
      const rows = { bounds: windowBounds(leaf.window, context), ...leaf, test: currencyIs(leaf.currency) }
      if (leaf.measure === 'average')
        return sql`(s.id in (${buyers(rows, context, compareSql(sql`avg(${NET})`, leaf.compare))}))`
      const passes = compareSql(sql`sum(${NET})`, leaf.compare)
      // Over nothing the sum is 0: where that passes, everybody does but the buyers who do not.
      return holdsForNothing(leaf.compare)
        ? sql`(s.id not in (${buyers(rows, context, sql`not (${passes})`)}))`
        : sql`(s.id in (${buyers(rows, context, passes)}))`
    }
    case 'orderTime': {
      const time = leaf.which === 'first' ? sql`min(o.at)` : sql`max(o.at)`
      const rows = { bounds: { from: null, before: context.at + 1 }, product: null, category: null, test: sql`true` }
      return sql`(s.id in (${buyers(rows, context, within(time, windowBounds(leaf.window, context)))}))`
    }
    default:
      return unreachable(leaf)
  }
}

/** Which orders are asked for. */
type OrderRows = { bounds: Bounds; product: string | null; category: string | null; test: Sql }

/** Subscribers whose orders `o`, as far as they count and are asked for, pass a test over all of them. */
function buyers(rows: OrderRows, context: EvaluationContext, having: Sql): Sql {
  return sql`select c.subscriber_id from (
      select o.customer_id from orders o ${accessOf(rows, context)}
      where ${countedSql} and ${within(sql`o.at`, rows.bounds)} and ${rows.test} and ${holdsLine(rows)}
        ${ofOneCustomer(sql`o.customer_id`, context)}
      group by o.customer_id having ${having}) g
    cross join customers c on c.id = g.customer_id where c.subscriber_id is not null`
}

/** Orders `o` that count. */
export const countedSql = sql`o.status = 'paid' and (o.total > o.refunded or (o.total = 0 and o.refunded = 0))`
const NET = sql`(o.total - o.refunded)`

/** Windows that begin at most so long ago are few enough orders to be gathered by time. */
const RECENT = 92 * DAY

/**
 * By the lines that hold a product, whose orders are found by number; else by time, where the window is short; else
 * one pass over the index in the order of customers, which groups without sorting.
 */
function accessOf({ bounds, product, category }: OrderRows, { at, one }: EvaluationContext): Sql {
  if (one === true) return sql`indexed by orders_customer`
  if (product !== null || category !== null) return sql`not indexed`
  const recent = bounds.from !== null && bounds.from >= at - RECENT
  return recent ? sql`indexed by orders_at` : sql`indexed by orders_customer`
}

function holdsLine({ product, category }: OrderRows): Sql {
  return all(
    product === null
      ? sql`true`
      : sql`o.id in (select l.order_id from order_lines l where l.product_folded = ${fold(product)})`,
    category === null
      ? sql`true`
      : sql`o.id in (select l.order_id from order_lines l where l.category_folded = ${fold(category)})`,
  )
}

function currencyIs(currency: string): Sql {
  return sql`o.currency = ${currency}`
}
