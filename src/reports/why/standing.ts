import type { Db } from '../../db/open.js'
import type { deliveries } from '../../db/schema/index.js'

/** What became of each broadcast for somebody: the state of their row, null where they have none. */
export type Standing = {
  broadcastId: number
  name: string
  at: number
  state: (typeof deliveries.$inferSelect)['state'] | null
}

/** Broadcasts are few: each is asked for its row of this person. The one that began last comes first. */
export const STANDINGS = `select b.id as broadcastId, o.name, coalesce(b.started_at, b.starts_at) as at,
    (select d.state from deliveries d where d.broadcast_id = b.id and d.subscriber_id = ? order by d.occurrence desc limit 1) as state
  from broadcasts b cross join offers o on o.id = b.offer_id
  where not (b.state = 'cancelled' and b.started_at is null)
  order by coalesce(b.started_at, b.starts_at) desc, b.id desc limit ? offset ?`

/** A page of all broadcasts with what became of them for one person, and how many there are. */
export function listStandings(
  db: Db,
  subscriberId: number,
  page: { limit: number; offset: number },
): { standings: Standing[]; total: number } {
  const total =
    db
      .sql<{ n: number }>(`select count(*) as n from broadcasts where not (state = 'cancelled' and started_at is null)`)
      .get()?.n ?? 0
  return { standings: db.sql<Standing>(STANDINGS).all(subscriberId, page.limit, page.offset), total }
}
