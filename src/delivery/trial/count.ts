import type { Db } from '../../db/open.js'
import { countedSql, ORDERED_BY_NOW } from '../../segments/compile/order.js'
import type { Proportion } from '../../statistics/proportion.js'
import { firstVersions } from '../repair.js'
import { TRYING } from './split.js'
import type { Trial } from './trial.js'

/** Rows `d` of people who got a version that is tried, as far as anybody knows. */
const TRIED = `d.broadcast_id = :broadcast and d.wave between 1 and ${TRYING} and d.state in ('sent', 'uncertain')`

/** What the person's very next act took back does not count. */
const KEPT = `coalesce((select u.kind from subscription_events u where u.subscriber_id = e.subscriber_id and u.id > e.id
  and u.kind in ('stop', 'pause', 'resume', 'undo') order by u.id limit 1), '') <> 'undo'`

/** Whether the person of a row `d` did what decides. Of orders any of theirs after it counts, whatever brought it: a version with a code leaves more traces than one without. */
const DID: Readonly<Record<Trial['decides'], string>> = {
  clicks: `exists (select 1 from clicks e where e.delivery_id = d.id and e.verdict = 'human')`,
  replies: `exists (select 1 from replies e where e.broadcast_id = d.broadcast_id and e.subscriber_id = d.subscriber_id
    and e.delivery_id = d.id) or exists (select 1 from poll_votes e where e.delivery_id = d.id)`,
  stops: `exists (select 1 from subscription_events e where e.delivery_id = d.id and e.kind = 'stop' and ${KEPT})`,
  orders: `exists (select 1 from orders o where o.customer_id = c.id and o.at >= d.claimed_at and ${countedSql.text}
    and coalesce(o.renewal, 0) = 0 and ${ORDERED_BY_NOW})`,
}

/** By orders only those are compared whose orders were known when it was sent: a message makes people known, too. */
const KNOWN = 'join customers c on c.subscriber_id = d.subscriber_id and coalesce(c.linked_at, 0) <= d.claimed_at'

/** Of each version how many people got it, and how many of them did what decides. Binds `broadcast` and `at`. */
export function countSql(decides: Trial['decides']): string {
  return `select d.variant_id as variant, count(*) as "of", count(*) filter (where ${DID[decides]}) as n, :at as at
    from deliveries d ${decides === 'orders' ? KNOWN : ''} where ${TRIED} group by d.variant_id`
}

/**
 * Of each version, in their order, how many people got it (by orders: whose orders were known), and how many of them did by now
 * what decides; corrections of a version are counted with it. Asked in the jobs' reader.
 * @param at ms UTC
 */
export async function countVersions(
  db: Db,
  { broadcastId, decides, variants }: Pick<Trial, 'broadcastId' | 'decides' | 'variants'>,
  at: number,
): Promise<Proportion[]> {
  const first = firstVersions(db, broadcastId)
  const rows = await db.jobs.rows<{ variant: number; n: number; of: number }>(countSql(decides), {
    broadcast: broadcastId,
    at,
  })
  return variants.map(id =>
    rows
      .filter(({ variant }) => (first.get(variant) ?? variant) === id)
      .reduce((sum, { n, of }) => ({ n: sum.n + n, of: sum.of + of }), { n: 0, of: 0 }),
  )
}
