import { MINUTE } from '../clock.js'
import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { broadcasts, type deliveries, type offers } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import { raisedLimits, readHarm } from './alarm.js'
import { type Audience, packAudience, readAudience } from './audience.js'
import { endChange } from './change.js'
import { closeControl } from './control.js'
import type { WallTime } from './hours.js'
import { type NewTrial, setTrials } from './trial/trial.js'

/** The state of a broadcast; docs/lifecycle.md draws the arrows. */
export type BroadcastState = (typeof broadcasts.$inferSelect)['state']

/**
 * Why a broadcast rests: an admin asked (or repairs it, or changes it before it begins), it was late, its audience surprised
 * or cannot be read, its links do not open, its content or the token was refused, what came of its messages cannot be
 * written for a reason of ours, a backup was brought back that does not know who got it since, or too many people block the bot or stop offers.
 */
export type PauseReason = NonNullable<(typeof broadcasts.$inferSelect)['pauseReason']>

export type { Audience, LeftOut, Part } from './audience.js'

/** All that is kept of a broadcast for those who look at it. */
const COLUMNS = columnsOf(
  broadcasts,
  'id',
  'offerId',
  'state',
  'pauseReason',
  'pauseError',
  'parts',
  'leftOut',
  'shownAudience',
  'zone',
  'startsAt',
  'ownClock',
  'notLaterThan',
  'nudges',
  'urgent',
  'careful',
  'control',
  'campaignId',
  'standing',
  'perHour',
  'blockLimit',
  'stopLimit',
  'evaluatedAt',
  'startedAt',
  'finishedAt',
  'reportedAt',
  'createdBy',
  'createdAt',
  'generation',
)

type Row = RowOf<typeof COLUMNS> & {
  offerName: string
  offerGeneration: number
  kind: (typeof offers.$inferSelect)['kind']
  codes: number
  interestId: number | null
}

/**
 * One sending of an offer. Times are ms UTC; `zone` is where the marketer read them. `pauseError` is the refusal that paused
 * it, or the audience that was found, by `pauseReason`. After `notLaterThan` nothing of it is sent (null: never too late).
 * `interestId`: what its offer is about, null: it goes to everybody. `control`: so many of 10,000 are kept from it by dice. `campaignId`: the campaign that it is a run or a message of. `perHour`: at most so
 * many messages an hour, null: as fast as may be. `nudges`: the broadcast that it reminds of, null: none. `generation` rises with every pause, resume, end, resend and copy: what a button was made for that would do more at a
 * second press; `offerGeneration` is the offer's, for buttons that test it.
 */
export type Broadcast = Audience &
  Omit<Row, 'parts' | 'leftOut' | 'urgent' | 'careful' | 'standing' | 'ownClock' | 'kind' | 'codes'> & {
    /** False when what is stored of its audience cannot be read: it has no parts, leaves nobody out, and must not start. */
    readable: boolean
    /** Everybody gets it when their own clock shows this, from `startsAt` on; null: all at once. */
    ownClock: WallTime | null
    /** Goes before broadcasts that are not. */
    urgent: boolean
    /** A few people get it first, see careful.ts. */
    careful: boolean
    /** It carries a message of a series: people come into it one by one, and it never finishes. */
    standing: boolean
    /** Marketing is bound to caps and quiet hours; service messages are not. */
    marketing: boolean
    /** It only asks: control groups of quarters get it as well. */
    survey: boolean
    /** People get promo codes of their own, out of a list. */
    codes: boolean
  }

const select = `select ${COLUMNS.of('b')}, o.name as offerName, o.generation as offerGeneration, o.kind,
    o.promo_kind is 'each' as codes, o.interest_id as interestId
  from broadcasts b join offers o on o.id = b.offer_id`

function fromRow({ parts, leftOut, urgent, careful, standing, ownClock, kind, codes, ...row }: Row): Broadcast {
  return {
    ...row,
    urgent: urgent === 1,
    careful: careful === 1,
    standing: standing === 1,
    ownClock: ownClock === null ? null : { at: ownClock, zone: row.zone },
    marketing: kind !== 'service',
    survey: kind === 'survey',
    codes: codes === 1,
    ...readAudience(parts, leftOut),
  }
}

/** A broadcast, or null. */
export function findBroadcast(db: Db, id: number): Broadcast | null {
  const row = db.sql<Row>(`${select} where b.id = ?`).get(id)
  return row === undefined ? null : fromRow(row)
}

/** A broadcast. @throws AppError `broadcast_not_found` */
export function getBroadcast(db: Db, id: number): Broadcast {
  const broadcast = findBroadcast(db, id)
  if (broadcast === null) throw new AppError('broadcast_not_found')
  return broadcast
}

/**
 * Which broadcasts (`b`) a list shows: all but those that were undone within a minute of their approval, of which nobody
 * got anything, and but the messages of series, which stand with their campaigns.
 */
