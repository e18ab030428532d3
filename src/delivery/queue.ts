import { recordUnreachable } from '../audience/subscription.js'
import type { Db } from '../db/open.js'
import { unreachable } from '../errors.js'
import { gateSql } from './gate.js'
import type { Outcome } from './outcome.js'

/** One message that may leave now: the row is `sending` on disk once the claim's commit is done. */
export type Claimed = {
  id: number
  broadcastId: number
  subscriberId: number
  variantId: number
  telegramId: number
  firstName: string
  lastName: string | null
  username: string | null
}

/** What a claim brought: messages to send, and how many people were left out at the last moment. */
export type Claim = { messages: Claimed[]; skipped: number }

/**
 * Takes up to `n` waiting rows of a running broadcast, oldest due first. The gate is asked again inside this very
 * UPDATE: who stopped or paused since the plan becomes `skipped` with the reason.
 */
export function claimDeliveries(db: Db, broadcastId: number, n: number, at: number): Claim {
  const gate = gateSql(at)
  const taken = db
    .sql<{ id: number; state: string }>(
      `update deliveries set
         state = iif(c.reason is null, 'sending', 'skipped'), reason = c.reason,
         claimed_at = iif(c.reason is null, ?, claimed_at), attempts = attempts + (c.reason is null)
       from (
         select d.id, ${gate.text} as reason from deliveries d join subscribers s on s.id = d.subscriber_id
         where d.broadcast_id = ? and d.state = 'queued' and d.due_at <= ?
           and exists (select 1 from broadcasts where id = d.broadcast_id and state = 'running')
         order by d.due_at, d.id limit ?
       ) c
       where deliveries.id = c.id returning deliveries.id, deliveries.state`,
    )
    .all(at, ...gate.params, broadcastId, at, n)
  const ids = taken.filter(row => row.state === 'sending').map(row => row.id)
  if (ids.length === 0) return { messages: [], skipped: taken.length }
  const messages = db
    .sql<Claimed>(
      `select d.id, d.broadcast_id as broadcastId, d.subscriber_id as subscriberId, d.variant_id as variantId,
         s.telegram_id as telegramId, s.first_name as firstName, s.last_name as lastName, s.username
       from json_each(?) ids join deliveries d on d.id = ids.value join subscribers s on s.id = d.subscriber_id`,
    )
    .all(JSON.stringify(ids))
  return { messages, skipped: taken.length - ids.length }
}

/** Turns an outcome into its write. A row that is no longer `sending` is left alone. */
export function settleDelivery(
  db: Db,
  message: { id: number; subscriberId: number },
  outcome: Outcome,
  at: number,
): void {
  switch (outcome.kind) {
    case 'sent':
      db.sql(
        `update deliveries set state = 'sent', sent_at = ?, message_id = ?, error = null where id = ? and state = 'sending'`,
      ).run(at, outcome.messageId, message.id)
      return
    case 'refused':
      db.sql(`update deliveries set state = 'failed', reason = ?, error = ? where id = ? and state = 'sending'`).run(
        outcome.reason,
        outcome.error,
        message.id,
      )
      if (outcome.reason === 'blocked' || outcome.reason === 'deactivated') {
        recordUnreachable(db, message.subscriberId, outcome.reason, at)
      }
      return
    case 'unknown':
      db.sql(`update deliveries set state = 'uncertain', error = ? where id = ? and state = 'sending'`).run(
        outcome.error,
        message.id,
      )
      return
    case 'limited':
    case 'unreached':
    case 'unauthorized':
      // Proof that nothing was sent: the row waits again and the attempt is not counted.
      db.sql(
        `update deliveries set state = 'queued', claimed_at = null, attempts = attempts - 1
         where id = ? and state = 'sending'`,
      ).run(message.id)
      return
    default:
      unreachable(outcome)
  }
}

/**
 * Every row that is `sending` belongs to a process that is gone, or to a request given up: nobody knows what became of
 * it. @returns how many rows that were
 */
export function rescueDeliveries(db: Db, why: string): number {
  return db.sql(`update deliveries set state = 'uncertain', error = ? where state = 'sending'`).run(why).changes
}

/**
 * Believes evidence: a row without Telegram's answer becomes `sent` once its link was opened, its button pressed or it
 * was answered, because nobody could have done so without the message. @returns the broadcasts in which that happened
 */
export function promoteDeliveries(db: Db): number[] {
  const rows = db
    .sql<{ broadcastId: number }>(
      `update deliveries set state = 'sent', sent_at = claimed_at, reason = 'evidence',
         message_id = (select message_id from reads where delivery_id = deliveries.id and message_id is not null limit 1)
       where state = 'uncertain' and claimed_at is not null and (
         exists (select 1 from clicks where delivery_id = deliveries.id)
         or exists (select 1 from reads where delivery_id = deliveries.id and grade = 'confirmed'))
       returning broadcast_id as broadcastId`,
    )
    .all()
  return [...new Set(rows.map(row => row.broadcastId))]
}

/** When the next waiting row of a running broadcast is due, ms UTC; null when nothing waits. */
export function nextDueAt(db: Db, broadcastId: number): number | null {
  const row = db
    .sql<{ at: number | null }>(`select min(due_at) as at from deliveries where broadcast_id = ? and state = 'queued'`)
    .get(broadcastId)
  return row?.at ?? null
}
