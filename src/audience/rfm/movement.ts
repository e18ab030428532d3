import type { Db } from '../../db/open.js'
import { computeCuts, type Group } from '../rfm.js'
import { cellSql } from './cell.js'
import type { RfmTerms } from './rules.js'
import { type AsOf, asOf, bothPurchasesSql, scoreColumns } from './statement.js'

/** How many customers went from one group to another; those who stayed have the same twice. */
export type RfmMove = { from: Group; to: Group; customers: number }

/**
 * Where customers stood at two moments, by the rules of today, worked out anew from their orders: nothing of the past is
 * stored. What was refunded or cancelled since counts for neither moment. Subscribers without a customer are the row
 * *not linked* → *not linked*. It reads all orders three times, which is for the jobs' reader, although somebody waits.
 */
export async function rfmMovement(db: Db, terms: RfmTerms, from: number, to: number): Promise<RfmMove[]> {
  const [earlier, later] = [asOf(terms, from, '0'), asOf(terms, to, '1')]
  const cuts0 = await computeCuts(db, asOf(terms, from))
  const cuts1 = await computeCuts(db, asOf(terms, to))
  const scores = (moment: AsOf, cuts: typeof cuts0) =>
    cuts === null
      ? ['r', 'f', 'm'].map(name => `null as ${name}${moment.suffix}`).join(', ')
      : scoreColumns(moment, cuts)
  return db.jobs.rows<RfmMove>(
    `with purchases as materialized (${bothPurchasesSql(earlier, later)}),
      scored as materialized (select *, ${scores(earlier, cuts0)}, ${scores(later, cuts1)} from purchases),
      coded as materialized (
        select 1000 * ${code(earlier)} + ${code(later)} as code, count(*) as customers from scored group by 1)
      select ${nameOf('(code / 1000)')} as "from", ${nameOf('(code % 1000)')} as "to", sum(customers) as customers
        from coded group by 1, 2
      union all
      select 'never_bought', 'never_bought', count(*) from customers where id not in (select customer_id from purchases)
      union all
      select 'not_linked', 'not_linked', (select count(telegram_id) from subscribers) - (select count(subscriber_id) from customers)`,
    { currency: terms.currency },
  )
}

/** Where a customer stands as one number, because a million of those are sorted sooner than names: 555, or 1, or 0. */
function code({ at, suffix }: AsOf): string {
  const score = `100 * r${suffix} + 10 * f${suffix} + m${suffix}`
  return `(case when orders${suffix} > 0 then ${score} when first <= ${at} then 1 else 0 end)`
}

/** The group that a number stands for. */
function nameOf(code: string): string {
  const cell = cellSql(`${code} / 100`, `${code} / 10 % 10`, `${code} % 10`)
  return `case ${code} when 0 then 'never_bought' when 1 then 'bought_before' else ${cell} end`
}
