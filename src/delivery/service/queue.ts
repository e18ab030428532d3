import { z } from 'zod'
import { recordChecked, recordUnreachable } from '../../audience/subscription.js'
import { DAY, SECOND } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { unreachable } from '../../errors.js'
import { FORMATS } from '../../text/formats.js'
import type { Outcome } from '../outcome.js'
import type { ServiceWords } from './words.js'

/** What could not leave for so long says nothing any more: the order has come, or somebody has asked by now. */
const LATE_MS = DAY

/** Rows of one write, so that it stays within some milliseconds. */
const AT_ONCE = 500

/** A service message that may leave now: its row is `sending` on disk once the claim's commit is done. */
export type ServiceLetter = {
  id: number
  subscriberId: number
  telegramId: number
  words: ServiceWords
  /** When they were last seen, ms UTC, as it was claimed; null: never. */
  lastSeenAt: number | null
  /** When Telegram last said whether they can be written to, ms UTC; null: never. */
  checkedAt: number | null
}

const entitiesSchema = z.array(
  z.object({
    type: z.enum(FORMATS),
    offset: z.int(),
    length: z.int(),
    url: z.exactOptional(z.string()),
  }),
)
const buttonSchema = z.object({ label: z.string(), url: z.string() })

/** Why one that waits is not sent after all. Stop, caps and quiet hours are words about offers. Takes the moment of `LATE_MS` ago. */
const GATE = `case when s.erased_at is not null then 'erased' when s.unreachable is not null then s.unreachable
  when m.created_at < ? then 'late' end`

/** The first that wait and are due. Takes the moment, and how many. */
export const WAITING = `select id, subscriber_id, created_at, due_at from service_messages
  where state = 'queued' and due_at <= ? order by due_at, id limit ?`

/**
 * Takes up to `n` service messages that are due, the oldest first; none while they are paused. Whoever blocked the bot
 * since, and what is a day late, is `skipped` in the same update.
 */
export function claimService(db: Db, n: number, at: number): { messages: ServiceLetter[]; skipped: number } {
  const taken = db
    .sql<{ id: number; state: string }>(
      `update service_messages set state = iif(c.reason is null, 'sending', 'skipped'), reason = c.reason,
         claimed_at = ?, attempts = attempts + (c.reason is null)
       from (select m.id, ${GATE} as reason from (${WAITING}) m join subscribers s on s.id = m.subscriber_id
         where not exists (select 1 from service_pause)) c
       where service_messages.id = c.id returning service_messages.id, service_messages.state`,
    )
    .all(at, at - LATE_MS, at, n)
  const ids = taken.filter(({ state }) => state === 'sending').map(({ id }) => id)
  return { messages: ids.length === 0 ? [] : read(db, ids), skipped: taken.length - ids.length }
}

function read(db: Db, ids: number[]): ServiceLetter[] {
  return db
    .sql<Omit<ServiceLetter, 'words'> & { text: string; entities: string | null; button: string | null }>(
      `select m.id, m.subscriber_id as subscriberId, s.telegram_id as telegramId, m.text, m.entities, m.button,
         s.last_seen_at as lastSeenAt, s.checked_at as checkedAt
       from json_each(?) ids join service_messages m on m.id = ids.value join subscribers s on s.id = m.subscriber_id
       order by m.due_at, m.id`,
    )
    .all(JSON.stringify(ids))
    .map(({ text, entities, button, ...row }) => ({
      ...row,
      words: {
        text,
        entities: entities === null ? [] : entitiesSchema.parse(JSON.parse(entities)),
        button: button === null ? null : buttonSchema.parse(JSON.parse(button)),
      },
    }))
}

/** True while one is due, and they are not paused. */
export function serviceWaits(db: Db, at: number): boolean {
  return (
    db
      .sql(
        `select 1 from service_messages where state = 'queued' and due_at <= ? and not exists (select 1 from service_pause) limit 1`,
      )
      .get(at) !== undefined
  )
}

/** Turns an outcome into its write. A row that is no longer `sending` is left alone. */
export function settleService(db: Db, message: ServiceLetter, outcome: Outcome, at: number): void {
  switch (outcome.kind) {
    case 'sent':
      db.sql(
        `update service_messages set state = 'sent', sent_at = ?, message_id = ?, error = null where id = ? and state = 'sending'`,
      ).run(at, outcome.messageId, message.id)
      if (message.checkedAt === null) recordChecked(db, message.subscriberId, at)
      return
    case 'refused':
      db.sql(
        `update service_messages set state = 'failed', reason = ?, error = ? where id = ? and state = 'sending'`,
      ).run(outcome.reason, outcome.error, message.id)
      if (outcome.reason === 'blocked' || outcome.reason === 'deactivated')
        recordUnreachable(db, message.subscriberId, outcome.reason, at, message.lastSeenAt)
      return
    case 'unknown':
      db.sql(`update service_messages set state = 'uncertain', error = ? where id = ? and state = 'sending'`).run(
        outcome.error,
        message.id,
      )
      return
    case 'limited':
      putBack(db, message.id, at + Math.ceil(outcome.retryAfter * SECOND))
      return
    case 'unreached':
    case 'unauthorized':
      putBack(db, message.id, at)
      return
    default:
      unreachable(outcome)
  }
}

/** Proof that nothing was sent: the row waits again and the attempt is not counted; of whom was forgotten meanwhile it ends. */
function putBack(db: Db, id: number, dueAt: number): void {
  db.sql(
    `update service_messages set state = iif(text is null, 'skipped', 'queued'), reason = iif(text is null, 'erased', reason), claimed_at = null, attempts = attempts - 1, due_at = max(due_at, ?)
     where id = ? and state = 'sending'`,
  ).run(dueAt, id)
}

/** Every row that is `sending` is of a process that is gone, or a request given up: nobody knows what became of it. @returns how many */
export function rescueService(db: Db, why: string): number {
  return db.sql(`update service_messages set state = 'uncertain', error = ? where state = 'sending'`).run(why).changes
}

/** The wall clock was set back: what waits is due now, not hours later. */
export function makeServiceDue(db: Db, at: number): void {
  db.sql(`update service_messages set due_at = ? where state = 'queued' and due_at > ?`).run(at, at)
}

/** Drops what waited for a day, also while they are paused. @returns how many; more may wait when it is `AT_ONCE` */
export function dropLate(db: Db, at: number): number {
  return db
    .sql(
      `update service_messages set state = 'skipped', reason = 'late', claimed_at = ? where id in
         (select id from service_messages where state = 'queued' and created_at < ? limit ${AT_ONCE})`,
    )
    .run(at, at - LATE_MS).changes
}
