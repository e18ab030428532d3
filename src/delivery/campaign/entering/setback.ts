import { type Clock, SECOND } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import { nextRange, type Range } from '../walk.js'
import { NTH } from './intake.js'

/** Less than this is how clocks are kept right. */
const NOTICED_MS = 2 * SECOND

/** Sees that the wall clock was set back, so that nobody in a series waits by the one that was ahead. */
export type Setback = {
  /** Looks at both clocks, and at some of those who came in by a clock that was ahead; call it every second. @param at ms UTC */
  look(at: number): Promise<void>
  /** True until each of them was looked at. */
  looking(): boolean
}

const OF_SERIES = `campaign_messages m cross join deliveries d on d.broadcast_id = m.broadcast_id
  and d.subscriber_id = n.subscriber_id and d.occurrence = n.occurrence and m.campaign_id = n.campaign_id`

/** Who came in for a date of theirs that lies ahead, and was sent nothing of the series. */
const EARLY = `select n.id from enrolments n not indexed join campaigns c on c.id = n.campaign_id
    and c.kind = 'series' and c.state in ('running', 'paused') and c.starts ->> '$.on.kind' = 'date' and ${NTH} = c.nth
  where n.id > :after and n.id <= :upto and n.started_at > :at
    and not exists (select 1 from ${OF_SERIES} where d.attempts > 0 or d.state not in ('queued', 'skipped'))`

/** Days that only a clock that was ahead had reached are still to come, and so is whoever was too late for them then. */
function forgetDays(db: Pick<Db, 'sql'>, moment: { at: number } & Range): void {
  db.sql(
    `delete from deliveries where id in (select d.id from enrolments n cross join ${OF_SERIES} where n.id in (${EARLY}))`,
  ).run(moment)
  db.sql(`delete from enrolments where id in (${EARLY})`).run(moment)
}

/** Creates it; at first it is asked whether anybody came in, or a series began, after now. */
export function createSetback(db: Db, clock: Clock): Setback {
  /** How far everybody is looked at again; null: nobody is. */
  let again: number | null = null
  let wall: number | null = null
  let monotonic = 0

  /** True where the wall clock went back since the last look; at the first, where somebody came in, or a series began, after now. */
  function wentBack(at: number): boolean {
    const expected = wall === null ? null : wall + (clock.monotonic() - monotonic)
    wall = at
    monotonic = clock.monotonic()
    if (expected !== null) return expected - at >= NOTICED_MS
    const newest = db
      .sql<{ at: number }>(
        `select max(coalesce((select entered_at from enrolments order by id desc limit 1), 0),
           coalesce((select max(started_at) from campaigns where kind = 'series'), 0)) as at`,
      )
      .get()
    return newest !== undefined && newest.at - at >= NOTICED_MS
  }

  /** By a clock that was ahead people wait longer than they should: each is looked at anew, and whatever is known of them was by now at the latest. */
  async function lookAgain(at: number): Promise<void> {
    const range = again === null ? null : nextRange(db, again)
    again = range?.upto ?? null
    if (range === null) return
    await db.group(() => {
      const moment = { at, ...range }
      forgetDays(db, moment)
      db.sql(
        `update enrolments set next_at = :at, started_at = min(started_at, :at), entered_at = min(entered_at, :at)
         where id > :after and id <= :upto and state = 'on_way' and (next_at > :at or entered_at > :at)`,
      ).run(moment)
      // Whoever was through with it by then may come in again for what happens now.
      db.sql(
        `update enrolments set started_at = min(started_at, :at), entered_at = min(entered_at, :at), ended_at = min(ended_at, :at)
         where id > :after and id <= :upto and state <> 'on_way' and (ended_at > :at or started_at > :at)`,
      ).run(moment)
      // What left has left, however far ahead that seemed: what follows waits for no such day.
      db.sql(
        `update deliveries set sent_at = min(sent_at, :at), claimed_at = min(claimed_at, :at)
         where (sent_at > :at or claimed_at > :at) and id in (select d.id from enrolments n not indexed
           cross join campaign_messages m on m.campaign_id = n.campaign_id and m.broadcast_id is not null
           cross join deliveries d on d.broadcast_id = m.broadcast_id and d.subscriber_id = n.subscriber_id and d.occurrence = n.occurrence
           where n.id > :after and n.id <= :upto and n.state = 'on_way')`,
      ).run(moment)
      // Nor does a reminder of what left by then come later than so long after now.
      db.sql(
        `update deliveries set due_at = :at + (select nudges_after from broadcasts where id = deliveries.broadcast_id)
         where id in (select d.id from enrolments n not indexed
           cross join broadcasts b indexed by broadcasts_campaign on b.campaign_id = n.campaign_id and b.nudges is not null
           cross join deliveries d indexed by deliveries_once on d.broadcast_id = b.id and d.subscriber_id = n.subscriber_id and d.occurrence = n.occurrence
           where n.id > :after and n.id <= :upto and d.state = 'queued' and d.due_at > :at + b.nudges_after)`,
      ).run(moment)
    })
  }

  return {
    async look(at) {
      if (wentBack(at)) {
        again = 0
        await db.group(() => {
          db.sql(
            `update campaigns set started_at = min(started_at, :at),
               position = iif(starts ->> '$.on.kind' = 'date', min(position, :at), position)
             where kind = 'series' and state in ('running', 'paused') and (started_at > :at or position > :at)`,
          ).run({ at })
          db.sql(
            `update campaign_editions set position = min(position, :at), upto = min(upto, :at)
             where upto > :at and starts ->> '$.on.kind' = 'date'`,
          ).run({ at })
        })
      }
      if (again !== null) await lookAgain(at)
    },

    looking: () => again !== null,
  }
}
