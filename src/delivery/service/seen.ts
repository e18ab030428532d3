import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'

/**
 * Somebody quoted a message, or reacted to it: if it is a service message of theirs, they have seen it for certain. One of
 * which no answer came is known by its words, and counts as sent from then on.
 * @param shown the message in their chat, and its words as far as they are known
 */
export function recordServiceSeen(
  db: Db,
  subscriberId: number,
  shown: { messageId: number; text: string | null },
  at: number,
): void {
  const seen = db
    .sql(
      `update service_messages set read_at = iif(read_grade = 'confirmed', read_at, ?), read_grade = 'confirmed'
       where subscriber_id = ? and message_id = ?`,
    )
    .run(at, subscriberId, shown.messageId).changes
  if (seen > 0 || shown.text === null) return
  db.sql(
    `update service_messages set state = 'sent', reason = 'evidence', sent_at = claimed_at, message_id = ?, error = null,
       read_at = ?, read_grade = 'confirmed'
     where id = (select id from service_messages where subscriber_id = ? and state = 'uncertain' and text = ?
       order by created_at desc limit 1)`,
  ).run(shown.messageId, at, subscriberId, shown.text)
}

/** Anything that a person does in the chat: the newest service message of the last 24 h was probably on the screen. */
export function recordServiceActivity(db: Db, subscriberId: number, at: number): void {
  db.sql(
    `update service_messages set read_at = ?, read_grade = 'inferred' where read_at is null and id = (
       select id from service_messages where subscriber_id = ? and created_at > ? and state = 'sent' and sent_at > ?
       order by created_at desc, id desc limit 1)`,
  ).run(at, subscriberId, at - 2 * DAY, at - DAY)
}
