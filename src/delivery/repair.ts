import { z } from 'zod'
import { HOUR } from '../clock.js'
import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { type repairSteps, repairs } from '../db/schema/index.js'
import { unreachable } from '../errors.js'
import { isNoProof, type SendResult } from './outcome.js'

/** How long Telegram lets a bot delete a message, ms. */
export const TAKE_BACK_MS = 48 * HOUR

/**
 * `edit`: every message sent shows another version; `take_back`: every message sent is deleted from its chat; `over`: its buttons
 * say that the offer is over; `pin`, `unpin`: it stands at the top of the chat, or no more. The last three come by themselves.
 */
export type RepairKind = (typeof repairs.$inferSelect)['kind']

/** Why one message could not be repaired. `gone`: the person deleted it; `limited`: their chat lets nothing more in. */
export type RepairFailure = NonNullable<(typeof repairSteps.$inferSelect)['reason']>

const COLUMNS = columnsOf(
  repairs,
  'id',
  'broadcastId',
  'kind',
  'state',
  'versions',
  'oneByOne',
  'createdBy',
  'createdAt',
  'finishedAt',
  'reportedAt',
)
type Row = RowOf<typeof COLUMNS>

/** A repair of messages already sent. `versions`, for an edit: old version → new version. */
export type Repair = Omit<Row, 'versions'> & { versions: Map<number, number> }

/** True for a repair whose messages are added to it one by one. */
export function isOneByOne({ kind, oneByOne }: Pick<Repair, 'kind' | 'oneByOne'>): boolean {
  return kind === 'pin' || oneByOne === 1
}

/** How far a repair is. `waiting` counts messages that are still to be repaired. */
export type RepairCounts = { done: number; waiting: number; failed: { reason: RepairFailure; n: number }[] }

const versionsSchema = z.array(z.tuple([z.int(), z.int()]))

function fromRow(row: Row): Repair {
  return { ...row, versions: new Map(versionsSchema.parse(JSON.parse(row.versions))) }
}

/**
 * Begins to show another version in every message of a broadcast already sent; those that wait get it when they leave.
 * An edit of the same broadcast that is still under way ends: this one covers its messages too.
 * @param versions old version → new version
 * @returns the repair's id
 */
export function startEdit(
  db: Db,
  broadcastId: number,
  versions: ReadonlyMap<number, number>,
  adminId: number,
  at: number,
): number {
  db.sql(
    `update repairs set state = 'stopped', finished_at = ? where broadcast_id = ? and kind = 'edit' and state = 'running'`,
  ).run(at, broadcastId)
  return insert(db, broadcastId, 'edit', versions, adminId, at)
}

/** Begins to delete every message of a broadcast; those older than 48 h stay and are reported. @returns the repair's id */
export function startTakeBack(db: Db, broadcastId: number, adminId: number, at: number): number {
  db.sql(`update repairs set state = 'stopped', finished_at = ? where broadcast_id = ? and state = 'running'`).run(
    at,
    broadcastId,
  )
  return insert(db, broadcastId, 'take_back', new Map(), adminId, at)
}

function insert(
  db: Db,
  broadcastId: number,
  kind: RepairKind,
  versions: ReadonlyMap<number, number>,
  adminId: number,
  at: number,
): number {
  const { lastInsertRowid } = db
    .sql(
      `insert into repairs (broadcast_id, kind, state, versions, created_by, created_at) values (?, ?, 'running', ?, ?, ?)`,
    )
    .run(broadcastId, kind, JSON.stringify([...versions]), adminId, at)
  return Number(lastInsertRowid)
}

/** Stops a repair half-way; what is repaired stays repaired. @returns false when it was over already */
export function stopRepair(db: Db, id: number, at: number): boolean {
  return (
    db.sql(`update repairs set state = 'stopped', finished_at = ? where id = ? and state = 'running'`).run(at, id)
      .changes > 0
  )
}

/** A repair, or null. */
export function findRepair(db: Db, id: number): Repair | null {
  const row = db.sql<Row>(`select ${COLUMNS.sql} from repairs where id = ?`).get(id)
  return row === undefined ? null : fromRow(row)
}

/** All repairs of a broadcast, oldest first. */
export function listRepairs(db: Db, broadcastId: number): Repair[] {
  return db
    .sql<Row>(`select ${COLUMNS.sql} from repairs where broadcast_id = ? order by id`)
    .all(broadcastId)
    .map(fromRow)
}

/** Repairs under way, oldest first. */
export function listRunningRepairs(db: Db): Repair[] {
  return db.sql<Row>(`select ${COLUMNS.sql} from repairs where state = 'running' order by id`).all().map(fromRow)
}

/**
 * Repairs that ended at least `settled` ms before `at` and that nobody was told of yet, even if the clock was set back
 * meanwhile.
 */
export function listUnreportedRepairs(db: Db, at: number, settled: number): Repair[] {
  return db
    .sql<Row>(`select ${COLUMNS.sql} from repairs where state <> 'running' and reported_at is null
       and abs(? - finished_at) >= ? order by id`)
    .all(at, settled)
    .map(fromRow)
}

