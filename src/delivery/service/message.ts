import { DAY, HOUR } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { serviceMessages, serviceRefusals } from '../../db/schema/index.js'
import { AppError, isAppError } from '../../errors.js'
import { findRecipient, type To } from './recipient.js'
import { checkWords, hashOf, type ServiceWords } from './words.js'

/** So many service messages may one person get in 24 h: more are a fault of whoever asks. */
export const PER_DAY = 20

/** A message to one person that another system asks for. `externalId` is its name there: what has one is sent once. */
export type AskedMessage = ServiceWords & { externalId: string; to: To }

/** What is known of a service message. */
export type ServiceState = (typeof serviceMessages.$inferSelect)['state']

/** Why one was not taken. */
export type RefusedWhy = (typeof serviceRefusals.$inferSelect)['why']

/** What came of asking: it waits to be sent; it was asked for before, and stands so; or it was refused, and nothing will be sent. */
export type Taken =
  | { kind: 'accepted'; id: number }
  | { kind: 'same'; id: number; state: ServiceState }
  | { kind: 'refused'; why: RefusedWhy; error: AppError }

/** What taking needs beside the message. `keyId`: the key of the API that it came by, null for none. */
export type Taking = { keyId: number | null; ownTargets: readonly string[] }

/**
 * Takes a service message: it is on disk with this commit, and leaves as soon as it may. The same again changes nothing;
 * other words, or somebody else, under the same name are refused. Call it in a write.
 * @returns a refusal with `service_words` (see `checkWords`), `service_unknown` {why: see `Unknown`}, `service_unreachable`
 * {why}, `service_too_many` {limit} or `service_other_words`
 */
export function takeMessage(db: Db, asked: AskedMessage, { keyId, ownTargets }: Taking, at: number): Taken {
  let words: ServiceWords
  try {
    words = checkWords(asked, ownTargets)
  } catch (error) {
    if (isAppError(error)) return { kind: 'refused', why: 'invalid', error }
    throw error
  }
  const hash = hashOf(words)
  const known = db
    .sql<{ id: number; state: ServiceState; subscriberId: number; hash: string }>(
      'select id, state, subscriber_id as subscriberId, lower(hex(hash)) as hash from service_messages where external_id = ?',
    )
    .get(asked.externalId)
  if (known !== undefined && known.hash !== hash) return refused('other_words', 'service_other_words')
  const recipient = findRecipient(db, asked.to)
  if (known !== undefined) {
    // Whoever was linked when it was sent may be linked no more: it was theirs all the same.
    return recipient.kind === 'person' && recipient.subscriberId !== known.subscriberId
      ? refused('other_words', 'service_other_words')
      : { kind: 'same', id: known.id, state: known.state }
  }
  if (recipient.kind === 'unknown') return refused('unknown', 'service_unknown', { why: recipient.why })
  const { subscriberId, unreachable } = recipient
  if (unreachable !== null) return refused('unreachable', 'service_unreachable', { why: unreachable })
  if (countSince(db, subscriberId, at - DAY) >= PER_DAY)
    return refused('too_many', 'service_too_many', { limit: PER_DAY })
  const { lastInsertRowid } = db
    .sql(
      `insert into service_messages (external_id, hash, key_id, subscriber_id, text, entities, button, state, due_at, created_at)
       values (?, unhex(?), ?, ?, ?, ?, ?, 'queued', ?, ?)`,
    )
    .run(
      asked.externalId,
      hash,
      keyId,
      subscriberId,
      words.text,
      words.entities.length === 0 ? null : JSON.stringify(words.entities),
      words.button === null ? null : JSON.stringify(words.button),
      at,
      at,
    )
  return { kind: 'accepted', id: Number(lastInsertRowid) }
}

/** Counts one that was refused, with nothing of whom it was for. */
export function countRefusal(db: Db, why: RefusedWhy, at: number): void {
  db.sql(
    `insert into service_refusals (hour, why, n) values (?, ?, 1) on conflict (hour, why) do update set n = n + 1`,
  ).run(Math.floor(at / HOUR), why)
}

function refused(
  why: RefusedWhy,
  code: 'service_unknown' | 'service_unreachable' | 'service_too_many' | 'service_other_words',
  details: Record<string, string | number> = {},
): Taken {
  return { kind: 'refused', why, error: new AppError(code, details) }
}

function countSince(db: Db, subscriberId: number, since: number): number {
  return (
    db
      .sql<{ n: number }>('select count(*) as n from service_messages where subscriber_id = ? and created_at > ?')
      .get(subscriberId, since)?.n ?? 0
  )
}
