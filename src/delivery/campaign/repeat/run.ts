import { ZodError } from 'zod'
import { HOUR, MINUTE } from '../../../clock.js'
import { columnsOf, type RowOf } from '../../../db/columns.js'
import type { Db } from '../../../db/open.js'
import { campaignRuns } from '../../../db/schema/index.js'
import { isAppError } from '../../../errors.js'
import { describeError, type Log } from '../../../log.js'
import { endOf } from '../../../offers/draft/deadline.js'
import { cancelBroadcast, scheduleBroadcast } from '../../lifecycle.js'
import { audienceOf } from '../../plan/addressed.js'
import { carryNudges } from '../../schedule/nudge.js'
import { findCampaign, type Repeat } from '../campaign.js'
import { listOpenRuns, offerOf, recordRun } from '../repeat.js'
import { GRACE_AFTER, listNextRuns, spanOf } from './next-run.js'

/** By somebody's own clock a run may begin so long before its hour by the clock of the bot: from UTC−12 to UTC+14. */
const EARLIER_MS = 26 * HOUR
/** A run to so few people surprises nobody, however many there were before. */
const FEW = 100

const COLUMNS = columnsOf(campaignRuns, 'campaignId', 'plannedFor', 'broadcastId', 'outcome', 'at')

/** A planned run of a repeat: its broadcast, or why there is none. Times are ms UTC. */
export type Run = RowOf<typeof COLUMNS>

/** Begins the runs of repeats whose time has come. */
export type RepeatWatch = {
  /** Safe to call at any time; a run happens once, whatever crashes. @param at ms UTC */
  run(at: number): Promise<void>
}

/**
 * Creates it. A run begins when its hour has come and no earlier one rests; what cannot begin within three hours is left out. A
 * repeat whose segment is gone rests until somebody says more; one that has no run left is over with the last of them.
 * @param deps.changed told of every repeat of which something became other
 */
export function createRepeatWatch(deps: { db: Db; log: Log; changed: (campaignId: number) => void }): RepeatWatch {
  const { db, log, changed } = deps
  let minute = Number.NaN

  /** People's own clocks show whole minutes, and asking all of them costs more than asking one. */
  function listDue(at: number): number[] {
    const own = Math.floor(at / MINUTE) !== minute
    minute = Math.floor(at / MINUTE)
    return db
      .sql<{ id: number }>(
        `select id from campaigns where state = 'running' and kind = 'repeat'
           and (next_run_at is null or next_run_at <= :at or :own and next_run_at <= :early and starts ->> '$.rhythm.own'
             or exists (select 1 from campaign_runs r where r.campaign_id = campaigns.id and r.planned_for > :at and r.outcome = 'missed'))
         order by next_run_at, id`,
      )
      .all({ at, early: at + EARLIER_MS, own: own ? 1 : 0 })
      .map(row => row.id)
  }

  async function follow(id: number, at: number): Promise<void> {
    try {
      while (await db.group(() => goOn(db, id, at))) changed(id)
    } catch (error) {
      const why = isAppError(error, 'segment_not_found') ? 'segment' : 'unreadable'
      // Whatever else keeps it from running, such as a full disk, passes.
      if (!isAppError(error) && !(error instanceof ZodError) && !(error instanceof SyntaxError)) throw error
      log.error({ campaign: id, error: describeError(error) }, 'a repeat cannot run: it rests')
      await db.group(() => halt(db, id, why, at))
      changed(id)
    }
  }

  return {
    async run(at) {
      for (const id of listDue(at)) await follow(id, at)
    },
  }
}

/** One step of a repeat. @returns true when there may be another */
function goOn(db: Db, id: number, at: number): boolean {
  const repeat = findCampaign(db, id)
  if (repeat?.kind !== 'repeat' || repeat.state !== 'running') return false
  if (forgetMissesAhead(db, repeat, at)) return true
  const planned = repeat.nextRunAt
  if (planned === null) return finish(db, id, at)
  const { first, last } = spanOf(db, repeat, planned)
  if (first > at) return false
  // What harmed people, or could not be sent, is not sent once more before somebody has looked at it.
  const rests = hasResting(db, id)
  if (at - last > GRACE_AFTER) recordRun(db, id, planned, rests ? 'paused' : 'missed', at)
  else if (rests) return false
  else begin(db, repeat, planned, at)
  db.sql('update campaigns set next_run_at = ? where id = ?').run(listNextRuns(db, repeat, planned, 1)[0] ?? null, id)
  return true
}

/** In one write with its row, so that it happens once. */
function begin(db: Db, repeat: Repeat, planned: number, at: number): void {
  const { id, zone, course, createdBy } = repeat
  const offer = offerOf(db, repeat)
  const { urgent, careful, control, perHour, shown } = offer.draft
  const before = db
    .sql<{ most: number | null }>('select max(shown_audience) as most from broadcasts where campaign_id = ?')
    .get(id)?.most
  const broadcastId = scheduleBroadcast(
    db,
    {
      ...audienceOf(db, offer),
      offerId: offer.id,
      startsAt: course.rhythm.own ? at : planned,
      zone,
      shownAudience: Math.max(shown?.people ?? 0, before ?? 0, FEW / 2),
      createdBy,
      ownClock: course.rhythm.own ? planned : null,
      notLaterThan: endOf(offer),
      urgent,
      // Whoever is new to it, or asleep, is so once.
      careful: offer.kind !== 'service' && (careful ?? (before == null && shown?.careful === true)),
      control: offer.kind === 'marketing' ? control : 0,
      perHour,
      campaignId: id,
    },
    at,
  )
  db.sql(
    `insert into campaign_runs (campaign_id, planned_for, broadcast_id, outcome, at) values (?, ?, ?, 'begun', ?)`,
  ).run(id, planned, broadcastId, at)
  carryNudges(
    db,
    { campaignId: id, id: broadcastId, offerId: offer.id, zone, createdBy, movedIn: false, rests: false },
    at,
  )
}

