import { randomUUID } from 'node:crypto'
import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { segments } from '../db/schema/index.js'
import { AppError, isAppError } from '../errors.js'
import { fold } from '../text/fold.js'
import { type Criterion, parseCriterion } from './criterion.js'
import { checkReferences, checkUnused } from './reference.js'

const COLUMNS = columnsOf(segments, 'id', 'name', 'kind', 'criterion', 'createdBy', 'createdAt')
type Row = RowOf<typeof COLUMNS>

/** A segment is told by a rule, or is a list of people. */
export type SegmentKind = Row['kind']

/**
 * A saved, named criterion, or a fixed list of people, whose criterion is to be listed in it. `createdBy` is an admin's
 * Telegram id, `createdAt` ms UTC.
 */
export type Segment = Omit<Row, 'criterion'> & { criterion: Criterion }

/** A saved segment as lists know it; `criterion` null: what is stored cannot be read, and it can only be deleted. */
export type ListedSegment = Omit<Segment, 'criterion'> & { criterion: Criterion | null }

const NAME_LENGTH = 64

/** The segments that lists show: neither deleted nor made only for one offer by ticking. */
const SHOWN = 'deleted_at is null and listed = 1'

/**
 * A page of saved segments, newest first, and how many there are in all.
 * @param page.but leaves out those with this condition
 * @param page.kind only those of this kind; missing: of any
 */
export function listSegments(
  db: Db,
  page: { offset: number; limit: number; but?: Criterion; kind?: SegmentKind },
): { segments: ListedSegment[]; total: number } {
  const which = { but: page.but === undefined ? null : JSON.stringify(page.but), kind: page.kind ?? null }
  const from = `from segments where ${SHOWN} and criterion is not :but and kind = coalesce(:kind, kind)`
  const rows = db
    .sql<Row>(`select ${COLUMNS.sql} ${from} order by created_at desc, id desc limit :limit offset :offset`)
    .all({ ...which, limit: page.limit, offset: page.offset })
  const total = db.sql<{ n: number }>(`select count(*) as n ${from}`).get(which)?.n ?? 0
  return { segments: rows.map(listed), total }
}

/** A page of the fixed lists, newest first, and how many there are. */
export function listFixed(
  db: Db,
  page: { offset: number; limit: number },
): { segments: { id: number; name: string }[]; total: number } {
  const segments = db
    .sql<{ id: number; name: string }>(
      `select id, name from segments where ${SHOWN} and kind = 'list' order by created_at desc, id desc limit ? offset ?`,
    )
    .all(page.limit, page.offset)
  const total =
    db.sql<{ n: number }>(`select count(*) as n from segments where ${SHOWN} and kind = 'list'`).get()?.n ?? 0
  return { segments, total }
}

/** A saved segment; null when there is none (any more). @throws AppError `criterion_…` when it is not readable */
export function findSegment(db: Db, id: number): Segment | null {
  const row = db.sql<Row>(`select ${COLUMNS.sql} from segments where id = ? and deleted_at is null`).get(id)
  return row === undefined ? null : fromRow(row)
}

/** As `findSegment`, also where the criterion cannot be read. */
export function findListed(db: Db, id: number): ListedSegment | null {
  const row = db.sql<Row>(`select ${COLUMNS.sql} from segments where id = ? and deleted_at is null`).get(id)
  return row === undefined ? null : listed(row)
}

/** The saved segment that is called so, whatever the case, and asks for the same; null when there is none. */
export function findSame(db: Db, name: string, criterion: Criterion): Segment | null {
  const row = db
    .sql<Row>(`select ${COLUMNS.sql} from segments where name_folded = ? and criterion = ? and deleted_at is null`)
    .get(fold(readName(name)), JSON.stringify(parseCriterion(criterion)))
  return row === undefined ? null : fromRow(row)
}

/** As `findListed`. @throws AppError `segment_not_found` */
export function getListed(db: Db, id: number): ListedSegment {
  const segment = findListed(db, id)
  if (segment === null) throw new AppError('segment_not_found', { id })
  return segment
}

/** A saved segment. @throws AppError `segment_not_found` */
export function getSegment(db: Db, id: number): Segment {
  const segment = findSegment(db, id)
  if (segment === null) throw new AppError('segment_not_found', { id })
  return segment
}

/**
 * Saves a criterion under a name. With `listed: false` no list shows it, and its name stays free: it is only what an
 * offer has ticked.
 * @throws AppError `segment_name_invalid` (empty, or over 64 characters), `segment_name_taken` (whatever the case),
 * `criterion_…`, `criterion_unknown_reference` when it names something that is not there
 */
export function createSegment(
  db: Db,
  segment: { name: string; criterion: Criterion; createdBy: number; listed?: boolean },
  at: number,
): Segment {
  const name = readName(segment.name)
  const criterion = readCriterion(db, segment.criterion, null)
  const { createdBy, listed = true } = segment
  if (listed) checkNameFree(db, name, null)
  const folded = listed ? fold(name) : `${fold(name)}\n${randomUUID()}`
  const row = db
    .sql<Row>(
      `insert into segments (name, name_folded, criterion, listed, created_by, created_at) values (?, ?, ?, ?, ?, ?)
       returning ${COLUMNS.sql}`,
    )
    .get(name, folded, JSON.stringify(criterion), listed ? 1 : 0, createdBy, at)
  if (row === undefined) throw new Error('the segment was not stored')
  return fromRow(row)
}

