import { dayEnd } from '../../audience/rfm/calendar.js'
import { orderedBySql } from '../../audience/rfm/statement.js'
import { DAY } from '../../clock.js'
import { fold } from '../../text/fold.js'
import type { Bought, Count, Money, Thing } from '../parts.js'
import { type Bounds, type EvaluationContext, ofOne, within } from '../window.js'
import { asksWhether, happened } from './event.js'
import { compareSql } from './field.js'
import { partSql } from './part.js'
import { all, among, isAmong, type Sql, sql } from './sql.js'

/** Subscribers who are known to the CRM. */
export function linkedSql(context: EvaluationContext): Sql {
  return isAmong(
    sql`select c.subscriber_id from customers c
    where c.subscriber_id is not null${ofOne(sql`c.subscriber_id`, context)}`,
    { once: true },
  )
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
export type OrderRows = Bought & {
  bounds: Bounds
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
      where ${rows.which ?? countedSql} and ${orderedWithin(sql`o.at`, rows.bounds, context)} and ${rows.test} and ${holdsLine(rows, context)}
        ${ofOneCustomer(sql`o.customer_id`, context)}
      group by o.customer_id having ${having}) g
    cross join customers c on c.id = g.customer_id where c.subscriber_id is not null`
}

/** People with so many of these orders. */
export function orderedTimes(count: Count, rows: OrderRows, context: EvaluationContext): Sql {
  return happened(count, times =>
    asksWhether(count) ? anyBuyers(rows, context) : buyers(rows, context, times(sql`count(*)`)),
  )
}

/** Subscribers with any of these orders, none of which is counted: the customers are the set that it takes to find each once. */
export function anyBuyers(rows: OrderRows, context: EvaluationContext): Sql {
  const { from, test } = ordersOf(rows, context)
  return sql`select c.subscriber_id from customers c where c.subscriber_id is not null and c.id in (
    select o.customer_id from ${from}
    where ${rows.which ?? countedSql} and ${orderedWithin(sql`o.at`, rows.bounds, context)} and ${rows.test} and ${test}
      ${ofOneCustomer(sql`o.customer_id`, context)})`
}

/** Where orders `o` are found, and what is left to be asked of them: those of a thing by its lines, each as often as it has such lines. */
function ordersOf(rows: OrderRows, context: EvaluationContext): { from: Sql; test: Sql } {
  const { product, category } = rows
  const plainly = { from: sql`orders o ${accessOf(rows, context)}`, test: holdsLine(rows, context) }
  if (context.one === true || rows.access !== undefined) return plainly
  if (product !== null)
    return { from: ofLines(linesOfProduct(product, context)), test: holdsLine({ product: null, category }, context) }
  return category === null ? plainly : { from: ofLines(linesOf(CATEGORY, category, context)), test: sql`true` }
}

function ofLines(lines: Sql): Sql {
  return sql`(${lines}) h cross join orders o on o.id = h.order_id`
}

/**
 * Subscribers with something of their orders: rows of `person` and `n`.
 * @param of.what what over all their orders `o` is asked for
 */
export function buyersBy(rows: OrderRows, context: EvaluationContext, of: { what: Sql; having: Sql }): Sql {
  return sql`select c.subscriber_id as person, g.n from (
      select o.customer_id, ${of.what} as n from orders o ${accessOf(rows, context)}
      where ${countedSql} and ${orderedWithin(sql`o.at`, rows.bounds, context)} and ${rows.test}
      group by o.customer_id having ${of.having}) g
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
export const countedSql = countedBy('o')
function countedBy(o: 'o' | 'p'): Sql {
  const text = `${o}.status = 'paid' and (${o}.total > ${o}.refunded or (${o}.total = 0 and ${o}.refunded = 0))`
  return { text, params: [] }
}

/** What an order `o` came to, net of refunds. */
export const NET = sql`(o.total - o.refunded)`

/** Windows that begin at most so long ago are few enough orders to be gathered by time. */
const RECENT = 92 * DAY

/**
 * By the lines that hold a product, whose orders are found by number; else by time, where the window is short; else
 * one pass over the index in the order of customers, which groups without sorting.
 */
function accessOf({ bounds, product, category, access }: OrderRows, context: EvaluationContext): Sql {
  if (context.one === true) return sql`indexed by orders_customer`
  if (access !== undefined) return access
  if (product !== null || category !== null) return sql`not indexed`
  return isRecent({ bounds }, context) ? sql`indexed by orders_at` : sql`indexed by orders_customer`
}

function isRecent({ bounds }: Pick<OrderRows, 'bounds'>, { at }: EvaluationContext): boolean {
  return bounds.from !== null && bounds.from >= at - RECENT
}

/** What is asked of an order `o`: what it holds, and what it came to, less refunds. */
export function orderTest(asked: Bought & { total: Money | null }, context: EvaluationContext): Sql {
  const { total } = asked
  const worth = total === null ? sql`true` : all(currencyIs(total.currency), compareSql(NET, total.compare))
  return all(worth, holdsLine(asked, context))
}

/** Orders `o` that hold what was bought, a product in one line and a category in the same or another. */
function holdsLine({ product, category }: Bought, context: EvaluationContext): Sql {
  return all(
    product === null ? sql`true` : sql`o.id in (${linesOfProduct(product, context)})`,
    category === null ? sql`true` : sql`o.id in (${linesOf(CATEGORY, category, context)})`,
  )
}

/** The orders of the lines that hold a product, by its name or its article number. */
function linesOfProduct(product: Thing, context: EvaluationContext): Sql {
  const named = linesOf(PRODUCT, product, context)
  return isPart(product) ? named : sql`${named} union all ${linesOf(SKU, product, context)}`
}

function linesOf(column: Sql, thing: Thing, context: EvaluationContext): Sql {
  // Of one person only the lines of their orders are looked at.
  const mine = context.one === true ? sql` and l.order_id = o.id` : sql``
  return sql`select l.order_id from order_lines l where ${isThing(column, thing, context)}${mine}`
}

const PRODUCT = sql`l.product_folded`
const SKU = sql`l.sku_folded`
const CATEGORY = sql`l.category_folded`

function isPart(thing: Thing): boolean {
  return typeof thing === 'object' && 'contains' in thing
}

/** One line `l` that is of the product and of the category. */
function isLine({ product, category }: Bought, context: EvaluationContext): Sql {
  const is = (column: Sql, thing: Thing) => isThing(column, thing, context)
  return all(
    product === null
      ? sql`true`
      : isPart(product)
        ? is(PRODUCT, product)
        : sql`(${is(PRODUCT, product)} or ${is(SKU, product)})`,
    category === null ? sql`true` : is(CATEGORY, category),
  )
}

/** A name that stands in a column with an index of its own, as it is folded. Where a part of it is asked for, each name is looked at once. */
function isThing(column: Sql, thing: Thing, { one }: EvaluationContext): Sql {
  if (typeof thing === 'string') return sql`${column} = ${fold(thing)}`
  if ('any' in thing) return sql`${column} in ${among(thing.any.map(fold))}`
  const part = fold(thing.contains)
  if (part === '') return sql`false`
  if (one === true) return partSql(sql`coalesce(${column}, '')`, thing, part)
  const name = { text: column.text.slice(2), params: [] }
  return sql`${column} in (with recursive names(name) as (select min(${name}) from order_lines union all
      select (select min(${name}) from order_lines where ${name} > names.name) from names where names.name is not null)
    select name from names where ${partSql(sql`name`, thing, part)})`
}

/**
 * What a line `l` of an order `o` came to, minor units: its price by its quantity. The only line of an order without a price
 * is all of that order, net of refunds; another one without a price is nothing that anybody knows.
 */
export const LINE_AMOUNT = sql`(case when l.price is not null then l.price * l.quantity
  when (select count(*) from order_lines x where x.order_id = o.id) = 1 then o.total - o.refunded else 0 end)`

/** Subscribers whose lines `l` of orders `o` that count, as far as they are asked for, pass a test over all of them. */
export function lineBuyers(rows: OrderRows, context: EvaluationContext, having: Sql): Sql {
  const ofAnything = rows.product === null && rows.category === null
  // In the order of their numbers the lines of orders lie side by side.
  const access = context.one === true || isRecent(rows, context) ? accessOf(rows, context) : sql`not indexed`
  const from =
    context.one === true || ofAnything
      ? sql`orders o ${access} cross join order_lines l on l.order_id = o.id`
      : sql`order_lines l cross join orders o on o.id = l.order_id`
  return sql`select c.subscriber_id from (
      select o.customer_id from ${from}
      where ${countedSql} and ${orderedWithin(sql`o.at`, rows.bounds, context)} and ${rows.test} and ${isLine(rows, context)}
        ${ofOneCustomer(sql`o.customer_id`, context)}
      group by o.customer_id having ${having}) g
    cross join customers c on c.id = g.customer_id where c.subscriber_id is not null`
}

/**
 * Subscribers whose n-th order that counts, or last one, passes: it is looked up for each customer, which takes a quarter of
 * the time of numbering all orders.
 */
export function nthBuyers(which: number | 'last', rows: OrderRows, context: EvaluationContext): Sql {
  const ever = orderedWithin(sql`o.at`, { from: null, before: context.at + 1 }, context)
  const order = which === 'last' ? sql`o.at desc, o.id desc` : sql`o.at, o.id`
  return sql`select c.subscriber_id from customers c
    where c.subscriber_id is not null${ofOne(sql`c.subscriber_id`, context)} and (
      select ${orderedWithin(sql`o.at`, rows.bounds, context)} and ${rows.test} and ${holdsLine(rows, context)}
      from orders o indexed by orders_customer where o.customer_id = c.id and ${countedSql} and ${ever}
      order by ${order} limit 1 offset ${which === 'last' ? 0 : which - 1})`
}

/**
 * Subscribers whose first order that counts, or last one, lies in a stretch of time: of one that is short and recent those who
 * ordered in it are looked at, for an order before it or after it; else everybody's orders are.
 */
export function edgeBuyers(which: 'first' | 'last', bounds: Bounds, context: EvaluationContext): Sql {
  const ever = { from: null, before: context.at + 1 }
  const rows = { bounds, product: null, category: null }
  if (bounds.from === null || !isRecent({ bounds }, context)) {
    const time = which === 'first' ? sql`min(o.at)` : sql`max(o.at)`
    return buyers({ ...rows, bounds: ever, test: sql`true` }, context, orderedWithin(time, bounds, context))
  }
  const beyond = which === 'first' ? sql`p.at < ${bounds.from}` : sql`p.at >= ${bounds.before}`
  const others = sql`exists (select 1 from orders p indexed by orders_customer where p.customer_id = o.customer_id
    and ${countedBy('p')} and ${beyond} and ${orderedWithin(sql`p.at`, ever, context)})`
  // Nothing comes after what reaches to the evaluation.
  const test = which === 'last' && bounds.before === ever.before ? sql`true` : sql`not ${others}`
  return anyBuyers({ ...rows, test }, context)
}

/** The time of the order before the last one of the customer of orders `o`; null where there was none. */
export function lastButOneSql(context: EvaluationContext): Sql {
  const ever = orderedWithin(sql`p.at`, { from: null, before: context.at + 1 }, context)
  return sql`(select p.at from orders p indexed by orders_customer where p.customer_id = o.customer_id
    and ${countedBy('p')} and ${ever} order by p.at desc limit 1 offset 1)`
}

/**
 * Whether somebody ever had an order (`count` as of `asksWhether`), by a look at each person's; null where what is asked has
 * to be gathered from everybody's: what was bought, or a short time.
 */
export function everOrdered(count: Count, rows: OrderRows, context: EvaluationContext): Sql | null {
  if (context.one !== true && (rows.product !== null || rows.category !== null || isRecent(rows, context))) return null
  const found = sql`exists (select 1 from customers c cross join orders o indexed by orders_customer on o.customer_id = c.id
    where c.subscriber_id = s.id and ${rows.which ?? countedSql} and ${orderedWithin(sql`o.at`, rows.bounds, context)}
      and ${rows.test} and ${holdsLine(rows, context)})`
  return count === 'none' ? sql`(not ${found})` : sql`(${found})`
}

/** Orders `o` in a currency. */
export function currencyIs(currency: string): Sql {
  return sql`o.currency = ${currency}`
}
