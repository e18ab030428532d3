import type { Db } from '../../../db/open.js'
import { isAppError } from '../../../errors.js'

/**
 * Everybody whom today moved over the line between "can be reached" and "cannot", by the first thing that happened to
 * them today (which side they woke up on) and by how they are now; and those whose pause ended by itself. Whoever came
 * and left on one day is one of either: that is what the day was like.
 */
const REACH = `with
  touched as materialized (
    select subscriber_id as id, min(id) as first,
      max(kind in ('start', 'resume', 'undo')) as came from subscription_events
    where at >= :day and kind in ('start', 'resume', 'undo', 'stop', 'pause', 'block', 'unblock', 'deactivate')
    group by subscriber_id),
  moved as materialized (
    select s.unreachable,
      s.status = 'active' and coalesce(s.paused_until, 0) <= :at as after,
      case when e.kind in ('stop', 'pause') then 1
        when e.kind in ('block', 'deactivate')
          then coalesce(s.unsubscribed_at, :at) >= :day and coalesce(s.paused_until, 0) <= :day
        else 0 end as before, t.came
    from touched t join subscription_events e on e.id = t.first join subscribers s on s.id = t.id
      where s.erased_at is null)
  select
    (select count(telegram_id) from subscribers) as subscribers,
    (select count(*) from subscribers where status = 'active' and coalesce(paused_until, 0) <= :at) as people,
    (select count(*) from moved where after > before or (came and not before and not after)) + (select count(*) from subscribers
      where paused_until > :day and paused_until <= :at and status = 'active' and id not in (select id from touched)) as plus,
    (select count(*) from moved where before > after or (came and not before and not after)) as minus,
    (select count(*) from moved where (before > after or (came and not before and not after))
      and unreachable = 'blocked') as blocked`

/** All subscribers, who of them can be reached now, and who came and left today: `blocked` of the `minus` blocked the bot. */
export type Reach = { subscribers: number; people: number; plus: number; minus: number; blocked: number }

/** Counts it in the people's reader; null when that takes too long. @param day when today began; both are ms UTC */
export async function findReach(db: Db, day: number, at: number): Promise<Reach | null> {
  try {
    return (await db.people.rows<Reach>(REACH, { day, at }))[0] ?? null
  } catch (error) {
    if (!isAppError(error, 'query_timeout')) throw error
    return null
  }
}
