import { SECOND } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import { type Broadcast, countStates, type StateCounts } from '../../../delivery/broadcast.js'
import { type CarefulStart, findCarefulStart } from '../../../delivery/careful.js'
import { lastDueAt, nextDueAt } from '../../../delivery/queue.js'
import { countWaiting } from '../../../delivery/trial/decide.js'
import { listTrials, type Trial } from '../../../delivery/trial/trial.js'

const MARKS = `with bounds as materialized (
    select min(id) as low, max(id) as high from deliveries where broadcast_id = :broadcast)
  select
    (select count(distinct delivery_id) from reads where broadcast_id = :broadcast and grade = 'confirmed') as seen,
    (select count(distinct subscriber_id) from clicks where broadcast_id = :broadcast and verdict = 'human') as clicked,
    (select count(distinct e.subscriber_id) from subscription_events e cross join deliveries d on d.id = e.delivery_id
      where e.delivery_id between (select low from bounds) and (select high from bounds) and e.kind = 'stop'
        and d.broadcast_id = :broadcast) as stopped,
    (select count(distinct e.subscriber_id) from subscription_events e cross join deliveries d on d.id = e.delivery_id
      where e.delivery_id between (select low from bounds) and (select high from bounds) and e.kind = 'block'
        and d.broadcast_id = :broadcast) as blocked`
const LEFT_OUT = `select coalesce(reason, 'other') as reason, count(*) as people from deliveries
  where broadcast_id = ? and state = 'skipped' group by reason order by people desc`
const REFUSED = `select count(*) as n from deliveries
  where broadcast_id = ? and state = 'failed' and reason = 'content' and error = ?`
/** A row due so soon waits for its turn, not for a time of day. */
const SOON_MS = 5 * SECOND

/** What people did so far. */
export type Marks = { seen: number; clicked: number; stopped: number; blocked: number }

/** What a broadcast's card shows and its rows tell, in people. */
export type Standing = {
  counts: StateCounts
  /** Why those left out were, the most frequent reason first. */
  leftOut: { reason: string; people: number }[]
  marks: Marks
  /** People whose message was refused with the words that paused it. */
  refused: number
  /** Nobody gets anything before that moment, ms UTC: the hours are quiet; null when it goes on now. */
  waitsUntil: number | null
  /** Some are to get it at a later time of day, the last of them then, ms UTC; null: nobody is. */
  endsAt: number | null
  /** How far a careful start is; null where everybody may have it. */
  start: CarefulStart | null
  /** Versions that are tried, and how many wait for what is decided of each message. */
  trials: (Trial & { waiting: number })[]
}

/** Counts it, in the people's reader. @throws AppError `query_timeout` */
export async function findStanding(db: Db, broadcast: Broadcast, at: number): Promise<Standing> {
  const { id, state, startedAt, pauseReason, pauseError } = broadcast
  const counts = await countStates(db, id)
  const leftOut = counts.skipped === 0 ? [] : await db.people.rows<Standing['leftOut'][number]>(LEFT_OUT, [id])
  const [marks] = startedAt === null ? [] : await db.people.rows<Marks>(MARKS, { broadcast: id })
  const [refused] = pauseReason === 'content' ? await db.people.rows<{ n: number }>(REFUSED, [id, pauseError]) : []
  const start = startOf(db, id)
  const trials: Standing['trials'] = []
  for (const trial of startedAt === null ? [] : listTrials(db, id))
    trials.push({ ...trial, waiting: await countWaiting(db, id, trial.part) })
  const dueAt = state === 'running' && counts.sending === 0 ? nextDueAt(db, id) : null
  const endsAt = state === 'running' ? lastDueAt(db, id) : null
  return {
    counts,
    leftOut,
    marks: marks ?? { seen: 0, clicked: 0, stopped: 0, blocked: 0 },
    refused: refused?.n ?? 0,
    start,
    trials,
    waitsUntil: dueAt !== null && dueAt > at + SOON_MS ? dueAt : null,
    endsAt: endsAt !== null && endsAt > at + SOON_MS ? endsAt : null,
  }
}

function startOf(db: Db, id: number): CarefulStart | null {
  const start = findCarefulStart(db, id)
  return start === null || start.wave > 2 ? null : start
}
