import type { Db } from '../db/open.js'
import { eraseFromService, renumberInService } from './service/erase.js'

/**
 * Forgets what their messages tell of a person. That a broadcast went to them and how it ended stays, on the anonymous
 * row that is left, so that "did not get it" stays true; the message's place in the chat and Telegram's answer go: of
 * some messages at once, of the others by `forgetPlaces`. A repair leaves it as it is.
 */
export function eraseFromDeliveries(db: Pick<Db, 'sql'>, subscriberId: number): void {
  const theirs = 'select id from deliveries where subscriber_id = ? and claimed_at is not null'
  db.sql(
    `update repair_steps set state = 'failed', reason = 'gone' where state in ('queued', 'working')
       and repair_id in (select id from repairs where state = 'running') and delivery_id in (${theirs})`,
  ).run(subscriberId)
  forgetPlaces(db, subscriberId)
  db.sql('delete from delivery_messages where subscriber_id = ?').run(subscriberId)
  db.sql(`delete from delivery_ends where delivery_id in (${theirs})`).run(subscriberId)
  db.sql(
    `update enrolments set state = 'ended', why = 'stopped', next_at = null, ended_at = entered_at
     where subscriber_id = ? and state = 'on_way'`,
  ).run(subscriberId)
  eraseFromService(db, subscriberId)
}

/** Messages of one write: each lies on a page of its own. */
const AT_ONCE = 200

/** Forgets where some messages stand in the chat of somebody who is forgotten. @returns how many; 0 when nothing is left */
export function forgetPlaces(db: Pick<Db, 'sql'>, subscriberId: number): number {
  return db
    .sql(
      `update deliveries set message_id = null, error = null where id in (
         select id from deliveries where subscriber_id = ? and claimed_at is not null
           and (message_id is not null or error is not null) limit ${AT_ONCE})`,
    )
    .run(subscriberId).changes
}

/** The admin who sent or repaired these becomes a mere number. */
export function renumberInBroadcasts(db: Pick<Db, 'sql'>, admin: number, number: number): void {
  db.sql('update broadcasts set created_by = ? where created_by = ?').run(number, admin)
  db.sql('update campaigns set created_by = ? where created_by = ?').run(number, admin)
  db.sql('update trials set decided_by = ? where decided_by = ?').run(number, admin)
  db.sql('update repairs set created_by = ? where created_by = ?').run(number, admin)
  db.sql('update silent_checks set admin_id = ? where admin_id = ?').run(number, admin)
  renumberInService(db, admin, number)
  db.sql('update broadcast_changes set admin_id = ? where admin_id = ?').run(number, admin)
}
