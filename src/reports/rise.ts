import type { Db } from '../db/open.js'

/** How many of some people moved up the ladder. */
export type Rise = { people: number; rose: number }

/** Fewer people say nothing about a share. */
export const FEWEST_PEOPLE = 30

/**
 * Where people stood when the broadcast began is what they moved away from first, where they stand at its window's end
 * what they moved to last. Unknown counts as the first step here: to find out that somebody has no problem is no rise.
 */
const RISE = `with
  moves as materialized (
    select subscriber_id as person, "from", "to",
      row_number() over (partition by subscriber_id order by at, id) as place,
      row_number() over (partition by subscriber_id order by at desc, id desc) as back
    from awareness_moves where at > :from and at <= :until),
  risen as materialized (
    select a.person from moves a join moves b on b.person = a.person and b.back = 1
      where a.place = 1 and coalesce(b."to", 1) > coalesce(a."from", 1))
  select 1 as sent, count(*) as people, count(r.person) as rose from (
      select distinct subscriber_id as person from deliveries where broadcast_id = :broadcast and state = 'sent') d
    left join risen r on r.person = d.person
  union all
  select 0, count(*), count(r.person) from subscribers s left join risen r on r.person = s.id
    where s.status = 'active' and s.created_at <= :from
      and s.id not in (select subscriber_id from deliveries where broadcast_id = :broadcast)`

/**
 * Those who got the broadcast, beside those who can be reached and were not in it, over the same time.
 * @param from when it began, ms UTC
 * @param until when its window closes, ms UTC
 */
export async function findRise(
  db: Db,
  broadcastId: number,
  from: number,
  until: number,
): Promise<{ sent: Rise; others: Rise }> {
  const rows = await db.people.rows<Rise & { sent: number }>(RISE, { broadcast: broadcastId, from, until })
  const of = (sent: number): Rise => {
    const { people = 0, rose = 0 } = rows.find(row => row.sent === sent) ?? {}
    return { people, rose }
  }
  return { sent: of(1), others: of(0) }
}
