import type { Db } from '../db/open.js'
import { giveUnknown } from './campaign/series/unknown.js'

const OVER = `('finished', 'cancelled')`

/**
 * After a backup is restored nobody knows who got what since. Broadcasts that had begun keep every person and send
 * nothing twice: whoever was still to get one becomes `uncertain`, and so do waiting service messages and what was due
 * in a series. All of them, and all campaigns, wait for an admin. Call it in one transaction, before anything else works
 * with the file.
 * @param at ms UTC
 * @returns how many broadcasts wait, and how many of their people are uncertain
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
