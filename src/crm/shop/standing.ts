import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { webhookInbox } from '../../db/schema/index.js'

type Outcome = (typeof webhookInbox.$inferSelect)['outcome']

/** A call that came: `took` ms from its arrival until it was worked off; `outcome` null while it waits. */
export type Call = {
  at: number
  topic: string
  outcome: Outcome
  orderId: string | null
  why: string | null
  took: number | null
}

/** How many different orders came, and how many calls could not be taken, by why, the latest first. */
export type CallCounts = { today: number; week: number; failures: { why: string; n: number; last: number }[] }

const CALL = 'at, topic, outcome, order_id as orderId, why, took'

/** The last call of a shop that was more than the ping of a new webhook; null while there was none. */
export function lastCallOf(db: Pick<Db, 'sql'>, id: number): Call | null {
  return (
    db
      .sql<Call>(
        `select ${CALL} from webhook_inbox where connection_id = ? and topic <> 'ping' order by at desc limit 1`,
      )
      .get(id) ?? null
  )
}

/** True where what a shop said last could not be taken. */
export function hasFailedLast(db: Pick<Db, 'sql'>, id: number): boolean {
  return lastCallOf(db, id)?.outcome === 'failed'
}

/** The last call that was about an order that was taken; null while there was none. */
export function lastOrderOf(db: Pick<Db, 'sql'>, id: number): Call | null {
  return (
    db
      .sql<Call>(
        `select ${CALL} from webhook_inbox where connection_id = ? and outcome = 'order' order by at desc limit 1`,
      )
      .get(id) ?? null
  )
}

/** The subscriber that a customer is known to be; null while that is not known. */
export function subscriberOfCustomer(db: Pick<Db, 'sql'>, customerId: number): number | null {
  return (
    db.sql<{ id: number | null }>('select subscriber_id as id from customers where id = ?').get(customerId)?.id ?? null
  )
}

/** True when WooCommerce has knocked with a webhook that was just saved. */
export function hasKnocked(db: Pick<Db, 'sql'>, id: number): boolean {
  return db.sql(`select 1 from webhook_inbox where connection_id = ? and dedupe = 'ping'`).get(id) !== undefined
}

/**
 * What came lately.
 * @param dayBegan when today began in the shop's zone, ms UTC
 * @param at ms UTC
 * @throws AppError `query_timeout`
 */
export async function countCalls(
  db: Pick<Db, 'people'>,
  id: number,
  dayBegan: number,
  at: number,
): Promise<CallCounts> {
  const week = at - 7 * DAY
  const [counts] = await db.people.rows<{ today: number; week: number }>(
    `select count(distinct iif(at >= ?, order_id, null)) as today, count(distinct order_id) as week
     from webhook_inbox where connection_id = ? and at >= ? and outcome = 'order'`,
    [dayBegan, id, week],
  )
  const failures = await db.people.rows<{ why: string; n: number; last: number }>(
    `select coalesce(why, 'fault') as why, count(*) as n, max(at) as last from webhook_inbox
     where connection_id = ? and at >= ? and outcome = 'failed' group by 1 order by 3 desc`,
    [id, week],
  )
  return { today: counts?.today ?? 0, week: counts?.week ?? 0, failures }
}

/** Calls that were refused within a week: how many, and since when, ms UTC; null where none was. */
export function refusedCalls(
  db: Pick<Db, 'sql'>,
  id: number,
  why: 'forged' | 'no_secret',
  at: number,
): { n: number; since: number; last: number } | null {
  const row = db
    .sql<{ n: number | null; since: number; last: number }>(
      `select sum(n) as n, min(first_at) as since, max(last_at) as last from webhook_refusals
       where connection_id = ? and why = ? and last_at >= ?`,
    )
    .get(id, why, at - 7 * DAY)
  return row === undefined || row.n === null ? null : { n: row.n, since: row.since, last: row.last }
}
