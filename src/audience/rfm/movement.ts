import type { Db } from '../../db/open.js'
import { computeCuts, type Group } from '../rfm.js'
import type { RfmTerms } from './rules.js'
import { type AsOf, asOf, bothPurchasesSql, cellColumn, scoreColumns } from './statement.js'

/** How many customers went from one group to another; those who stayed have the same twice. */
export type RfmMove = { from: Group; to: Group; customers: number }

/**
 * Where customers stood at two moments, by the rules of today, worked out anew from their orders: nothing of the past is
 * stored. What was refunded or cancelled since counts for neither moment. Subscribers without a customer are the row
 * *not linked* → *not linked*. It reads all orders three times, which is for the jobs' reader, although somebody waits.
 */
export async function rfmMovement(db: Db, terms: RfmTerms, from: number, to: number): Promise<RfmMove[]> {
  const [earlier, later] = [asOf(terms, from, '0'), asOf(terms, to, '1')]
  const cuts0 = (await computeCuts(db, asOf(terms, from))).cuts
  const cuts1 = (await computeCuts(db, asOf(terms, to))).cuts
  const scores = (moment: AsOf, cuts: typeof cuts0) =>
    cuts === null
      ? ['r', 'f', 'm'].map(name => `null as ${name}${moment.suffix}`).join(', ')
      : scoreColumns(moment, cuts)
  const group = (moment: AsOf) => `case
    when orders${moment.suffix} > 0 then ${cellColumn(moment)}
    when first <= ${moment.at} then 'bought_before' else 'never_bought' end`
  return db.jobs.rows<RfmMove>(
    `with purchases as materialized (${bothPurchasesSql(earlier, later)}),
      scored as materialized (select *, ${scores(earlier, cuts0)}, ${scores(later, cuts1)} from purchases)
      select ${group(earlier)} as "from", ${group(later)} as "to", count(*) as customers from scored group by 1, 2
      union all
      select 'never_bought', 'never_bought', count(*) from customers where id not in (select customer_id from purchases)
      union all
      select 'not_linked', 'not_linked', (select count(*) from subscribers) - (select count(subscriber_id) from customers)`,
    { currency: terms.currency },
  )
}
