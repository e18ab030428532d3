import type { Db } from '../db/open.js'

/**
 * SQL, true for a row of `deliveries` (under the given alias) that its person must have received: its link was opened,
 * its button pressed, or the message quoted or reacted to, which nobody can do without it.
 */
export function evidentSql(alias: string): string {
  return `(exists (select 1 from clicks where delivery_id = ${alias}.id)
    or exists (select 1 from reads where delivery_id = ${alias}.id and grade = 'confirmed'))`
}

/** The message in the chat by which a row of `deliveries` was seen; null where the evidence does not name it. */
export const MESSAGE_SEEN = `(select message_id from reads
  where delivery_id = deliveries.id and message_id is not null limit 1)`

/**
 * Marks rows as `sent` where there is evidence that the message arrived, though Telegram never answered: those that
 * nobody has decided about, and those that wait to be sent again. @returns the broadcasts in which that happened
 */
export function promoteDeliveries(db: Db): number[] {
  const promoted = new Set<number>()
  // Each state by itself, because each has an index of its own.
  for (const waiting of [`state = 'uncertain'`, `state = 'queued' and attempts > 0`]) {
    const rows = db
      .sql<{ broadcastId: number }>(
        `update deliveries set state = 'sent', sent_at = claimed_at, reason = 'evidence', error = null,
           message_id = ${MESSAGE_SEEN}
         where ${waiting} and claimed_at is not null and ${evidentSql('deliveries')}
         returning broadcast_id as broadcastId`,
      )
      .all()
    for (const { broadcastId } of rows) promoted.add(broadcastId)
  }
  return [...promoted]
}

/**
 * For a message that was refused when it was sent again: if there is evidence that the first copy arrived, that counts.
 * @returns true when the row is `sent` now
 */
export function settleByEvidence(db: Db, deliveryId: number): boolean {
  return (
    db
      .sql(
        `update deliveries set state = 'sent', sent_at = claimed_at, reason = 'evidence', error = null,
           message_id = ${MESSAGE_SEEN}
         where id = ? and state = 'sending' and attempts > 1 and ${evidentSql('deliveries')}`,
      )
      .run(deliveryId).changes > 0
  )
}
