import type { Db } from '../db/open.js'
import { recordVoteSeen } from './read.js'

/** A delivery of a poll, as far as an answer to it is concerned. */
export type Polled = {
  deliveryId: number
  broadcastId: number
  subscriberId: number
  offerId: number
  variantId: number
}

const OF_DELIVERY = `select d.id as deliveryId, d.broadcast_id as broadcastId, d.subscriber_id as subscriberId,
    b.offer_id as offerId, coalesce(d.shown_variant_id, d.variant_id) as variantId
  from deliveries d join broadcasts b on b.id = d.broadcast_id`

/** A poll stands in a chat from now on: its answers name it by this id. Telegram's word of a delivery goes before what was believed. */
export function recordPoll(db: Db, pollId: string, deliveryId: number): void {
  db.sql(
    `insert into polls (poll_id, delivery_id, subscriber_id, offer_id)
     select ?, d.id, d.subscriber_id, b.offer_id from deliveries d join broadcasts b on b.id = d.broadcast_id where d.id = ?
     on conflict (poll_id) do update set delivery_id = excluded.delivery_id, subscriber_id = excluded.subscriber_id,
       offer_id = excluded.offer_id`,
  ).run(pollId, deliveryId)
}

/**
 * Whose poll it is. One that nobody knows, because Telegram's answer to its sending was lost, is the only poll of this person
 * of which a copy may have arrived unseen; two of them, and nobody can say which, nor
 * with somebody who was sent polls as tests.
 * @returns null: nobody knows of such a poll
 */
export function findPolled(db: Db, pollId: string, voter: number): Polled | null {
  const known = db.sql<Polled>(`${OF_DELIVERY} join polls p on p.delivery_id = d.id where p.poll_id = ?`).get(pollId)
  if (known !== undefined) return known
  const open = db
    .sql<Polled>(
      `${OF_DELIVERY} join variants v on v.id = d.variant_id
       where d.subscriber_id = :voter and d.claimed_at is not null and d.state in ('sending', 'uncertain', 'sent', 'queued')
         and d.attempts > (select count(*) from polls p where p.delivery_id = d.id) and v.content ->> '$.kind' = 'poll'
         and not exists (select 1 from subscribers s cross join tests t on t.admin_id = s.telegram_id
           join variants w on w.id = t.variant_id where s.id = :voter and w.content ->> '$.kind' = 'poll') limit 2`,
    )
    .all({ voter })
  const [only] = open
  if (only === undefined || open.length > 1) return null
  recordPoll(db, pollId, only.deliveryId)
  return only
}

/** The options that stand as somebody's answer to the poll of a delivery, counted from 0; none: there is no answer. */
export function chosenIn(db: Db, deliveryId: number): number[] {
  return db
    .sql<{ option: number }>('select option from poll_votes where delivery_id = ?')
    .all(deliveryId)
    .map(({ option }) => option)
}

/** What somebody chose in a poll, in the place of what they chose before; nothing: they took it back. It proves that they have seen it. */
export function recordVote(
  db: Db,
  { deliveryId, broadcastId, subscriberId, offerId }: Polled,
  chosen: readonly { option: number; folded: string }[],
  correct: boolean | null,
  at: number,
): void {
  const before = db
    .sql<{ at: number | null }>('select min(at) as at from poll_votes where delivery_id = ?')
    .get(deliveryId)
  db.sql('delete from poll_votes where delivery_id = ?').run(deliveryId)
  const insert = db.sql(
    `insert into poll_votes (delivery_id, option, subscriber_id, broadcast_id, offer_id, folded, correct, at)
     values (:deliveryId, :option, :subscriberId, :broadcastId, :offerId, :folded, :correct, :at)`,
  )
  const row = {
    ...{ deliveryId, subscriberId, broadcastId, offerId, at: before?.at ?? at },
    correct: correct === null ? null : correct ? 1 : 0,
  }
  for (const { option, folded } of chosen) insert.run({ ...row, option, folded })
  recordVoteSeen(db, { deliveryId, broadcastId, subscriberId }, at)
}
