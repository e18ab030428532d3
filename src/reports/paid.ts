import type { Db } from '../db/open.js'
import { type CameAfter, cameAfter } from './came-after.js'
import { type Effect, findEffect } from './effect.js'
import type { KnownOf } from './orders-known.js'

/**
 * The money part of a report: which orders came after it, what came because of it, and of how many of those who got it orders
 * are known.
 */
export type Paid = { came: CameAfter; effect: Effect; known: KnownOf }

/** Of those who got a broadcast, whose orders are known. */
export const KNOWN_OF = `select count(*) as people, count(c.id) as known from deliveries d
  left join customers c on c.subscriber_id = d.subscriber_id where d.broadcast_id = :broadcast and d.state = 'sent'`

/**
 * The money part of a broadcast's report, counted in the people's reader; null while no order is known at all.
 * @param at ms UTC
 * @throws AppError `broadcast_not_found`, `query_timeout`
 */
export async function findPaid(db: Db, broadcastId: number, at: number): Promise<Paid | null> {
  if (db.sql('select 1 from orders limit 1').get() === undefined) return null
  const [came, effect, [known]] = await Promise.all([
    cameAfter(db, broadcastId),
    findEffect(db, { broadcastId }, at),
    db.people.rows<KnownOf>(KNOWN_OF, { broadcast: broadcastId }),
  ])
  return { came, effect, known: known ?? { known: 0, people: 0 } }
}
