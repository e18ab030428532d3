/** The first message of whoever a nudging broadcast (`b`) writes to (`d`), as SQL: its number in their chat, or null. */
export const QUOTED = `(select f.message_id from deliveries f where f.broadcast_id = b.nudges and f.subscriber_id = d.subscriber_id
  and f.state = 'sent' and f.taken_back_at is null limit 1)`
