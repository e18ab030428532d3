import { DateTime } from 'luxon'
import { listZones } from '../../../audience/place/whereabouts.js'
import { DAY } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import type { Sql } from '../../../segments/compile.js'
import type { Broadcast } from '../../broadcast.js'
import { sameTimeIn } from '../../gate/hours.js'
import { findCampaign, type Repeat } from '../campaign.js'
import { GRACE_AFTER } from './next-run.js'

/** Whoever was written to, is being, or is kept apart to be compared had their turn; what waits in a run that was ended is no turn. */
const HAD = `select d.subscriber_id from broadcasts b join deliveries d on d.broadcast_id = b.id
  where b.id in (select value from json_each(?))
    and (d.state in ('sending', 'sent', 'uncertain', 'held_out') or d.state = 'queued' and b.state <> 'cancelled')`

/**
 * The plan of a run of a repeat: without those who had their turn, where it goes to new people only or to each person once in so
 * many days; and by everybody's own clock without whose hour was more than three hours ago. Any other broadcast's plan as it is.
 * Days are counted from run to run, not from message to message: a slow run must keep nobody from the next.
 * @param at ms UTC
 */
export function runAudienceSql(db: Db, plan: Sql, broadcast: Broadcast, at: number): Sql {
  const campaign = broadcast.campaignId === null ? null : findCampaign(db, broadcast.campaignId)
  if (campaign?.kind !== 'repeat') return plan
  const planned = db
    .sql<{ at: number }>('select planned_for as at from campaign_runs where broadcast_id = ?')
    .get(broadcast.id)?.at
  const turns = turnsSql(db, plan, campaign, { run: broadcast.id, planned: planned ?? null })
  return broadcast.ownClock === null ? turns : inTime(db, turns, broadcast.ownClock, at)
}

/**
 * The plan of a run without those who had their turn.
 * @param which.run its broadcast; null: it has not begun
 * @param which.planned when it is planned, ms UTC; null: nobody knows
 */
export function turnsSql(
  db: Db,
  plan: Sql,
  repeat: Repeat,
  which: { run: number | null; planned: number | null },
): Sql {
  const runs = runsThatCount(db, repeat, which)
  if (runs.length === 0) return plan
  return {
    text: `select person, dice, zone, part, due, reason from (${plan.text}) where person not in (${HAD})`,
    params: [...plan.params, JSON.stringify(runs)],
  }
}

/** The other runs of the same repeat, whose people it leaves out. */
function runsThatCount(
  db: Db,
  { id: campaignId, course: { to }, zone }: Repeat,
  { run, planned }: { run: number | null; planned: number | null },
): number[] {
  if (to.kind === 'everybody') return []
  const since =
    to.kind === 'new' || planned === null
      ? Number.MIN_SAFE_INTEGER
      : DateTime.fromMillis(planned, { zone }).minus({ days: to.days }).toMillis() + DAY / 2
  return db
    .sql<{ id: number }>(
      `select broadcast_id as id from campaign_runs
       where campaign_id = ? and planned_for > ? and broadcast_id is not null and broadcast_id is not ?`,
    )
    .all(campaignId, since, run)
    .map(({ id }) => id)
}

/** By own clocks a run that began late is late for some, and not for others. */
function inTime(db: Db, plan: Sql, clock: { at: number; zone: string }, at: number): Sql {
  const isOver = (zone: string) => sameTimeIn(clock, zone) < at - GRACE_AFTER
  const over = listZones(db).filter(isOver)
  if (over.length === 0 && !isOver(clock.zone)) return plan
  return {
    text: `select person, dice, zone, part, due,
        iif(reason is null and (zone in (select value from json_each(?)) or zone is null and ?), 'too_late', reason) as reason
      from (${plan.text})`,
    params: [JSON.stringify(over), isOver(clock.zone) ? 1 : 0, ...plan.params],
  }
}
