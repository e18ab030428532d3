import type { Db } from '../db/open.js'
import { giveUnknown } from './campaign/unknown.js'

const OVER = `('finished', 'cancelled')`

/**
 * What a backup says of broadcasts that were not over is old: who got them since is not known. Those that had begun lose
 * nobody and double nobody: whoever was to get them is without an answer, as are service messages that waited. All of them wait for a human. So do
 * campaigns: what was due in a series meanwhile is without an answer, too. Call it in one transaction, before anything else works
 * with the file.
 * @param at ms UTC
 * @returns how many broadcasts wait, and how many people of them are without an answer
 */
export function holdRestored(db: Pick<Db, 'sql'>, at: number): { broadcasts: number; people: number } {
  giveUnknown(db, at)
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
  db.sql(
    `update campaigns set state = 'paused', paused_at = ?, halt = 'restored', halt_told_at = null where state = 'running'`,
  ).run(at)
  // Those that carry a series rest and go on with it.
  const broadcasts = db
    .sql(
      `update broadcasts set state = 'paused', pause_reason = 'restored', pause_error = null, pause_told_at = null
       where state not in ${OVER} and standing = 0`,
    )
    .run().changes
  db.sql(
    `update broadcasts set state = 'paused', pause_reason = 'admin', pause_error = null where state not in ${OVER} and standing = 1`,
  ).run()
  return { broadcasts, people }
}