export const LISTED = `b.standing = 0 and not (b.state = 'cancelled' and b.started_at is null and b.finished_at - b.created_at <= ${MINUTE})`

/** A page of broadcasts, newest first, and how many there are; see `LISTED`. */
export function listBroadcasts(
  db: Db,
  page: { offset: number; limit: number },
): { broadcasts: Broadcast[]; total: number } {
  const rows = db
    .sql<Row>(`${select} where ${LISTED} order by b.created_at desc, b.id desc limit ? offset ?`)
    .all(page.limit, page.offset)
  const total = db.sql<{ n: number }>(`select count(*) as n from broadcasts b where ${LISTED}`).get()?.n ?? 0
  return { broadcasts: rows.map(fromRow), total }
}

/** Broadcasts in any of the given states, oldest first. */
export function listBroadcastsIn(db: Db, states: readonly BroadcastState[]): Broadcast[] {
  return db
    .sql<Row>(`${select} where b.state in (select value from json_each(?)) order by b.starts_at, b.id`)
    .all(JSON.stringify(states))
    .map(fromRow)
}

/** A broadcast that may send, whether it goes before the others, and how many messages an hour it may send at most; null: as many as may be. */
export type Running = { id: number; urgent: boolean; perHour: number | null }

/**
 * The broadcasts that are running, urgent ones first, then the oldest; of those that carry a message of a series only where
 * somebody's is due by now, so that many series that wait cost nothing.
 * @param at ms UTC
 */
export function listRunning(db: Db, at: number): Running[] {
  return db
    .sql<{ id: number; urgent: number; perHour: number | null }>(
      `select id, urgent, per_hour as perHour from broadcasts where state = 'running' and (standing = 0 or exists (
         select 1 from deliveries d indexed by deliveries_queued
         where d.broadcast_id = broadcasts.id and d.state = 'queued' and d.due_at <= ?))
       order by urgent desc, starts_at, id`,
    )
    .all(at)
    .map(({ urgent, ...row }) => ({ ...row, urgent: urgent === 1 }))
}

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
         per_hour, campaign_id, nudges, created_by, created_at)
       values (?, 'scheduled', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
 * Goes on after a pause: to running when its rows exist, to its time when that lies ahead, else to planning at once,
 * which makes now its time.
 * After a surprising audience the number found counts as seen; after an alarm it halts again at twice what was found. What was refused before is another matter, see
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

/** Stops for good what is not over yet; rows that wait stay as they are and are reported as not sent. */
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

/** The reminders of a broadcast that begins later than was meant come as much later. @param at ms UTC: when it begins */
export function delayNudges(db: Db, { id, startsAt }: Pick<Broadcast, 'id' | 'startsAt'>, at: number): void {
  if (at <= startsAt) return
  db.sql(
    `update broadcasts set starts_at = starts_at + :late, own_clock = own_clock + :late where nudges = :id and state = 'scheduled'`,
  ).run({ id, late: at - startsAt })
}

/** Calls off the reminders of a broadcast that have not begun. */
export function cancelNudges(db: Db, id: number, at: number): void {
  db.sql(
    `update broadcasts set state = 'cancelled', pause_reason = null, pause_error = null, finished_at = :at, reported_at = :at,
       generation = generation + 1
     where nudges = :id and state in ('scheduled', 'paused') and started_at is null`,
  ).run({ id, at })
}

/** Finishes a running broadcast of which nothing waits and nothing is on its way. @returns true when it did */
export function finishBroadcast(db: Db, id: number, at: number): boolean {
  const { changes } = db
    .sql(
      `update broadcasts set state = 'finished', finished_at = ? where id = ? and state = 'running' and standing = 0
       and not exists (select 1 from deliveries where broadcast_id = broadcasts.id and state = 'queued')
       and not exists (select 1 from deliveries where broadcast_id = broadcasts.id and state = 'sending')`,
    )
    .run(at, id)
  if (changes > 0) closeControl(db, id, at)
  return changes > 0
}

/** Something was decided of it that a second press on the same button would do once more. */
export function raiseGeneration(db: Db, id: number): void {
  db.sql('update broadcasts set generation = generation + 1 where id = ?').run(id)
}

/** The state of one person's row; docs/lifecycle.md draws the arrows. */
export type DeliveryState = (typeof deliveries.$inferSelect)['state']

/** How many rows of a broadcast are in each state. */
export type StateCounts = Record<DeliveryState, number>

/** Counts a broadcast's rows by state, from the rows themselves, in the people's reader. */
export async function countStates(db: Db, id: number): Promise<StateCounts> {
  const counts: StateCounts = { queued: 0, sending: 0, sent: 0, failed: 0, uncertain: 0, skipped: 0, held_out: 0 }
  const rows = await db.people.rows<{ state: DeliveryState; n: number }>(
    'select state, count(*) as n from deliveries where broadcast_id = ? group by state',
    [id],
  )
  for (const { state, n } of rows) counts[state] = n
  return counts
}
