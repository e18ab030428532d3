import { recordChecked, recordUnreachable } from '../audience/subscription.js'
import { forgetAsked } from '../audience/survey.js'
import { SECOND } from '../clock.js'
import type { Db } from '../db/open.js'
import { unreachable } from '../errors.js'
import { releasePromo } from '../offers/promo.js'
import { listUnmatchedVotes, recordPoll } from '../tracking/poll.js'
import { settleByEvidence } from './evidence.js'
import type { Outcome } from './outcome.js'
import { matchVotes } from './poll.js'
import type { Claimed } from './queue.js'
import { queuePin } from './schedule/deadline.js'
import { queueReminder } from './schedule/reminding.js'

/** Turns an outcome into its write. A row that is no longer `sending` is left alone. */
export function settleDelivery(
  db: Db,
  message: Pick<Claimed, 'id' | 'broadcastId' | 'subscriberId' | 'lastSeenAt' | 'checkedAt' | 'pinned'>,
  outcome: Outcome,
  at: number,
): void {
  switch (outcome.kind) {
    case 'sent': {
      // Of whoever was forgotten while it was on its way nobody keeps where it stands.
      const there = isThere(db, message.subscriberId)
      db.sql(
        `update deliveries set state = 'sent', sent_at = ?, message_id = ?, error = null where id = ? and state = 'sending'`,
      ).run(at, there ? outcome.messageId : null, message.id)
      if (!there) return
      if (outcome.pollId !== undefined) recordPoll(db, outcome.pollId, message.id)
      matchKept(db, message)
      recordAlbum(db, message, outcome.others ?? [])
      if (message.pinned) queuePin(db, message, at)
      queueReminder(db, message.id, at)
      if (message.checkedAt === null) recordChecked(db, message.subscriberId, at)
      return
    }
    case 'refused':
      forgetAsked(db, message)
      if (!settleByEvidence(db, message.id)) {
        const failed = db
          .sql<{ attempts: number }>(
            `update deliveries set state = 'failed', reason = ?, error = ? where id = ? and state = 'sending' returning attempts`,
          )
          .get(outcome.reason, outcome.error, message.id)
        // Telegram took no copy of it, so nobody has seen the code.
        if (failed?.attempts === 1) releasePromo(db, message.id)
      }
      matchKept(db, message)
      if (outcome.reason === 'blocked' || outcome.reason === 'deactivated') {
        recordUnreachable(db, message.subscriberId, outcome.reason, at, message.lastSeenAt)
      }
      return
    case 'unknown':
      db.sql(`update deliveries set state = 'uncertain', error = ? where id = ? and state = 'sending'`).run(
        outcome.error,
        message.id,
      )
      return
    case 'limited':
      db.sql(`update deliveries set due_at = max(due_at, ?) where id = ? and state = 'sending'`).run(
        at + Math.ceil(outcome.retryAfter * SECOND),
        message.id,
      )
      putBack(db, message)
      return
    case 'unreached':
    case 'unauthorized':
      putBack(db, message)
      return
    default:
      unreachable(outcome)
  }
}

/** Of a poll less is unknown now: answers that waited for that may be matched. */
function matchKept(db: Db, { broadcastId, subscriberId }: { broadcastId: number; subscriberId: number }): void {
  if (listUnmatchedVotes(db, subscriberId).length === 0) return
  const row = db.sql<{ zone: string }>('select zone from broadcasts where id = ?').get(broadcastId)
  matchVotes(db, subscriberId, row?.zone ?? 'UTC')
}

function isThere(db: Db, subscriberId: number): boolean {
  return db.sql('select 1 from subscribers where id = ? and erased_at is null').get(subscriberId) !== undefined
}

/** Keeps the further messages of an album, so that whatever people do with one of them is known to concern it. */
function recordAlbum(
  db: Db,
  { id, subscriberId }: { id: number; subscriberId: number },
  others: readonly number[],
): void {
  if (others.length === 0) return
  // Of one sent again the copy that is known is that which counts.
  db.sql('delete from delivery_messages where delivery_id = ?').run(id)
  const add = db.sql(
    `insert or replace into delivery_messages (subscriber_id, message_id, delivery_id, position)
     select ?, ?, ?, ? where exists (select 1 from deliveries where id = ? and state = 'sent')`,
  )
  for (const [i, message] of others.entries()) add.run(subscriberId, message, id, i + 1, id)
}

/** Proof that nothing was sent: the row waits again and the attempt is not counted. */
function putBack(db: Db, message: { id: number; subscriberId: number }): void {
  forgetAsked(db, message)
  // Of one sent again, an earlier copy may be there: when it was claimed says so, and evidence of it still counts.
  db.sql(
    `update deliveries set state = 'queued', claimed_at = iif(attempts > 1, claimed_at, null), attempts = attempts - 1
     where id = ? and state = 'sending'`,
  ).run(message.id)
}

/**
 * Every row that is `sending` belongs to a process that is gone, or to a request given up: nobody knows what became of
 * it. @returns how many rows that were
 */
export function rescueDeliveries(db: Db, why: string): number {
  return db.sql(`update deliveries set state = 'uncertain', error = ? where state = 'sending'`).run(why).changes
}
