import type { Db } from '../../db/open.js'
import { type Difference, newcombe } from '../../statistics/proportion.js'

/** How many of some people moved up the ladder. */
export type Rise = { people: number; rose: number }

/**
 * Who moved up the ladder. `beside`: `control` compares all who were to get it with its control group, which dice chose, and
 * `difference` (0–1, null of fewer than 30 on a side) is what came because of it; `unsent`: without one, those who got it stand
 * beside whoever can be reached and was not in it, which proves nothing.
 */
export type Risen = { sent: Rise; others: Rise; beside: 'control' | 'unsent'; difference: Difference | null }

/** Fewer people say nothing about a share. */
export const FEWEST_PEOPLE = 30

/**
 * Where people stood when the broadcast began is what they moved away from first, where they stand at its window's end
 * what they moved to last. Unknown counts as the first step here: to find out that somebody has no problem is no rise.
 */
const RISEN = `moves as materialized (
    select subscriber_id as person, "from", "to",
      row_number() over (partition by subscriber_id order by at, id) as place,
      row_number() over (partition by subscriber_id order by at desc, id desc) as back
    from awareness_moves where at > :from and at <= :until),
  risen as materialized (
    select a.person from moves a join moves b on b.person = a.person and b.back = 1
      where a.place = 1 and coalesce(b."to", 1) > coalesce(a."from", 1))`

/** Everybody who was assigned, delivered or not: dice made both sides alike, and who can be reached no longer is in both. */
export const BESIDE_CONTROL = `with ${RISEN}
  select 1 - m.held as sent, count(*) as people, count(r.person) as rose
  from holdout_members m left join risen r on r.person = m.subscriber_id where m.holdout_id = :holdout group by m.held`

const BESIDE_UNSENT = `with ${RISEN}
  select 1 as sent, count(*) as people, count(r.person) as rose from (
      select distinct subscriber_id as person from deliveries where broadcast_id = :broadcast and state = 'sent') d
    left join risen r on r.person = d.person
  union all
  select 0, count(*), count(r.person) from subscribers s left join risen r on r.person = s.id
    where s.status = 'active' and s.created_at <= :from
      and s.id not in (select subscriber_id from deliveries where broadcast_id = :broadcast)`

/**
 * Who moved up over the time of a broadcast, beside its control group where it has one.
 * @param from when it began, ms UTC
 * @param until when its window closes, ms UTC
 */
export async function findRise(db: Db, broadcastId: number, from: number, until: number): Promise<Risen> {
  const holdout = db
    .sql<{ id: number }>(
      `select h.id from holdouts h where h.broadcast_id = ?
         and exists (select 1 from holdout_members where holdout_id = h.id and held = 1)`,
    )
    .get(broadcastId)
  const rows = await (holdout === undefined
    ? db.people.rows<Rise & { sent: number }>(BESIDE_UNSENT, { broadcast: broadcastId, from, until })
    : db.people.rows<Rise & { sent: number }>(BESIDE_CONTROL, { holdout: holdout.id, from, until }))
  const of = (side: number): Rise => {
    const { people = 0, rose = 0 } = rows.find(({ sent }) => sent === side) ?? {}
    return { people, rose }
  }
  const [sent, others] = [of(1), of(0)]
  if (holdout === undefined) return { sent, others, beside: 'unsent', difference: null }
  const enough = Math.min(sent.people, others.people) >= FEWEST_PEOPLE
  const share = ({ rose, people }: Rise) => ({ n: rose, of: people })
  return { sent, others, beside: 'control', difference: enough ? newcombe(share(sent), share(others)) : null }
}
