import type { Db } from '../db/open.js'

const OVER = `('finished', 'cancelled')`

/**
 * What a backup says of broadcasts that were not over is old: who got them since is not known. Those that had begun lose
 * nobody and double nobody: whoever was to get them is without an answer, as are service messages that waited. All of them wait for a human, and so do
 * repeats: which of their runs were since is not known. Call it in one
 * transaction, before anything else works with the file.
 * @returns how many broadcasts wait, and how many people of them are without an answer
 */
export function holdRestored(db: Pick<Db, 'sql'>): { broadcasts: number; people: number } {
  const people = db
    .sql(
      `update deliveries set state = 'uncertain', error = 'a backup was brought back: who got it since is not known'
       where state in ('queued', 'sending') and broadcast_id in (select id from broadcasts where state not in ${OVER})`,
    )
    .run().changes
  db.sql(
    `update service_messages set state = 'uncertain', error = 'a backup was brought back: whether it was sent since is not known'
     where state in ('queued', 'sending')`,
  ).run()
  const broadcasts = db
    .sql(
      `update broadcasts set state = 'paused', pause_reason = 'restored', pause_error = null, pause_told_at = null
       where state not in ${OVER}`,
    )
    .run().changes
  db.sql(
    `update campaigns set state = 'paused', halt = 'restored', halt_told_at = null where kind = 'repeat' and state = 'running'`,
  ).run()
  return { broadcasts, people }
}