/** The admin was told how a repair ended. */
export function recordRepairReported(db: Db, id: number, at: number): void {
  db.sql('update repairs set reported_at = ? where id = ?').run(at, id)
}

/** Counts a repair's messages, in the people's reader. */
export async function countRepair(db: Db, repair: Pick<Repair, 'id' | 'kind' | 'broadcastId'>): Promise<RepairCounts> {
  const versions = versionsToRepair(db, repair)
  const rows = await db.people.rows<{ state: string; reason: RepairFailure | null; n: number }>(
    `select r.state, r.reason, count(*) as n from repair_steps r where r.repair_id = ? group by r.state, r.reason
     union all
     select 'open', null, count(*) from deliveries d where d.broadcast_id = ? and d.state = 'sent'
       and d.message_id is not null and d.taken_back_at is null
       and (? is null or coalesce(d.shown_variant_id, d.variant_id) in (select value from json_each(?)))
       and not exists (select 1 from repair_steps r where r.repair_id = ? and r.delivery_id = d.id)`,
    [repair.id, repair.broadcastId, versions, versions, repair.id],
  )
  const counts: RepairCounts = { done: 0, waiting: 0, failed: [] }
  for (const { state, reason, n } of rows) {
    if (n === 0) continue
    if (state === 'done') counts.done += n
    else if (state === 'failed') counts.failed.push({ reason: reason ?? 'refused', n })
    else counts.waiting += n
  }
  return counts
}

/**
 * Which version people of a broadcast get now: its edits, followed from the version that was approved.
 * Empty when nothing was edited.
 */
export function currentVersions(db: Db, broadcastId: number): Map<number, number> {
  const current = new Map<number, number>()
  for (const { kind, versions } of listRepairs(db, broadcastId)) {
    if (kind !== 'edit') continue
    for (const [from, to] of current) current.set(from, versions.get(to) ?? to)
    for (const [from, to] of versions) current.set(from, to)
  }
  return current
}

/** Which version people of a broadcast were to get before it was edited, by what it became. Empty when nothing was edited. */
export function firstVersions(db: Pick<Db, 'sql'>, broadcastId: number): Map<number, number> {
  const first = new Map<number, number>()
  const edits = db
    .sql<{ versions: string }>(`select versions from repairs where broadcast_id = ? and kind = 'edit' order by id`)
    .all(broadcastId)
  for (const [from, to] of edits.flatMap(({ versions }) => versionsSchema.parse(JSON.parse(versions))))
    first.set(to, first.get(from) ?? from)
  return first
}

/**
 * The versions whose messages a repair has to repair, as JSON; null when it is about every message, whatever it shows.
 */
export function versionsToRepair(db: Db, repair: Pick<Repair, 'kind' | 'broadcastId'>): string | null {
  return repair.kind !== 'edit' ? null : JSON.stringify([...currentVersions(db, repair.broadcastId).keys()])
}

/** What repairing one message came to. All repairs may be repeated, so whatever is not sure is simply tried again. */
export type StepOutcome =
  | { kind: 'done' }
  | { kind: 'failed'; reason: RepairFailure }
  | { kind: 'limited'; retryAfter: number }
  | { kind: 'again' }
  | { kind: 'unauthorized'; error: string }

/** Judges Telegram's answer to an edit or a deletion. */
export function classifyStep(kind: RepairKind, result: SendResult): StepOutcome {
  switch (result.kind) {
    case 'accepted':
      return { kind: 'done' }
    case 'unreached':
    case 'unknown':
      return { kind: 'again' }
    case 'answered':
      return classifyAnswer(kind, result.code, result.description.toLowerCase(), result.retryAfter)
    default:
      return unreachable(result)
  }
}

function classifyAnswer(kind: RepairKind, code: number, words: string, retryAfter: number | null): StepOutcome {
  if (code === 429) return { kind: 'limited', retryAfter: retryAfter !== null && retryAfter > 0 ? retryAfter : 1 }
  if (code === 401) return { kind: 'unauthorized', error: `${code} ${words}` }
  if (isNoProof(code)) return { kind: 'again' }
  if (words.includes('message is not modified')) return { kind: 'done' }
  if (words.includes('poll has already been closed')) return { kind: 'done' }
  if (words.includes('message with poll to stop not found')) return { kind: 'failed', reason: 'gone' }
  if (words.includes('message to delete not found')) return { kind: 'done' }
  if (words.includes('message to unpin not found')) return { kind: 'done' }
  if (words.includes('message to pin not found')) return { kind: 'failed', reason: 'gone' }
  if (words.includes('message to edit not found') || words.includes('message_id_invalid')) {
    return kind === 'take_back' ? { kind: 'done' } : { kind: 'failed', reason: 'gone' }
  }
  if (words.includes("can't be deleted") || words.includes("can't be edited"))
    return { kind: 'failed', reason: 'too_old' }
  if (words.includes('bot was blocked')) return { kind: 'failed', reason: 'blocked' }
  if (words.includes('deactivated')) return { kind: 'failed', reason: 'deactivated' }
  return { kind: 'failed', reason: 'refused' }
}
