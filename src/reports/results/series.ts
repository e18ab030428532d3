import type { Db } from '../../db/open.js'
import { NOT_TAKEN_BACK } from '../results.js'

const GOT = `select b.id, (select count(*) from deliveries where broadcast_id = b.id and state = 'sent') as got,
    (select count(distinct e.delivery_id) from clicks e cross join deliveries d on d.id = e.delivery_id
      where e.broadcast_id = b.id and e.verdict = 'human' and d.state = 'sent') as clicked
  from broadcasts b where b.id in (select value from json_each(?))`

const STOPPED = `select b.id, count(distinct e.subscriber_id) as people
  from (select id, (select min(id) from deliveries where broadcast_id = broadcasts.id) as low,
      (select max(id) from deliveries where broadcast_id = broadcasts.id) as high
    from broadcasts where id in (select value from json_each(?))) b
  cross join subscription_events e indexed by subscription_events_delivery
    on e.delivery_id between b.low and b.high and e.kind = 'stop'
  cross join deliveries d on d.id = e.delivery_id and d.broadcast_id = b.id
  where ${NOT_TAKEN_BACK} group by b.id`

/** What became of a message of a series: how often it was delivered, how often one was clicked, and who stopped offers on it. */
export type MessageFigures = { got: number; clicked: number; stopped: number }

/** The figures of messages, by the broadcasts that carry them, in the people's reader. @throws AppError `query_timeout` */
export async function messageFigures(db: Db, broadcastIds: readonly number[]): Promise<Map<number, MessageFigures>> {
  const ids = [JSON.stringify(broadcastIds)]
  const [rows, stops] = await Promise.all([
    db.people.rows<{ id: number; got: number; clicked: number }>(GOT, ids),
    db.people.rows<{ id: number; people: number }>(STOPPED, ids),
  ])
  return new Map(
    rows.map(({ id, got, clicked }) => [id, { got, clicked, stopped: stops.find(row => row.id === id)?.people ?? 0 }]),
  )
}
