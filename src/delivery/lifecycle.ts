import type { Db } from '../db/open.js'
import { type Broadcast, findBroadcast, type PauseReason } from './broadcast.js'
import { raisedLimits, readHarm } from './careful/alarm.js'
import { type Audience, packAudience } from './plan/audience.js'
import { closeControl } from './plan/control.js'
import { endChange } from './schedule/change.js'
import { type NewTrial, setTrials } from './trial/trial.js'

/** What an approved broadcast is made of. `ownClock`: the moment at which the clock of `zone` shows everybody's hour, ms UTC. */
export type NewBroadcast = Audience & {
  offerId: number
  startsAt: number
  zone: string
  shownAudience: number
  createdBy: number
  ownClock?: number | null
  notLaterThan?: number | null
  urgent?: boolean
  careful?: boolean
  /** So many of 10,000 are kept from it; missing: nobody. */
  control?: number
  /** At most so many messages an hour; missing or null: as fast as may be. */
  perHour?: number | null
  /** The campaign that it is a run of; missing or null: of none. */
  campaignId?: number | null
  /** Versions that it tries of its messages; missing: none. */
  trials?: readonly NewTrial[]
  /** The broadcast that it reminds of, and quotes; missing or null: none. */
  nudges?: number | null
  /** So many ms after somebody got that one; missing or null: to everybody when it begins. */
  nudgesAfter?: number | null
}

/**
 * Approves a broadcast: it is kept as shown and starts by itself at `startsAt`.
 * @returns its id
 */
