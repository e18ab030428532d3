import type { EvaluationContext } from '../window.js'
import { ofOneCustomer } from './order.js'
import { type Sql, sql } from './sql.js'

/** People whose customer's RFM scores `r` pass. */
export function scored(test: Sql, context: EvaluationContext): Sql {
  return sql`(s.id in (select c.subscriber_id from rfm_scores r cross join customers c on c.id = r.customer_id
    where ${test} and c.subscriber_id is not null${ofOneCustomer(sql`r.customer_id`, context)}))`
}
