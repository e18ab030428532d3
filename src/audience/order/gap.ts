import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { COUNTED } from '../rfm/statement.js'

/** So many of the newest orders are looked at. */
const LOOKED_AT = 20_000
/** Fewer gaps than this tell nothing. */
const FEWEST = 20

/**
 * How many whole days usually pass from one order of a customer to their next: the median over the newest orders; null
 * where too few customers ordered again.
 * @throws AppError `query_timeout`
 */
export async function usualOrderGap(db: Db): Promise<number | null> {
  const [row] = await db.people.rows<{ days: number; n: number }>(
    `with newest as (select customer_id, at from orders where ${COUNTED} order by at desc limit ${LOOKED_AT}),
       gaps as (select at - lag(at) over (partition by customer_id order by at) as gap from newest),
       known as (select gap, row_number() over (order by gap) as place, count(*) over () as n from gaps where gap >= ${DAY})
     select gap / ${DAY} as days, n from known where place = (n + 1) / 2`,
  )
  return row === undefined || row.n < FEWEST ? null : row.days
}
