import { listZones } from '../../../audience/place/whereabouts.js'
import { DAY, HOUR, MINUTE } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import { sameTimeIn } from '../../gate/hours.js'
import { APART_MS } from '../../schedule/reminding.js'
import { findCampaign, type Repeat } from '../campaign.js'
import type { End } from '../terms.js'
import { nextRuns } from './rhythm.js'

/** What was missed goes all the same within so many ms; later it is left out, and told. */
export const GRACE_AFTER = 3 * HOUR

/**
 * Between which moments people's own clocks show the hour of a run; the same moment twice where it goes to all at once. ms UTC
 * @param planned of the run, by the clock of the repeat's zone
 */
export function spanOf(db: Db, { course, zone }: Pick<Repeat, 'course' | 'zone'>, planned: number) {
  if (!course.rhythm.own) return { first: planned, last: planned }
  const moments = [zone, ...listZones(db)].map(other => sameTimeIn({ at: planned, zone }, other))
  return { first: Math.min(...moments), last: Math.max(...moments) }
}

/** How a repeat ends from here on: of so many runs those that were are taken off. */
function endFrom(db: Db, { id, end }: Pick<Repeat, 'id' | 'end'>): End | null {
  if (end.kind !== 'after') return end
  const begun = db
    .sql<{ n: number }>(`select count(*) as n from campaign_runs where campaign_id = ? and outcome = 'begun'`)
    .get(id)
  const left = end.runs - (begun?.n ?? 0)
  return left > 0 ? { kind: 'after', runs: left } : null
}

/** Until when what a repeat sends holds, ms UTC; null: without end. */
export function deadlineOf(db: Db, id: number): number | null {
  const row = db
    .sql<{ deadline: number | null }>(
      `select o.deadline from campaigns c join campaign_messages m on m.campaign_id = c.id and m.edition = c.edition
       join offers o on o.id = m.offer_id where c.id = ?`,
    )
    .get(id)
  return row?.deadline ?? null
}

/**
 * The next runs of a repeat as it is, at most `n` and before `before`, ms UTC, in order. Those that were already do not come again, and
 * what is offered no longer by then is not sent.
 */
export function listNextRuns(
  db: Db,
  repeat: Pick<Repeat, 'id' | 'course' | 'end' | 'zone'>,
  from: number,
  n: number,
  before = Number.POSITIVE_INFINITY,
) {
  const end = endFrom(db, repeat)
  if (end === null) return []
  const was = db.sql('select 1 from campaign_runs where campaign_id = ? and planned_for = ?')
  const ahead = db
    .sql<{ n: number }>('select count(*) as n from campaign_runs where campaign_id = ? and planned_for > ?')
    .get(repeat.id, from)
  const deadline = deadlineOf(db, repeat.id) ?? Number.POSITIVE_INFINITY
  return nextRuns(repeat.course, end, repeat.zone, from, n + (ahead?.n ?? 0), before)
    .filter(planned => planned < deadline && was.get(repeat.id, planned) === undefined)
    .slice(0, n)
}

/** The first run that begins after `at` for everybody, by their own clocks too; null where none is left. ms UTC */
export function firstRun(db: Db, repeat: Pick<Repeat, 'id' | 'course' | 'end' | 'zone'>, at: number): number | null {
  for (let from = at; ; ) {
    const [planned] = listNextRuns(db, repeat, from, 1)
    if (planned === undefined) return null
    if (spanOf(db, repeat, planned).first > at) return planned
    from = planned
  }
}

/** The runs that are to come, at most `n` and before `before`, as if one that rests went on now. ms UTC, in order */
export function upcomingRuns(db: Db, repeat: Repeat, at: number, n: number, before?: number): number[] {
  const first = repeat.state === 'running' ? repeat.nextRunAt : firstRun(db, repeat, at)
  return first === null ? [] : listNextRuns(db, repeat, first - 1, n, before)
}

/**
 * Until when reminders of a repeat wait, ms UTC, because its next run begins within an hour or is not planned yet: whoever gets that
 * one is not reminded any more. Null: they need not, or the campaign is none that repeats.
 */
export function waitForRun(db: Db, campaignId: number, at: number): number | null {
  const repeat = findCampaign(db, campaignId)
  if (repeat?.kind !== 'repeat') return null
  const planned = db.sql(
    `select 1 from broadcasts indexed by broadcasts_campaign where campaign_id = ? and nudges is null and state in ('scheduled', 'planning')`,
  )
  if (planned.get(campaignId) !== undefined) return at + MINUTE
  if (repeat.state !== 'running' || repeat.nextRunAt === null) return null
  const { first } = spanOf(db, repeat, repeat.nextRunAt)
  return first > at + APART_MS ? null : Math.max(first, at) + MINUTE
}

/** Whether a reminder so many ms after a run may meet the next one, for whoever gets both. @param at ms UTC */
export function meetsNextRun(db: Db, repeat: Repeat, after: number, at: number): boolean {
  const { to } = repeat.course
  if (to.kind === 'new') return false
  const runs = upcomingRuns(db, repeat, at, RUNS_COMPARED)
  const shortest = Math.min(...runs.slice(1).map((run, i) => run - (runs[i] ?? run)))
  // Days are counted from run to run, so that an hour more or less is none.
  const apart = to.kind === 'everybody' ? shortest : Math.max(shortest, to.days * DAY)
  return after >= apart - APART_MS
}

/** So many runs show how close to each other they come: those of a week, and the first of the next. */
const RUNS_COMPARED = 8
