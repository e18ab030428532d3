import { HOUR } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { CameAfter } from '../came-after.js'

const HOURS_OF_DAY = 24

/**
 * What happened in one stretch of time after people got a message: `hours` from `from` on (before `before`), counted from when
 * each got it. `clicked`: people whose first click it was; `orders`: those that came after it.
 */
export type Stretch = { from: number; before: number; clicked: number; orders: number }

/** Who clicked a delivered message first so many whole hours after they got it. Bound to `broadcast`. */
export const FIRST_CLICKS = `select hour, count(*) as people from (
    select min(max(c.at - coalesce(d.sent_at, d.claimed_at), 0) / ${HOUR}) as hour from clicks c
      cross join deliveries d on d.id = c.delivery_id and d.state = 'sent'
    where c.broadcast_id = :broadcast and c.verdict = 'human' group by c.delivery_id)
  group by hour order by hour`

/**
 * Clicks and orders by the hour of the first day, and by the days after it; stretches in which nothing happened are left out.
 * `dayOnly`: orders of which the day only is known, in none of them.
 * @param came the orders, see `cameAfter`; null: none is known
 * @throws AppError `query_timeout`
 */
export async function findHours(
  db: Db,
  broadcastId: number,
  came: Pick<CameAfter, 'perHour'> | null,
): Promise<{ stretches: Stretch[]; dayOnly: number }> {
  const clicks = await db.people.rows<{ hour: number; people: number }>(FIRST_CLICKS, { broadcast: broadcastId })
  const stretches = new Map<number, Stretch>()
  const at = (hour: number): Stretch => {
    const from = hour < HOURS_OF_DAY ? hour : hour - (hour % HOURS_OF_DAY)
    const known = stretches.get(from)
    if (known !== undefined) return known
    const made = { from, before: from + (hour < HOURS_OF_DAY ? 1 : HOURS_OF_DAY), clicked: 0, orders: 0 }
    stretches.set(from, made)
    return made
  }
  for (const { hour, people } of clicks) at(hour).clicked += people
  let dayOnly = 0
  for (const { hour, orders } of came?.perHour ?? []) {
    if (hour === null) dayOnly += orders
    else at(hour).orders += orders
  }
  return { stretches: [...stretches.values()].sort((a, b) => a.from - b.from), dayOnly }
}
