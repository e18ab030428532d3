import type { Db } from '../../../db/open.js'

/** True for somebody whose messages are kept and not passed on. */
export function isMuted(db: Db, telegramId: number): boolean {
  return db.sql('select 1 from muted where telegram_id = ?').get(telegramId) !== undefined
}

/** Mutes somebody: what they wrote and write is kept, and nobody need answer it. Or lets them be heard again. @param at ms UTC */
export function setMuted(db: Db, telegramId: number, muted: boolean, at: number): void {
  if (!muted) {
    db.sql('delete from muted where telegram_id = ?').run(telegramId)
    return
  }
  db.sql('insert or ignore into muted (telegram_id, at) values (?, ?)').run(telegramId, at)
  db.sql('update inbox set kept_at = ? where telegram_id = ? and passed_at is null and kept_at is null').run(
    at,
    telegramId,
  )
  db.sql('update inbox set answered_at = ? where telegram_id = ? and answered_at is null').run(at, telegramId)
}

/** Keeps all that waits of this person but the `most` oldest. @returns how many that were */
export function keepBeyond(db: Db, telegramId: number, most: number, at: number): number {
  return db
    .sql(
      `update inbox set kept_at = ? where id in (
         select id from inbox where telegram_id = ? and passed_at is null and kept_at is null
         order by id limit -1 offset ?)`,
    )
    .run(at, telegramId, most).changes
}

/** What is kept of a person and stands nowhere: how many messages, and the ids of the oldest. */
export function findKept(db: Db, telegramId: number, limit: number): { messages: number; oldest: number[] } {
  const kept = 'from inbox where telegram_id = ? and passed_at is null and kept_at is not null and answer_id is null'
  const messages = db.sql<{ n: number }>(`select count(*) as n ${kept}`).get(telegramId)?.n ?? 0
  const oldest = db.sql<{ id: number }>(`select id ${kept} order by id limit ?`).all(telegramId, limit)
  return { messages, oldest: oldest.map(({ id }) => id) }
}
