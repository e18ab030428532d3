import { HOUR, MINUTE } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { Proportion } from '../../statistics/proportion.js'
import { judgeVersions, judgeVersionsSoFar, type Versions } from '../../statistics/versions.js'
import { type BroadcastState, findBroadcast } from '../broadcast.js'
import { findCarefulStart } from '../careful.js'
import { countVersions } from './count.js'
import { TRYING, waitingWave } from './split.js'
import { getTrial, listOpenTrials, type Trial, type TrialVerdict, verdictSchema } from './trial.js'

/** So long somebody has to say otherwise before the better one goes. */
export const GRACE_MS = 5 * MINUTE
/** So long an answer is waited for. */
export const ANSWER_MS = 2 * HOUR
/** So much longer it is tried where somebody wants to know more. */
export const MORE_MS = 4 * HOUR
/** Of a hundred people who try it so many may still sleep: nobody waits for them. */
const ASLEEP = 5

const SET = 'update trials set generation = generation + 1,'

/**
 * Takes all trials as far as they get by themselves at `at` (ms UTC): their time begins once the tried messages left, at its end
 * they are judged once, and what nobody objects to goes to the others. Safe at any time: what was decided is decided once,
 * whatever a restart cuts short.
 * @param asleep kept from one call to the next: until when (ms UTC) a trial whose people sleep need not be counted anew
 * @returns the broadcasts of which something changed
 */
export async function runTrials(db: Db, at: number, asleep: Asleep = new Map()): Promise<number[]> {
  const changed = new Set<number>()
  for (const trial of listOpenTrials(db)) {
    const broadcast = findBroadcast(db, trial.broadcastId)
    if (broadcast !== null && (await step(db, trial, broadcast, at, asleep))) changed.add(trial.broadcastId)
  }
  return [...changed]
}

/** By broadcast and part. */
type Asleep = Map<string, number>

async function step(
  db: Db,
  trial: Trial,
  broadcast: { state: BroadcastState },
  at: number,
  asleep: Asleep,
): Promise<boolean> {
  // Of what was called off nobody waits for an answer; what was compared only may still be told.
  if (broadcast.state === 'cancelled') return closeTrial(db, trial)
  if (trial.state !== 'trying') return goOn(db, trial, at)
  if (trial.decidesAt === null) return begin(db, trial, at, asleep)
  if (trial.decidesAt > at) return trial.decidesAt - at > Math.max(trial.wait, MORE_MS) && waitAnew(db, trial, at)
  const counts = await countVersions(db, trial, at)
  const [first, second, ...others] = counts
  if (first === undefined || second === undefined) return closeTrial(db, trial)
  return judge(db, trial, [first, second, ...others], at)
}

function closeTrial(db: Db, { broadcastId, part }: Trial): Promise<boolean> {
  return db.group(
    () =>
      db
        .sql(`${SET} state = 'over' where broadcast_id = ? and part = ? and state in ('trying', 'judged', 'asked')`)
        .run(broadcastId, part).changes > 0,
  )
}

const QUEUED = `select 1 from deliveries where broadcast_id = :broadcast and wave = :wave and state = 'queued'`
const SENDING = `select 1 from deliveries where state = 'sending' and broadcast_id = ? limit 1`
const TRIED = `select count(*) as people, count(*) filter (where state = 'queued') as asleep, max(claimed_at) as last,
    min(due_at) filter (where state = 'queued') as wakes
  from deliveries where broadcast_id = ? and wave between 1 and ${TRYING} and variant_id in (select value from json_each(?))`

