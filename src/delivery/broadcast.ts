import { MINUTE } from '../clock.js'
import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { broadcasts, type deliveries, type offers } from '../db/schema/index.js'
import { AppError } from '../errors.js'
import type { WallTime } from './gate/hours.js'
import { type Audience, readAudience } from './plan/audience.js'

/** The state of a broadcast; docs/lifecycle.md draws the arrows. */
export type BroadcastState = (typeof broadcasts.$inferSelect)['state']

/**
 * Why a broadcast is paused. An admin asked for it, or is repairing or changing it; it would have started late; its
 * audience is far larger than approved or cannot be read; its links do not open; Telegram refused its content or the
 * bot's token; its outcomes cannot be written; a restored backup does not know who already got it; or too many people
 * block the bot or stop offers.
 */
export type PauseReason = NonNullable<(typeof broadcasts.$inferSelect)['pauseReason']>

export type { Audience, LeftOut, Part } from './plan/audience.js'

/** The columns of a broadcast, as screens and rules read them. */
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
 * One sending of an offer. Times are ms UTC.
 *
 * - `zone`: the time zone in which the marketer chose the time.
 * - `pauseError`: by `pauseReason`, the refusal that paused it, or the audience that was found.
 * - `notLaterThan`: nothing is sent after it; null: no limit.
 * - `interestId`: what its offer is about; null: it goes to everybody.
 * - `control`: how many of 10,000 are kept out as the control group.
 * - `campaignId`: the campaign that it is a run or a message of.
 * - `perHour`: the most messages an hour; null: no limit of its own.
 * - `nudges`: the broadcast that it reminds people of; null: none.
 * - `generation` rises with every pause, resume, end, resend and copy: a button made for an older generation does
 *   nothing. `offerGeneration` is the same for buttons that test the offer.
 */
export type Broadcast = Audience &
  Omit<Row, 'parts' | 'leftOut' | 'urgent' | 'careful' | 'standing' | 'ownClock' | 'kind' | 'codes'> & {
    /** False when the stored audience cannot be read: then it has no parts, leaves nobody out, and must not start. */
    readable: boolean
    /** From `startsAt` on each person gets it when their own clock shows this; null: everybody at once. */
    ownClock: WallTime | null
    /** It is sent before broadcasts that are not urgent. */
    urgent: boolean
    /** A few people get it first, see careful.ts. */
    careful: boolean
    /** It carries a message of a series: people come into it one by one, and it never finishes. */
    standing: boolean
    /** True: caps and quiet hours apply. Service messages are exempt. */
    marketing: boolean
    /** It is a round of the survey, which control groups of a quarter get as well. */
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
 * Which broadcasts (`b`) a list shows. Left out are those undone within a minute of their approval, before anybody got
 * anything, and the messages of series, which are listed with their campaigns.
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

/** A broadcast that may send; `perHour` is the most messages an hour, null: no limit of its own. */
export type Running = { id: number; urgent: boolean; perHour: number | null }

/**
 * The running broadcasts: urgent ones first, then the oldest. One that carries a message of a series is listed only
 * while somebody's message is due, so that many waiting series cost nothing. Nobody is reminded of what rests.
 * @param at ms UTC
 */
export function listRunning(db: Db, at: number): Running[] {
  return db
    .sql<{ id: number; urgent: number; perHour: number | null }>(
      `select id, urgent, per_hour as perHour from broadcasts where state = 'running' and (standing = 0 or exists (
         select 1 from deliveries d indexed by deliveries_queued
         where d.broadcast_id = broadcasts.id and d.state = 'queued' and d.due_at <= ?))
         and not exists (select 1 from broadcasts f where f.id = broadcasts.nudges and f.state = 'paused')
       order by urgent desc, starts_at, id`,
    )
    .all(at)
    .map(({ urgent, ...row }) => ({ ...row, urgent: urgent === 1 }))
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
