import type { EvaluationContext } from '../window.js'
import { ofOneCustomer } from './order.js'
import { isAmong, type Sql, sql } from './sql.js'

/**
 * People whose customer's RFM scores `r` pass.
 * @param broad many may pass: they are read in the order of customers, in half the time that an index by scores takes
 */
export function scored(test: Sql, context: EvaluationContext, broad = false): Sql {
  const access = broad && context.one !== true ? sql`not indexed` : sql``
  return isAmong(
    sql`select c.subscriber_id from rfm_scores r ${access} cross join customers c on c.id = r.customer_id
    where ${test} and c.subscriber_id is not null${ofOneCustomer(sql`r.customer_id`, context)}`,
    { once: true },
  )
}