export function scheduleBroadcast(db: Db, broadcast: NewBroadcast, at: number): number {
  const packed = packAudience(broadcast)
  const { lastInsertRowid } = db
    .sql(
      `insert into broadcasts (offer_id, state, parts, left_out, shown_audience, zone, starts_at, own_clock, not_later_than, urgent, careful, control,
         per_hour, campaign_id, nudges, nudges_after, created_by, created_at)
       values (?, 'scheduled', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      broadcast.offerId,
      packed.parts,
      packed.leftOut,
      broadcast.shownAudience,
      broadcast.zone,
      broadcast.startsAt,
      broadcast.ownClock ?? null,
      broadcast.notLaterThan ?? null,
      broadcast.urgent === true ? 1 : 0,
      broadcast.careful === true ? 1 : 0,
      broadcast.control ?? 0,
      broadcast.perHour ?? null,
      broadcast.campaignId ?? null,
      broadcast.nudges ?? null,
      broadcast.nudgesAfter ?? null,
      broadcast.createdBy,
      at,
    )
  const id = Number(lastInsertRowid)
  if (broadcast.trials !== undefined) setTrials(db, id, broadcast.trials)
  return id
}

/** Pauses what is scheduled, being planned or running. @returns false when there was nothing to pause */
export function pauseBroadcast(db: Db, id: number, reason: PauseReason, error: string | null = null): boolean {
  return (
    db
      .sql(
        `update broadcasts set state = 'paused', pause_reason = ?, pause_error = ?, pause_told_at = null,
           generation = generation + 1
         where id = ? and state in ('scheduled', 'planning', 'running')`,
      )
      .run(reason, error, id).changes > 0
  )
}

/** Pauses everything that is running: the token is no longer accepted. @returns the broadcasts paused */
export function pauseAll(db: Db, reason: PauseReason, error: string): number[] {
  return db
    .sql<{ id: number }>(
      `update broadcasts set state = 'paused', pause_reason = ?, pause_error = ?, pause_told_at = null,
         generation = generation + 1
       where state = 'running' returning id`,
    )
    .all(reason, error)
    .map(row => row.id)
}

/**
 * Resumes a paused broadcast. It runs on if its rows exist, waits again if its time is still ahead, and else is planned
 * at once, with now as its time. After a surprising audience the number that was found counts as approved; after an
 * alarm the next one comes at twice the figure found. Messages that were refused for their content wait again only by
 * `requeueRefused`.
 * @returns false when it was not paused
 */
export function resumeBroadcast(db: Db, id: number, at: number): boolean {
  const broadcast = findBroadcast(db, id)
  if (broadcast?.state !== 'paused') return false
  endChange(db, id)
  const next = broadcast.startedAt !== null ? 'running' : broadcast.startsAt > at ? 'scheduled' : 'planning'
  // Of nobody found nothing was seen: who is there at the next try is measured by what was approved.
  const found = broadcast.pauseReason === 'audience' ? Number(broadcast.pauseError) : 0
  const shown = found > 0 ? found : broadcast.shownAudience
  const limits = { blocks: broadcast.blockLimit, stops: broadcast.stopLimit }
  // Of a series that rests one message does not go on by itself: it goes on with the series.
  const rests = broadcast.standing && !campaignRuns(db, broadcast.campaignId)
  const { blocks, stops } =
    broadcast.pauseReason === 'alarm' ? raisedLimits(limits, readHarm(broadcast.pauseError)) : limits
  db.sql(
    `update broadcasts set state = ?, pause_reason = ?, pause_error = null, shown_audience = ?, starts_at = ?,
       block_limit = ?, stop_limit = ?, generation = generation + 1 where id = ?`,
  ).run(
    rests ? 'paused' : next,
    rests ? 'admin' : null,
    shown,
    next === 'planning' ? at : broadcast.startsAt,
    blocks,
    stops,
    id,
  )
  if (next === 'planning' && !rests) delayNudges(db, broadcast, at)
  return true
}

function campaignRuns(db: Db, id: number | null): boolean {
  return db.sql(`select 1 from campaigns where id = ? and state = 'running'`).get(id) !== undefined
}

/** Cancels a broadcast that is not over; rows that still wait stay as they are and are reported as not sent. */
export function cancelBroadcast(db: Db, id: number, at: number): boolean {
  endChange(db, id)
  const { changes } = db
    .sql(
      `update broadcasts set state = 'cancelled', pause_reason = null, pause_error = null, finished_at = ?,
         generation = generation + 1
       where id = ? and state in ('scheduled', 'planning', 'running', 'paused')`,
    )
    .run(at, id)
  if (changes > 0) {
    closeControl(db, id, at)
    cancelNudges(db, id, at)
  }
  return changes > 0
}

/** When a broadcast begins later than planned, its reminders are delayed as much. @param at ms UTC: when it begins */
export function delayNudges(db: Db, { id, startsAt }: Pick<Broadcast, 'id' | 'startsAt'>, at: number): void {
  if (at <= startsAt) return
  db.sql(
    `update broadcasts set starts_at = starts_at + :late, own_clock = own_clock + :late where nudges = :id and state = 'scheduled'`,
  ).run({ id, late: at - startsAt })
}

/** Calls off the reminders of a broadcast, also those that have begun: who waits in them is not reminded. */
export function cancelNudges(db: Db, id: number, at: number): void {
  const open = db
    .sql<{ id: number }>(
      `select id from broadcasts indexed by broadcasts_nudges
       where nudges = ? and state in ('scheduled', 'planning', 'running', 'paused')`,
    )
    .all(id)
  for (const reminder of open) {
    endChange(db, reminder.id)
    db.sql(
      `update broadcasts set state = 'cancelled', pause_reason = null, pause_error = null, finished_at = :at, reported_at = :at,
         generation = generation + 1 where id = :id`,
    ).run({ id: reminder.id, at })
  }
}

/**
 * Finishes a running broadcast of which nothing waits and nothing is on its way; a reminder not before what it reminds of is over.
 * @returns true when it did
 */
export function finishBroadcast(db: Db, id: number, at: number): boolean {
  const { changes } = db
    .sql(
      `update broadcasts set state = 'finished', finished_at = ? where id = ? and state = 'running' and standing = 0
       and not exists (select 1 from deliveries where broadcast_id = broadcasts.id and state = 'queued')
       and not exists (select 1 from deliveries where broadcast_id = broadcasts.id and state = 'sending')
       and not exists (select 1 from broadcasts f where f.id = broadcasts.nudges and broadcasts.nudges_after is not null
         and f.state in ('planning', 'running', 'paused'))`,
    )
    .run(at, id)
  if (changes > 0) closeControl(db, id, at)
  return changes > 0
}

/** Raises the generation, so that a second press on the same button changes nothing more. */
export function raiseGeneration(db: Db, id: number): void {
  db.sql('update broadcasts set generation = generation + 1 where id = ?').run(id)
}