/** Gives a segment another name. @throws AppError `segment_not_found`, `segment_name_invalid`, `segment_name_taken` */
export function renameSegment(db: Db, id: number, name: string): Segment {
  const segment = getSegment(db, id)
  const next = readName(name)
  checkNameFree(db, next, id)
  db.sql('update segments set name = ?, name_folded = ? where id = ?').run(next, fold(next), id)
  return { ...segment, name: next }
}

/**
 * Gives a segment another criterion; broadcasts that were already approved keep the one they were approved with.
 * @throws AppError `segment_not_found`, `segment_is_list`, `criterion_…` (`criterion_cycle` when it would come back to
 * itself), `criterion_unknown_reference`
 */
export function changeSegment(db: Db, id: number, criterion: Criterion): Segment {
  const segment = getSegment(db, id)
  if (segment.kind === 'list') throw new AppError('segment_is_list', { name: segment.name })
  const next = readCriterion(db, criterion, id)
  db.sql('update segments set criterion = ? where id = ?').run(JSON.stringify(next), id)
  return { ...segment, criterion: next }
}

/**
 * Deletes a segment that nothing waits for; its row stays, because reports of old broadcasts name it.
 * @throws AppError `segment_not_found`; `segment_in_use` with `by`, the name of a segment whose rule names it, of a
 * drafted offer that chooses it or leaves it out, of an offer whose broadcast is not over, or of a campaign that goes to it, starts by it or asks it
 */
export function deleteSegment(db: Db, id: number, at: number): void {
  if (findListed(db, id) === null) throw new AppError('segment_not_found', { id })
  checkUnused(db, { kind: 'segment', id })
  const by = db.sql<{ name: string }>(USERS).get({ id })
  if (by !== undefined) throw new AppError('segment_in_use', { by: by.name })
  db.sql('update segments set deleted_at = ? where id = ?').run(at, id)
}

/** Whose draft, whose broadcast that is not over, or what goes again and again, holds the segment :id. */
const USERS = `
  select o.name from offers o
  where o.state = 'draft' and (
    exists (select 1 from variants v where v.offer_id = o.id and v.segment_id = :id)
    or exists (select 1 from json_each(o.draft, '$.segments') j where j.value = :id)
    or exists (select 1 from json_each(o.draft, '$.leaveOut') j where j.value = :id))
  union all
  select o.name from broadcasts b join offers o on o.id = b.offer_id
  where b.state not in ('finished', 'cancelled') and (
    exists (select 1 from variants v where v.offer_id = o.id and v.segment_id = :id)
    or exists (select 1 from json_tree(b.parts) j where j.key in ('segmentId', 'segment') and j.value = :id)
    or exists (select 1 from json_tree(b.left_out) j where j.key in ('segmentId', 'segment') and j.value = :id))
  union all
  select c.name from campaigns c
    join campaign_messages m on m.campaign_id = c.id and m.edition = c.edition join offers o on o.id = m.offer_id
  where c.kind = 'repeat' and c.state in ('running', 'paused') and (
    exists (select 1 from json_each(o.draft, '$.segments') j where j.value = :id)
    or exists (select 1 from json_each(o.draft, '$.leaveOut') j where j.value = :id))
  union all
  select c.name from campaigns c where c.state in ('draft', 'running', 'paused') and (c.starts ->> '$.on.segmentId' = :id
    or exists (select 1 from campaign_messages m where m.campaign_id = c.id and m.edition >= c.edition and m.only_segment_id = :id)
    or exists (select 1 from campaign_editions e where e.campaign_id = c.id and e.starts ->> '$.on.segmentId' = :id
      and (e.edition > c.edition or (e.ends ->> '$.left' and exists (select 1 from enrolments n
        where n.campaign_id = c.id and n.state = 'on_way' and n.edition <= e.edition)))))
  limit 1`

/**
 * A name as it is shown and as it is compared.
 * @throws AppError `segment_name_invalid`, `segment_name_taken`
 */
export function checkName(db: Db, input: string): { shown: string; folded: string } {
  const shown = readName(input)
  checkNameFree(db, shown, null)
  return { shown, folded: fold(shown) }
}

function checkNameFree(db: Db, name: string, self: number | null): void {
  const holder = db
    .sql<{ id: number }>('select id from segments where name_folded = ? and deleted_at is null')
    .get(fold(name))
  if (holder !== undefined && holder.id !== self) throw new AppError('segment_name_taken', { name })
}

function readName(input: string): string {
  const name = input
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim()
  const visible = name.replace(/[\p{C}\p{Z}]/gu, '')
  if (visible === '' || [...name].length > NAME_LENGTH)
    throw new AppError('segment_name_invalid', { limit: NAME_LENGTH })
  return name
}

function readCriterion(db: Db, value: Criterion, self: number | null): Criterion {
  const criterion = parseCriterion(value)
  checkReferences(db, criterion, self)
  return criterion
}

function listed(row: Row): ListedSegment {
  try {
    return fromRow(row)
  } catch (error) {
    if (!isAppError(error) && !(error instanceof SyntaxError)) throw error
    return { ...row, criterion: null }
  }
}

function fromRow(row: Row): Segment {
  return { ...row, criterion: parseCriterion(JSON.parse(row.criterion)) }
}
