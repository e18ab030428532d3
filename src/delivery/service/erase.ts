import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'

/** The words of a message hold somebody's order: they are needed while it may be asked about, and no longer. */
export const WORDS_KEPT_MS = 30 * DAY

/** Rows of one write, so that it stays within some milliseconds. */
const AT_ONCE = 500

/** Forgets what was said to somebody and by which name it was asked for; what waits is not sent. That there were messages stays. */
export function eraseFromService(db: Pick<Db, 'sql'>, subscriberId: number): void {
  db.sql(
    `update service_messages set state = 'skipped', reason = 'erased' where subscriber_id = ? and state = 'queued'`,
  ).run(subscriberId)
  db.sql(
    `update service_messages set external_id = null, hash = null, text = null, entities = null, button = null,
       message_id = null, error = null where subscriber_id = ?`,
  ).run(subscriberId)
}

/** Whoever paused them is a number from now on. */
export function renumberInService(db: Pick<Db, 'sql'>, admin: number, number: number): void {
  db.sql('update service_pause set admin_id = ? where admin_id = ?').run(number, admin)
}

/** Lets go of the words of messages that are older than `WORDS_KEPT_MS`. @returns how many; more may be left when it is `AT_ONCE` */
export function forgetWords(db: Db, at: number): number {
  return db
    .sql(
      `update service_messages set text = null, entities = null, button = null, error = null where id in
         (select id from service_messages where text is not null and created_at < ? and state not in ('queued', 'sending')
          limit ${AT_ONCE})`,
    )
    .run(at - WORDS_KEPT_MS).changes
}
