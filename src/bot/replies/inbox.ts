import { HOUR } from '../../clock.js'
import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { inbox } from '../../db/schema/index.js'
import { isMuted } from './inbox/kept.js'

const COLUMNS = columnsOf(inbox, 'id', 'telegramId', 'messageId', 'deliveryId', 'at', 'album')

/**
 * One message that somebody wrote. `deliveryId`: what they probably answer; null when it answers no offer. `album`:
 * Telegram's name of the album that it is part of; null outside of one. Times are ms UTC.
 */
export type Written = RowOf<typeof COLUMNS>

/** Somebody who waits for an answer; `since` their first message without one, ms UTC. */
export type Waiting = { telegramId: number; since: number; messages: number; lastId: number }

/** Keeps what somebody wrote, to be passed on; once, however often it is told. @returns its id */
export function recordWritten(db: Db, written: Omit<Written, 'id'>): number {
  const { telegramId, messageId, deliveryId, at, album } = written
  // What a muted person writes is kept, and nobody waits for an answer.
  const kept = isMuted(db, telegramId) ? at : null
  db.sql(
    `insert or ignore into inbox (telegram_id, message_id, delivery_id, at, album, kept_at, answered_at)
     values (?, ?, ?, ?, ?, ?, ?)`,
  ).run(telegramId, messageId, deliveryId, at, album, kept, kept)
  const row = findWritten(db, telegramId, messageId)
  if (row === null) throw new Error('what was just written is not in the inbox')
  return row.id
}

/** What stands in the inbox for this message of this person; null when nothing does. */
export function findWritten(db: Db, telegramId: number, messageId: number): Written | null {
  return (
    db
      .sql<Written>(`select ${COLUMNS.sql} from inbox where telegram_id = ? and message_id = ?`)
      .get(telegramId, messageId) ?? null
  )
}

/** The entry of this id; null when there is none. */
export function findEntry(db: Db, id: number): Written | null {
  return db.sql<Written>(`select ${COLUMNS.sql} from inbox where id = ?`).get(id) ?? null
}

/** Somebody of whose messages some have reached nobody yet: the first of them, and how many there are. */
export type Unpassed = { telegramId: number; first: number; messages: number }

/** Everybody of whom something waits to be passed on, whoever waits longest first. */
export function listUnpassed(db: Db, limit: number): Unpassed[] {
  return db
    .sql<Unpassed>(
      `select telegram_id as telegramId, min(id) as first, count(*) as messages from inbox
       where passed_at is null and kept_at is null group by telegram_id order by first limit ?`,
    )
    .all(limit)
}

/** The parts of an album that have come and reached nobody yet, in their order; the message alone where it is none. */
export function listTogether(db: Db, written: Written): Written[] {
  if (written.album === null) return [written]
  return db
    .sql<Written>(
      `select ${COLUMNS.sql} from inbox where telegram_id = ? and answered_at is null and album = ? and passed_at is null and kept_at is null
       order by message_id limit 10`,
    )
    .all(written.telegramId, written.album)
}

/** The last message of this person before this one that was passed on; null when none was. */
export function findPassedBefore(db: Db, id: number, telegramId: number): Written | null {
  const row = db
    .sql<Written>(
      `select ${COLUMNS.sql} from inbox where id < ? and passed_at is not null and telegram_id = ? order by +id desc limit 1`,
    )
    .get(id, telegramId)
  return row ?? null
}

/** It stands before those who answer. */
export function recordPassed(db: Db, id: number, at: number): void {
  db.sql('update inbox set passed_at = ? where id = ?').run(at, id)
}

/** A ready answer answered it: nobody need, and it stands nowhere else. @param at ms UTC */
export function recordHandled(db: Db, id: number, answerId: number, at: number): void {
  db.sql('update inbox set answered_at = ?, kept_at = coalesce(kept_at, ?), answer_id = ? where id = ?').run(
    at,
    at,
    answerId,
    id,
  )
}

/**
 * Its writer asks for somebody after a ready answer: it is passed on like any other.
 * @returns the answer that it had had; null when it had none, or was passed on before
 */
export function reopen(db: Db, id: number): number | null {
  const row = db
    .sql<{ answer: number }>(
      'select answer_id as answer from inbox where id = ? and answer_id is not null and passed_at is null',
    )
    .get(id)
  if (row === undefined) return null
  db.sql('update inbox set answered_at = null, kept_at = null, answer_id = null where id = ?').run(id)
  return row.answer
}

/** When somebody last answered this person, or said that nobody need, ms UTC; null: never. */
export function lastAnswered(db: Db, telegramId: number): number | null {
  return (
    db
      .sql<{ at: number | null }>(
        'select max(answered_at) as at from inbox where telegram_id = ? and answer_id is null',
      )
      .get(telegramId)?.at ?? null
  )
}

/** True once it stands before those who answer. */
export function isPassed(db: Db, id: number): boolean {
  return db.sql('select 1 from inbox where id = ? and passed_at is not null').get(id) !== undefined
}

/** Nobody needs to answer what this person wrote, as far as it was passed on or kept. @returns how many messages that were */
export function recordAnswered(db: Db, telegramId: number, at: number): number {
  return db
    .sql(
      'update inbox set answered_at = ? where telegram_id = ? and answered_at is null and (passed_at is not null or kept_at is not null)',
    )
    .run(at, telegramId).changes
}

/** What this person wrote without being answered, the oldest first. */
export function listUnanswered(db: Db, telegramId: number, limit: number): Written[] {
  return db
    .sql<Written>(
      `select ${COLUMNS.sql} from inbox where telegram_id = ? and answered_at is null order by id desc limit ?`,
    )
    .all(telegramId, limit)
    .reverse()
}

/** People who wait for an answer, the longest first. */
export function listWaiting(db: Db, page: { offset: number; limit: number }): { waiting: Waiting[]; total: number } {
  const waiting = db
    .sql<Waiting>(
      `select telegram_id as telegramId, min(at) as since, count(*) as messages, max(id) as lastId from inbox
       where answered_at is null group by telegram_id order by since, telegram_id limit ? offset ?`,
    )
    .all(page.limit, page.offset)
  return { waiting, total: countPeople(db) }
}

function countPeople(db: Db): number {
  return (
    db.sql<{ n: number }>('select count(distinct telegram_id) as n from inbox where answered_at is null').get()?.n ?? 0
  )
}

/**
 * How many people wait for an answer, how many of them for over an hour, and since when the first of them does.
 * @param at ms UTC
 */
export function countUnanswered(db: Db, at: number): { people: number; overAnHour: number; oldest: number | null } {
  const row = db
    .sql<{ people: number; overAnHour: number; oldest: number | null }>(
      `select count(*) as people, coalesce(sum(since < ?), 0) as overAnHour, min(since) as oldest from (
         select min(at) as since from inbox where answered_at is null group by telegram_id)`,
    )
    .get(at - HOUR)
  return row ?? { people: 0, overAnHour: 0, oldest: null }
}
