import type { Db } from '../db/open.js'
import type { Goal } from './metrics/window.js'
import { buyersAfter, repliesTo } from './reply.js'

const GLANCES = `select b.id,
    (select count(*) from deliveries where broadcast_id = b.id and state not in ('skipped', 'held_out')) as toSend,
    (select count(*) from deliveries where broadcast_id = b.id and state in ('sent', 'failed', 'uncertain')) as done,
    (select count(*) from deliveries where broadcast_id = b.id and state = 'sent') as delivered,
    case o.goal
      when 'inform' then (select count(distinct e.delivery_id) from reads e cross join deliveries d on d.id = e.delivery_id
        where e.broadcast_id = b.id and e.grade = 'confirmed' and d.state = 'sent')
      when 'collect' then (select count(distinct subscriber_id) from ${repliesTo('b.id')})
      when 'know_orders' then (select count(*) from contact_asks e cross join deliveries d on d.id = e.delivery_id
        where e.broadcast_id = b.id and e.shared_at is not null and d.state = 'sent')
      when 'move_up' then (select count(distinct e.subscriber_id) from clicks e cross join deliveries d on d.id = e.delivery_id
        where e.broadcast_id = b.id and e.verdict = 'human' and d.state = 'sent')
      else iif(known.orders, (select count(distinct person) from ${buyersAfter('b.id')}), (select count(distinct e.subscriber_id) from clicks e cross join deliveries d on d.id = e.delivery_id
        where e.broadcast_id = b.id and e.verdict = 'human' and d.state = 'sent'))
    end as judged, o.goal, known.orders as ordersKnown
  from (select exists (select 1 from orders) as orders) known cross join broadcasts b join offers o on o.id = b.offer_id where b.id in (select value from json_each(?))`

/** A broadcast at a glance, in people; `judged` is the figure of its goal. */
export type Glance = {
  id: number
  goal: Goal
  /** Any order is known, so that offers which are to sell are judged by them. */
  ordersKnown: boolean
  toSend: number
  done: number
  delivered: number
  judged: number
}

/** The one figure that a list shows of each broadcast, counted in the people's reader. */
export async function findGlances(db: Db, ids: readonly number[]): Promise<Map<number, Glance>> {
  const rows = await db.people.rows<Omit<Glance, 'ordersKnown'> & { ordersKnown: number }>(GLANCES, [
    JSON.stringify(ids),
  ])
  return new Map(rows.map(row => [row.id, { ...row, ordersKnown: row.ordersKnown === 1 }]))
}
