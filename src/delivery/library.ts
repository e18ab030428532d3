import type { Db } from '../db/open.js'
import type { Goal } from '../offers/offer.js'
import { type BroadcastState, LISTED } from './broadcast.js'

/**
 * Which offers (`o`) the library holds, archived ones included: drafts, and the offers of listed broadcasts. Left out
 * are drafts that change a broadcast (its offer is listed already), surveys, and messages of campaigns, which are listed
 * with them (those of a repeat once it has started).
 */
export const IN_LIBRARY = `o.kind <> 'survey'
  and (o.state = 'draft' and o.draft ->> '$.changing' is null
    or o.state = 'used' and exists (select 1 from broadcasts b where b.offer_id = o.id and ${LISTED}))
  and not exists (select 1 from campaign_messages m join campaigns c on c.id = m.campaign_id
    where m.offer_id = o.id and (c.kind = 'series' or c.state in ('running', 'paused', 'ended')))`

/** The last sending of an offer. Times are ms UTC; `startedAt` is null until it begins. */
export type LastSending = {
  id: number
  state: BroadcastState
  startsAt: number
  startedAt: number | null
  generation: number
}

/**
 * An offer of the library. Times are ms UTC; `archivedAt` null: it is in no archive; `sending` null: it is a draft.
 * `generation` is the offer's, see `offers`.
 */
export type Written = {
  id: number
  name: string
  goal: Goal
  createdAt: number
  archivedAt: number | null
  generation: number
  sending: LastSending | null
}

type Row = Omit<Written, 'sending'> & {
  broadcastId: number | null
  state: BroadcastState | null
  startsAt: number | null
  startedAt: number | null
  broadcastGeneration: number | null
}

const select = `select o.id, o.name, o.goal, o.created_at as createdAt, o.archived_at as archivedAt, o.generation,
    s.id as broadcastId, s.state, s.starts_at as startsAt, s.started_at as startedAt, s.generation as broadcastGeneration
  from offers o left join broadcasts s on o.state = 'used'
    and s.id = (select max(b.id) from broadcasts b where b.offer_id = o.id and ${LISTED})`
const from = (archived: boolean) => `o.archived_at is ${archived ? 'not ' : ''}null and ${IN_LIBRARY}`

function fromRow({ broadcastId, state, startsAt, startedAt, broadcastGeneration, ...row }: Row): Written {
  const sending =
    broadcastId === null || state === null || startsAt === null || broadcastGeneration === null
      ? null
      : { id: broadcastId, state, startsAt, startedAt, generation: broadcastGeneration }
  return { ...row, sending }
}

/** A page of the library, or of its archive, the newest first, and how many there are in all. */
export function listWritten(
  db: Db,
  page: { offset: number; limit: number; archived: boolean },
): { offers: Written[]; total: number } {
  const rows = db
    .sql<Row>(`${select} where ${from(page.archived)} order by o.created_at desc, o.id desc limit ? offset ?`)
    .all(page.limit, page.offset)
  return { offers: rows.map(fromRow), total: countWritten(db, page.archived) }
}

/** How many the library, or its archive, holds. */
export function countWritten(db: Db, archived: boolean): number {
  return db.sql<{ n: number }>(`select count(*) as n from offers o where ${from(archived)}`).get()?.n ?? 0
}

/** An offer of the library, in the archive or not; null when it holds none such. */
export function findWritten(db: Db, offerId: number): Written | null {
  const row = db.sql<Row>(`${select} where o.id = ? and ${IN_LIBRARY}`).get(offerId)
  return row === undefined ? null : fromRow(row)
}

/** How many stand before an offer in its list, the library's or the archive's. */
export function countNewer(db: Db, { id, createdAt, archivedAt }: Written): number {
  const newer = `select count(*) as n from offers o where (o.created_at, o.id) > (?, ?) and ${from(archivedAt !== null)}`
  return db.sql<{ n: number }>(newer).get(createdAt, id)?.n ?? 0
}
