import { MINUTE } from '../clock.js'
import type { Db } from '../db/open.js'
import { recordPress } from './read.js'

/** Stands in place of the browser: the press came through Telegram, certainly by a person. */
const AGENT = 'Telegram'

/**
 * Records a press on a button that does something. It counts as a click by a person, and as evidence that the message
 * was seen; pressing the same button again within a minute is the same click. To be called in a group.
 * @param press `link`: the number of its link; `messageId`: the pressed message in the chat, null when Telegram no
 * longer says
 * @returns false, and nothing is recorded, unless the delivery is the presser's and was sent
 */
export function recordButton(
  db: Db,
  press: { deliveryId: number; link: number; subscriberId: number; messageId: number | null },
  at: number,
): boolean {
  const { deliveryId, link, subscriberId } = press
  if (!recordPress(db, press, at)) return false
  db.sql(
    `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
     select d.id, :link, d.subscriber_id, d.broadcast_id, :at, 'human', 'person', '${AGENT}' from deliveries d
     where d.id = :delivery and d.subscriber_id = :subscriber and not exists (
       select 1 from clicks c where c.delivery_id = d.id and c.link = :link and c.at > :at - ${MINUTE})`,
  ).run({ delivery: deliveryId, subscriber: subscriberId, link, at })
  return true
}
