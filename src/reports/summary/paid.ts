import type { Db } from '../../db/open.js'
import { type CameAfter, cameAfter } from '../came-after.js'
import { type Effect, findEffect } from '../effect.js'
import type { KnownOf } from '../orders-known.js'
import { findCompared, findUsualCheck, type Price, type Reckoning, reckon } from '../reckoning.js'

/**
 * The money part of a report: which orders came after it, what came because of it, whether it paid by reckoning (with the check
 * it is reckoned by, minor units), and of how many of those who got it orders are known.
 */
export type Paid = { came: CameAfter; effect: Effect; reckoning: Reckoning; usualCheck: Price | null; known: KnownOf }

/** Of those who got a broadcast, whose orders are known. */
export const KNOWN_OF = `select count(*) as people, count(c.id) as known from deliveries d
  left join customers c on c.subscriber_id = d.subscriber_id where d.broadcast_id = :broadcast and d.state = 'sent'`

/**
 * The money part of a broadcast's report, counted in the people's reader; null while no order is known at all.
 * @param shop.margin what it keeps of 100; null: not said
 * @param shop.currency the one it counts in
 * @param at ms UTC
 * @throws AppError `broadcast_not_found`, `query_timeout`
 */
export async function findPaid(
  db: Db,
  broadcastId: number,
  shop: { margin: number | null; currency: string },
  at: number,
): Promise<Paid | null> {
  if (db.sql('select 1 from orders limit 1').get() === undefined) return null
  const [came, effect, [known]] = await Promise.all([
    cameAfter(db, broadcastId),
    findEffect(db, { broadcastId }, at),
    db.people.rows<KnownOf>(KNOWN_OF, { broadcast: broadcastId }),
  ])
  const began = db
    .sql<{ at: number | null }>('select started_at as at from broadcasts where id = ?')
    .get(broadcastId)?.at
  const measured = effect.kind === 'more' || effect.kind === 'fewer' || effect.kind === 'unclear'
  const [usualCheck, discounts] = await Promise.all([
    measured && began != null ? findUsualCheck(db, shop.currency, began) : null,
    measured ? findCompared(db, broadcastId) : [],
  ])
  const reckoning = reckon(effect, { marginPer100: shop.margin, usualCheck, discounts })
  return { came, effect, reckoning, usualCheck, known: known ?? { known: 0, people: 0 } }
}
