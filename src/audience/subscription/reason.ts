import type { Db } from '../../db/open.js'
import { subscriptionEvents } from '../../db/schema/index.js'

/** Why people stop offers, as far as they say. */
export const STOP_REASONS = subscriptionEvents.why.enumValues

/** One of them. */
export type StopReason = (typeof STOP_REASONS)[number]

/** The last thing they did about getting offers was a stop that nobody knows the reason of. */
const UNEXPLAINED = `id = (select max(id) from subscription_events
  where subscriber_id = ? and kind in ('stop', 'start', 'resume', 'undo')) and kind = 'stop' and why is null`

/** True while they have stopped, and were not yet heard on why. */
export function awaitsReason(db: Db, subscriberId: number): boolean {
  return db.sql(`select 1 from subscription_events where ${UNEXPLAINED}`).get(subscriberId) !== undefined
}

/**
 * They said why they stopped: it stands with their last stop, once. It says nothing where they have come back since.
 * @returns false when there is no stop to explain, or it was explained before, and nothing changed
 */
export function recordReason(db: Db, subscriberId: number, why: StopReason): boolean {
  return db.sql(`update subscription_events set why = ? where ${UNEXPLAINED}`).run(why, subscriberId).changes > 0
}