/** The time begins with the last of the tried messages; for few who sleep nobody waits. */
async function begin(db: Db, trial: Trial, at: number, resting: Asleep): Promise<boolean> {
  const { broadcastId: broadcast, part } = trial
  const name = `${broadcast}:${part}`
  const start = findCarefulStart(db, broadcast)
  if (start !== null && start.wave <= 2) return false
  const due = db.sql(`${QUEUED} and due_at <= :at limit 1`)
  for (let wave = 1; wave <= TRYING; wave++) if (due.get({ broadcast, wave, at }) !== undefined) return false
  if (db.sql(SENDING).get(broadcast) !== undefined) return false
  if ((resting.get(name) ?? at) > at) return false
  const [tried] = await db.jobs.rows<{ people: number; asleep: number; last: number | null; wakes: number | null }>(
    TRIED,
    [broadcast, JSON.stringify(trial.variants)],
  )
  const { people = 0, asleep = 0, last = null, wakes = null } = tried ?? {}
  if (asleep * 100 > people * ASLEEP) {
    if (wakes !== null) resting.set(name, wakes)
    return false
  }
  resting.delete(name)
  // After a long rest it is no longer waited for what happened long ago; a clock that was set back makes no wait longer.
  const until = Math.min(last ?? at, at) + trial.wait
  return db.group(
    () =>
      db
        .sql(`${SET} decides_at = ? where broadcast_id = ? and part = ? and state = 'trying' and decides_at is null`)
        .run(until, broadcast, part).changes > 0,
  )
}

/** Only a clock that was set back makes a wait longer than it is. */
function waitAnew(db: Db, { broadcastId, part, wait }: Trial, at: number): Promise<boolean> {
  return db.group(
    () =>
      db
        .sql(`${SET} decides_at = ? where broadcast_id = ? and part = ? and state = 'trying' and decides_at > ?`)
        .run(at + wait, broadcastId, part, at).changes > 0,
  )
}

async function judge(db: Db, trial: Trial, versions: Versions, at: number): Promise<boolean> {
  const verdict = verdictOf(trial, versions)
  const { broadcastId, part, decides, goesOn } = trial
  return db.group(() => {
    const others = db.sql(`${QUEUED} limit 1`).get({ broadcast: broadcastId, wave: waitingWave(part) }) !== undefined
    const [state, decidesAt] = next({ decides, goesOn, others, verdict }, at)
    return (
      db
        .sql(
          `${SET} state = ?, decides_at = ?, verdict = ?, asked_at = iif(? = 'asked', ?, asked_at), told_at = null
           where broadcast_id = ? and part = ? and state = 'trying' and decides_at is not null`,
        )
        .run(state, decidesAt, JSON.stringify(verdictSchema.parse(verdict)), state, at, broadcastId, part).changes > 0
    )
  })
}

/**
 * What follows a verdict: nothing where only a comparison was wanted or nobody waits; a question where it is wanted, nothing can be said, or orders
 * decide; else the leader goes in a moment. By orders nothing goes without an answer.
 */
function next(
  { decides, goesOn, others, verdict }: Pick<Trial, 'decides' | 'goesOn'> & { others: boolean; verdict: TrialVerdict },
  at: number,
): [state: Trial['state'], decidesAt: number | null] {
  if (goesOn === 'compare' || !others) return ['over', null]
  if (decides === 'orders') return ['asked', null]
  return goesOn === 'ask' || verdict.kind === 'few' ? ['asked', at + ANSWER_MS] : ['judged', at + GRACE_MS]
}

/** What was planned is judged once; whoever wants to know more later is told what holds however often it is looked at. */
function verdictOf({ decides, verdict: before }: Trial, versions: Versions): TrialVerdict {
  const judging = { fewer: decides === 'stops' }
  const all = before === null ? null : pooled(before.versions)
  const found = all === null ? judgeVersions(versions, judging) : judgeVersionsSoFar(versions, all, judging)
  return { ...found, versions: versions.map(({ n, of }) => ({ n, of })), looks: (before?.looks ?? 0) + 1 }
}

function pooled(versions: readonly Proportion[]): number {
  const all = versions.reduce((sum, { n, of }) => ({ n: sum.n + n, of: sum.of + of }), { n: 0, of: 0 })
  return all.of === 0 ? 0.5 : all.n / all.of
}

/** What was decided by itself goes; that nobody answered is told. */
function goOn(db: Db, { broadcastId, part, variants, verdict, state, decidesAt }: Trial, at: number): Promise<boolean> {
  if (decidesAt === null || decidesAt > at || verdict === null) return Promise.resolve(false)
  return db.group(
    () =>
      db
        .sql(
          `${SET} state = 'decided', decides_at = null, chosen_variant_id = ?, decided_at = ?, decided_by = null,
             told_at = iif(state = 'asked', null, told_at)
           where broadcast_id = ? and part = ? and state = ? and decides_at <= ?`,
        )
        .run(variants[verdict.leader] ?? null, at, broadcastId, part, state, at).changes > 0,
  )
}

