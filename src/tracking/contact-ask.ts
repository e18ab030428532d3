import { DAY } from '../clock.js'
import type { Db } from '../db/open.js'
import { recordPress } from './read.js'

/** For so long a number that is shared counts for the offer whose button asked for it, ms. */
const COUNTS_FOR = 7 * DAY

/**
 * Somebody pressed the button under an offer that asks for their number; the first press of a delivery is kept, and proves
 * that it was seen.
 * @param press `messageId`: the pressed message in the chat; null when Telegram no longer says
 * @returns false, and nothing is recorded, unless the delivery is the presser's and was sent
 */
export function recordContactAsk(
  db: Db,
  press: { deliveryId: number; subscriberId: number; messageId: number | null },
  at: number,
): boolean {
  if (!recordPress(db, press, at)) return false
  db.sql(
    `insert into contact_asks (delivery_id, subscriber_id, broadcast_id, at)
     select id, subscriber_id, broadcast_id, :at from deliveries where id = :delivery on conflict (delivery_id) do nothing`,
  ).run({ delivery: press.deliveryId, at })
  return true
}

/** True while the button of an offer has asked for somebody's number within the last 7 days, and they have not shared it. */
export function isContactAsked(db: Db, subscriberId: number, at: number): boolean {
  return newestAsk(db, subscriberId, at) !== null
}

/**
 * They shared their number: it counts for the newest offer that asked for it within the last 7 days.
 * @returns false where none did
 */
export function recordContactShared(db: Db, subscriberId: number, at: number): boolean {
  const ask = newestAsk(db, subscriberId, at)
  if (ask === null) return false
  db.sql('update contact_asks set shared_at = ? where delivery_id = ?').run(at, ask)
  return true
}

function newestAsk(db: Db, subscriberId: number, at: number): number | null {
  const row = db
    .sql<{ id: number; sharedAt: number | null }>(
      `select delivery_id as id, shared_at as sharedAt from contact_asks where subscriber_id = ? and at > ?
       order by at desc, delivery_id desc limit 1`,
    )
    .get(subscriberId, at - COUNTS_FOR)
  return row === undefined || row.sharedAt !== null ? null : row.id
}
