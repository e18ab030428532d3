import type { Db } from '../db/open.js'

/**
 * Forgets where messages stood in the chat of somebody who is forgotten: some at once, the rest by `forgetSeen`. That
 * they opened, saw and answered them stays, as counts of the anonymous row that is left.
 */
export function eraseFromTracking(db: Pick<Db, 'sql'>, subscriberId: number): void {
  forgetSeen(db, subscriberId)
  // What they chose in polls says what they are; nothing of it is kept.
  db.sql('delete from poll_votes where subscriber_id = ?').run(subscriberId)
  db.sql('delete from polls where subscriber_id = ?').run(subscriberId)
  db.sql('delete from unmatched_votes where subscriber_id = ?').run(subscriberId)
  db.sql('update replies set message_id = -id where subscriber_id = ? and message_id > 0').run(subscriberId)
  // That it happened stays; the key by which its reporter knows it, and what was said with it, go.
  db.sql('update events set key = null, hash = null, properties = null, folded = null where subscriber_id = ?').run(
    subscriberId,
  )
}

/** Rows of one write: each lies on a page of its own. */
const AT_ONCE = 200

/** Forgets where some of what somebody saw stood in their chat. @returns how many; 0 when nothing is left */
export function forgetSeen(db: Pick<Db, 'sql'>, subscriberId: number): number {
  return db
    .sql(
      `update reads set message_id = null where (delivery_id, evidence) in (
         select delivery_id, evidence from reads where subscriber_id = ? and message_id is not null limit ${AT_ONCE})`,
    )
    .run(subscriberId).changes
}