/** A clock that ran ahead and was set back missed nothing: those runs are still to come. @returns true when there were some */
function forgetMissesAhead(db: Db, { id, nextRunAt }: Repeat, at: number): boolean {
  const ahead = db
    .sql<{ plannedFor: number }>(
      `delete from campaign_runs where campaign_id = ? and planned_for > ? and outcome = 'missed' returning planned_for as plannedFor`,
    )
    .all(id, at)
    .map(run => run.plannedFor)
  if (ahead.length === 0) return false
  db.sql('update campaigns set next_run_at = ? where id = ?').run(
    Math.min(...ahead, nextRunAt ?? Number.POSITIVE_INFINITY),
    id,
  )
  return true
}

/** True while a run of it rests: none begins before somebody has looked at that. */
export function hasResting(db: Db, id: number): boolean {
  return db.sql(`select 1 from broadcasts where campaign_id = ? and state = 'paused' limit 1`).get(id) !== undefined
}

/** The last run was: it is over once nobody is written to any more. */
function finish(db: Db, id: number, at: number): boolean {
  if (listOpenRuns(db, id).length > 0) return false
  db.sql(
    `update campaigns set state = 'ended', ended_at = ?, halt = 'over', halt_told_at = null, generation = generation + 1
     where id = ? and state = 'running'`,
  ).run(at, id)
  return true
}

function halt(db: Db, id: number, why: 'segment' | 'unreadable', at: number): void {
  db.sql(
    `update campaigns set state = 'paused', paused_at = ?, halt = ?, halt_told_at = null, generation = generation + 1
     where id = ? and state = 'running'`,
  ).run(at, why, id)
}

/**
 * A run that was made could not be planned in time: nobody gets it, it counts as missed, and so the end may be one run further. To be
 * called in a group.
 */
export function missRun(db: Db, broadcastId: number, at: number): void {
  cancelBroadcast(db, broadcastId, at)
  const missed = db
    .sql<{ id: number; planned: number }>(
      `update campaign_runs set outcome = 'missed', told_at = null where broadcast_id = ?
       returning campaign_id as id, planned_for as planned`,
    )
    .get(broadcastId)
  const repeat = missed === undefined ? null : findCampaign(db, missed.id)
  if (missed === undefined || repeat?.kind !== 'repeat' || repeat.state === 'ended') return
  db.sql('update campaigns set next_run_at = coalesce(next_run_at, ?) where id = ?').run(
    listNextRuns(db, repeat, missed.planned, 1)[0] ?? null,
    repeat.id,
  )
}

/** True for a run of a repeat that was not its first. */
export function isLaterRun(db: Db, broadcastId: number): boolean {
  return (
    db
      .sql(
        `select 1 from campaign_runs r join campaign_runs e on e.campaign_id = r.campaign_id
         where r.broadcast_id = ? and e.planned_for < r.planned_for and e.outcome = 'begun' limit 1`,
      )
      .get(broadcastId) !== undefined
  )
}

/** Runs of a repeat that were, the newest first, and how many there are of each outcome. */
export function listRuns(
  db: Db,
  id: number,
  page: { offset: number; limit: number },
): { runs: Run[]; counts: Record<Run['outcome'], number> } {
  const runs = db
    .sql<Run>(
      `select ${COLUMNS.sql} from campaign_runs where campaign_id = ? order by planned_for desc limit ? offset ?`,
    )
    .all(id, page.limit, page.offset)
  const counts = { begun: 0, missed: 0, paused: 0 }
  for (const { outcome, n } of db
    .sql<{ outcome: Run['outcome']; n: number }>(
      'select outcome, count(*) as n from campaign_runs where campaign_id = ? group by outcome',
    )
    .all(id))
    counts[outcome] = n
  return { runs, counts }
}

/** Runs of one repeat that were missed and of which its author does not know yet: how many, the first and the last. */
export type Misses = { id: number; name: string; createdBy: number; runs: number; first: number; last: number }

/** Repeats of which runs were missed and not told of yet. */
export function listMissesToTell(db: Db): Misses[] {
  return db
    .sql<Misses>(
      `select c.id, c.name, c.created_by as createdBy, count(*) as runs, min(r.planned_for) as first, max(r.planned_for) as last
       from campaign_runs r join campaigns c on c.id = r.campaign_id
       where r.outcome = 'missed' and r.told_at is null group by c.id order by c.id`,
    )
    .all()
}

/** The author of a repeat knows of what it missed, up to the run planned for `last`. */
export function recordMissesTold(db: Db, { id, last }: Pick<Misses, 'id' | 'last'>, at: number): void {
  db.sql(
    `update campaign_runs set told_at = ? where campaign_id = ? and planned_for <= ? and outcome = 'missed' and told_at is null`,
  ).run(at, id, last)
}
