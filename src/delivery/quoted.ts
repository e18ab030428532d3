/** That `f` is the delivery of the first message to whoever (`d`) a nudging broadcast (`b`) writes to, as SQL. */
export const IS_FIRST = 'f.broadcast_id = b.nudges and f.subscriber_id = d.subscriber_id'

/** The number of that first message in their chat, as SQL, or null. */
export const QUOTED = `(select f.message_id from deliveries f where ${IS_FIRST}
  and f.state = 'sent' and f.taken_back_at is null limit 1)`
