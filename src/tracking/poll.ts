import { z } from 'zod'
import { DAY } from '../clock.js'
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

const POLLED = `d.id as deliveryId, d.broadcast_id as broadcastId, d.subscriber_id as subscriberId,
    b.offer_id as offerId, coalesce(d.shown_variant_id, d.variant_id) as variantId`
const OF_DELIVERY = 'from deliveries d join broadcasts b on b.id = d.broadcast_id'

/** A poll stands in a chat from now on: its answers name it by this id. Telegram's word of a delivery goes before what was believed. */
export function recordPoll(db: Db, pollId: string, deliveryId: number): void {
  db.sql(
    `insert into polls (poll_id, delivery_id, subscriber_id, offer_id)
     select ?, d.id, d.subscriber_id, b.offer_id from deliveries d join broadcasts b on b.id = d.broadcast_id where d.id = ?
     on conflict (poll_id) do update set delivery_id = excluded.delivery_id, subscriber_id = excluded.subscriber_id,
       offer_id = excluded.offer_id`,
  ).run(pollId, deliveryId)
}

/** Whose poll it is. @returns null: nobody knows of such a poll (yet) */
export function findPolled(db: Db, pollId: string): Polled | null {
  const select = `select ${POLLED} ${OF_DELIVERY} join polls p on p.delivery_id = d.id where p.poll_id = ?`
  return db.sql<Polled>(select).get(pollId) ?? null
}

/** A poll of which copies may stand in somebody's chat without anybody knowing by which ids: at most so many. */
export type UnknownPoll = Polled & { copies: number }

/** The polls of somebody of which copies may have arrived unseen, because Telegram's answer to their sending is out or was lost. */
export function listUnknownPolls(db: Pick<Db, 'sql'>, subscriberId: number): UnknownPoll[] {
  return db
    .sql<UnknownPoll>(
      `select * from (
         select ${POLLED}, d.attempts - (select count(*) from polls p where p.delivery_id = d.id) as copies
         ${OF_DELIVERY} join variants v on v.id = d.variant_id
         where d.subscriber_id = ? and d.claimed_at is not null and d.state in ('sending', 'uncertain', 'sent', 'queued')
           and v.content ->> '$.kind' = 'poll') where copies > 0`,
    )
    .all(subscriberId)
}

/** Whether somebody was sent polls as tests, of which nobody keeps the ids: an unknown one may be any of them. */
export function hasTestPolls(db: Pick<Db, 'sql'>, subscriberId: number): boolean {
  return (
    db
      .sql(
        `select 1 from subscribers s cross join tests t on t.admin_id = s.telegram_id
           join variants w on w.id = t.variant_id where s.id = ? and w.content ->> '$.kind' = 'poll' limit 1`,
      )
      .get(subscriberId) !== undefined
  )
}

/** An answer of which nobody knows yet to which poll it is. `options`: numbers from 0, none: it was taken back. */
export type UnmatchedVote = { pollId: string; options: readonly number[]; at: number }

const optionsSchema = z.array(z.int())
/** Longer than this nobody waits for Telegram's word. */
const KEPT_MS = 30 * DAY

/** Keeps an answer until it is known whose it is; a newer one to the same poll takes its place. */
export function keepVote(db: Pick<Db, 'sql'>, subscriberId: number, { pollId, options, at }: UnmatchedVote): void {
  db.sql('delete from unmatched_votes where at < ?').run(at - KEPT_MS)
  db.sql('insert or replace into unmatched_votes (poll_id, subscriber_id, options, at) values (?, ?, ?, ?)').run(
    pollId,
    subscriberId,
    JSON.stringify(options),
    at,
  )
}

/** Answers of somebody that are kept, in the order in which they came. */
export function listUnmatchedVotes(db: Pick<Db, 'sql'>, subscriberId: number): UnmatchedVote[] {
  return db
    .sql<{ pollId: string; options: string; at: number }>(
      'select poll_id as pollId, options, at from unmatched_votes where subscriber_id = ? order by at, poll_id',
    )
    .all(subscriberId)
    .map(({ options, ...row }) => ({ ...row, options: optionsSchema.parse(JSON.parse(options)) }))
}

/** It is known whose this one is. */
export function dropUnmatchedVote(db: Pick<Db, 'sql'>, pollId: string): void {
  db.sql('delete from unmatched_votes where poll_id = ?').run(pollId)
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