/** The leader goes no more by itself: somebody will say. To be called in a group. @returns false when it was decided */
export function holdTrial(db: Db, broadcastId: number, part: number, at: number): boolean {
  const held = db.sql(
    `${SET} state = 'asked', decides_at = null, asked_at = ? where broadcast_id = ? and part = ? and state in ('judged', 'asked')`,
  )
  return held.run(at, broadcastId, part).changes > 0
}

/**
 * Somebody says what the others get: one version, or all of them in equal parts. To be called in a group.
 * @param choice which version, from 0; null: all
 * @returns false when there is nothing to decide (any more)
 */
export function decideTrial(
  db: Db,
  broadcastId: number,
  part: number,
  { choice, adminId }: { choice: number | null; adminId: number },
  at: number,
): boolean {
  const { variants } = getTrial(db, broadcastId, part)
  const chosen = choice === null ? null : variants[choice]
  if (chosen === undefined) return false
  const decided = db.sql(
    `${SET} state = 'decided', decides_at = null, chosen_variant_id = ?, half = ?, decided_at = ?, decided_by = ?,
       told_at = coalesce(told_at, ?)
     where broadcast_id = ? and part = ? and state in ('judged', 'asked')`,
  )
  return decided.run(chosen, chosen === null ? 1 : 0, at, adminId, at, broadcastId, part).changes > 0
}

/** It is tried for longer before anything is said again. To be called in a group. @returns false when there is nothing to wait for */
export function tryLonger(db: Db, broadcastId: number, part: number, at: number): boolean {
  const longer = db.sql(
    `${SET} state = 'trying', decides_at = ?, asked_at = null where broadcast_id = ? and part = ? and state = 'asked'`,
  )
  return longer.run(at + MORE_MS, broadcastId, part).changes > 0
}

/** Trials in which somebody has to say what the others get, those of the oldest broadcast first. */
export function listAsked(db: Pick<Db, 'sql'>): { id: number; part: number; name: string }[] {
  return db
    .sql<{ id: number; part: number; name: string }>(
      `select t.broadcast_id as id, t.part, o.name from trials t join broadcasts b on b.id = t.broadcast_id
       join offers o on o.id = b.offer_id
       where t.state = 'asked' and b.state in ('running', 'paused')
       order by t.broadcast_id, t.part`,
    )
    .all()
}

/** A trial of which somebody is to be told something. */
export type UntoldTrial = { broadcastId: number; part: number; createdBy: number; generation: number }

/** What was judged, or went without an answer, and nobody was told yet. Of what somebody called off there is nothing to tell. */
export function listTrialsToTell(db: Pick<Db, 'sql'>): UntoldTrial[] {
  return db
    .sql<UntoldTrial>(
      `select t.broadcast_id as broadcastId, t.part, b.created_by as createdBy, t.generation
       from trials t join broadcasts b on b.id = t.broadcast_id
       where t.state in ('judged', 'asked', 'decided', 'over') and t.told_at is null and t.verdict is not null
         and b.state <> 'cancelled' order by t.broadcast_id, t.part`,
    )
    .all()
}

/** Somebody knows how it stands; what changed meanwhile is told anew. @param generation of what they were told */
export function recordTrialTold(db: Pick<Db, 'sql'>, { broadcastId, part, generation }: UntoldTrial, at: number): void {
  db.sql('update trials set told_at = ? where broadcast_id = ? and part = ? and generation = ?').run(
    at,
    broadcastId,
    part,
    generation,
  )
}

/** How many people wait for what is decided of a message, in the people's reader. @throws AppError `query_timeout` */
export async function countWaiting(db: Db, broadcastId: number, part: number): Promise<number> {
  const [found] = await db.people.rows<{ n: number }>(
    `select count(*) as n from deliveries where broadcast_id = ? and wave = ? and state = 'queued'`,
    [broadcastId, waitingWave(part)],
  )
  return found?.n ?? 0
}
