import { DateTime } from 'luxon'
import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { Reader } from '../../db/reader.js'
import { AppError } from '../../errors.js'
import { type Sql, sql } from '../compile/sql.js'
import { compileCriterion, compilePeople } from '../compile.js'
import { expandCriterion } from '../criterion/expand.js'
import { type PlainCriterion, parseCriterion } from '../criterion.js'
import type { SegmentKind } from '../segment.js'
import type { EvaluationContext } from '../window.js'

const DROP_ROWS = 500

/**
 * The size of a segment on a day (days since 1970-01-01 in the bot's zone), as last counted on it. `entered` and `gone`:
 * how many came and left that day; null while its members are not watched.
 */
export type SegmentSize = {
  day: number
  size: number
  reachable: number
  entered: number | null
  gone: number | null
  at: number
}

/** The result of a refresh: how many segments were counted, and those that could not be, each with the reason. */
export type Refreshed = { segments: number; failed: { segmentId: number; error: unknown }[] }

/** The day of a moment in a zone, as days since 1970-01-01. */
export function dayOf(at: number, zone: string): number {
  const { year, month, day } = DateTime.fromMillis(at, { zone })
  return Date.UTC(year, month - 1, day) / DAY
}

/**
 * Counts every saved segment that was not counted today or is newly watched, and records who entered and who left the
 * watched ones. Members of segments that nobody watches any more are deleted. It is started by the calendar only, never
 * by a change that it made itself; a segment inside another one counts by its rule, not by its recorded members. One
 * segment that fails does not hold up the others.
 */
export async function refreshMembership(db: Db, { zone }: { zone: string }, at: number): Promise<Refreshed> {
  const due = db
    .sql<{ id: number }>(
      `select id from segments s where deleted_at is null
       and (not exists (select 1 from segment_sizes z where z.segment_id = s.id and z.day = ?)
         or (listened = 1 and kind = 'rule' and members_at is null)) order by id`,
    )
    .all(dayOf(at, zone))
  await dropUnwatched(db)
  const failed: Refreshed['failed'] = []
  for (const { id } of due) {
    try {
      await refreshSegment(db, id, { zone, at })
    } catch (error) {
      failed.push({ segmentId: id, error })
    }
  }
  return { segments: due.length - failed.length, failed }
}

/**
 * Counts one segment now; the figures of today are replaced, those who entered and left today are added up.
 * @param reader whose time limit holds: that of jobs (10 min), or that of people when somebody waits (5 s)
 * @throws AppError `segment_not_found`, `criterion_…`, `query_timeout`
 */
export async function refreshSegment(
  db: Db,
  id: number,
  context: EvaluationContext,
  reader: Reader = db.jobs,
): Promise<void> {
  const { kind, listened, plain } = ruleOf(db, id)
  const test = compileCriterion(plain, context)
  // The rows of a fixed list are what it is: nobody enters or leaves it by a rule.
  const moved =
    listened && kind === 'rule'
      ? await takeDown(db, reader, { id, people: compilePeople(plain, context), at: context.at })
      : null
  const { size, reachable } = await sizeOf(reader, moved === null ? test : membersOf(id), context)
  await db.group(() =>
    db
      .sql(
        `insert into segment_sizes (segment_id, day, size, reachable, entered, gone, at) values (?, ?, ?, ?, ?, ?, ?)
         on conflict (segment_id, day) do update set size = excluded.size, reachable = excluded.reachable, at = excluded.at,
           entered = coalesce(entered, 0) + excluded.entered, gone = coalesce(gone, 0) + excluded.gone`,
      )
      .run(
        id,
        dayOf(context.at, context.zone),
        size,
        reachable,
        moved?.entered ?? null,
        moved?.gone ?? null,
        context.at,
      ),
  )
}

/**
 * How large a segment is now, without keeping it: nobody who merely looks writes. Who came and left is not known of it.
 * @throws AppError `segment_not_found`, `criterion_…`, `query_timeout` after 5 s
 */
export async function sizeNow(db: Db, id: number, context: EvaluationContext): Promise<SegmentSize> {
  const { size, reachable } = await sizeOf(db.people, compileCriterion(ruleOf(db, id).plain, context), context)
  return { day: dayOf(context.at, context.zone), size, reachable, entered: null, gone: null, at: context.at }
}

/** What decides who is in it, and how it is kept. @throws AppError `segment_not_found`, `criterion_…` */
function ruleOf(db: Db, id: number): { kind: SegmentKind; listened: boolean; plain: PlainCriterion } {
  const segment = db
    .sql<{ kind: SegmentKind; criterion: string; listened: number }>(
      'select kind, criterion, listened from segments where id = ? and deleted_at is null',
    )
    .get(id)
  if (segment === undefined) throw new AppError('segment_not_found', { id })
  const plain = expandCriterion(db, parseCriterion(JSON.parse(segment.criterion)))
  return { kind: segment.kind, listened: segment.listened === 1, plain }
}

/** How many pass, and how many of them can be reached. */
async function sizeOf(
  reader: Reader,
  test: Sql,
  { at }: EvaluationContext,
): Promise<Pick<SegmentSize, 'size' | 'reachable'>> {
  const counted = sql`select count(*) as size,
    coalesce(sum(s.status = 'active' and coalesce(s.paused_until, 0) <= ${at}), 0) as reachable
    from subscribers s where ${test}`
  const [found] = await reader.rows<{ size: number; reachable: number }>(counted.text, counted.params)
  return found ?? { size: 0, reachable: 0 }
}

/**
 * Starts watching who enters and leaves a segment, from the next refresh on: whoever is in it then counts as having been
 * there before. A fixed list needs no watching.
 * @throws AppError `segment_not_found`
 */
export function watchSegment(db: Pick<Db, 'sql'>, id: number): void {
  const { changes } = db.sql('update segments set listened = 1 where id = ? and deleted_at is null').run(id)
  if (changes === 0) throw new AppError('segment_not_found', { id })
}

/**
 * Stops watching a segment: what happened stays, and the next refreshes delete who is in it.
 * @throws AppError `segment_not_found`
 */
export function unwatchSegment(db: Pick<Db, 'sql'>, id: number): void {
  const { changes } = db
    .sql('update segments set listened = 0, members_at = null where id = ? and deleted_at is null')
    .run(id)
  if (changes === 0) throw new AppError('segment_not_found', { id })
}

/** Since when a segment is watched, ms UTC (`since` null: from the next refresh on); null: it is not watched. */
export function watchOf(db: Pick<Db, 'sql'>, id: number): { since: number | null } | null {
  const row = db
    .sql<{ since: number | null }>(
      `select members_at as since from segments where id = ? and listened = 1 and kind = 'rule'`,
    )
    .get(id)
  return row ?? null
}

/** Deletes the members of segments that nobody watches any more, a few at a time. */
async function dropUnwatched(db: Db): Promise<void> {
  const left = db
    .sql<{ id: number }>(
      `select id from segments s where kind = 'rule' and listened = 0
       and exists (select 1 from segment_members m where m.segment_id = s.id)`,
    )
    .all()
  const drop = db.sql(
    `delete from segment_members where segment_id = ? and subscriber_id in (
       select subscriber_id from segment_members where segment_id = ? limit ${DROP_ROWS})
     and exists (select 1 from segments where id = segment_id and kind = 'rule' and listened = 0)`,
  )
  for (const { id } of left)
    while (db.write(() => drop.run(id, id).changes) > 0) await new Promise(resolve => setImmediate(resolve))
}

/** The newest `days` days of a segment that were counted, the oldest first. */
export function listSizes(db: Db, id: number, days: number): SegmentSize[] {
  return db
    .sql<SegmentSize>(
      'select day, size, reachable, entered, gone, at from segment_sizes where segment_id = ? order by day desc limit ?',
    )
    .all(id, days)
    .reverse()
}

/** How many more (or fewer) than so many days before; null when that day was not counted. */
export type Growth = { days: 1 | 7 | 30; more: number | null }

/** The newest size against one, seven and thirty days before it; empty when nothing was counted yet. */
export function growthOf(sizes: readonly SegmentSize[]): Growth[] {
  const newest = sizes.at(-1)
  if (newest === undefined) return []
  return ([1, 7, 30] as const).map(days => {
    const before = sizes.find(({ day }) => day === newest.day - days)
    return { days, more: before === undefined ? null : newest.size - before.size }
  })
}

/**
 * Brings the recorded members of a segment to what its rule says now. Each slice of the differences is one transaction,
 * so a membership and the record of its change are never apart; a slice that a crash kept out is found again next time.
 */
async function takeDown(
  db: Db,
  reader: Reader,
  { id, people, at }: { id: number; people: Sql; at: number },
): Promise<{ entered: number; gone: number }> {
  const first = db.sql<{ n: number }>('select members_at is null as n from segments where id = ?').get(id)?.n === 1
  const differences = sql`with inside as materialized (select id as person from (${people})),
    members as materialized (select subscriber_id as person from segment_members where segment_id = ${id})
    select person, 1 as entered from inside where person not in (select person from members)
    union all
    select person, 0 from members where person not in (select person from inside)`
  const newest = db.sql<{ id: number | null }>('select max(id) as id from segment_changes').get()?.id ?? 0
  const scratch = await reader.scratch(differences.text, differences.params)
  const rows = 'from scratch.result r where r.rowid > :after and r.rowid <= :upto'
  const member = 'select 1 from main.segment_members m where m.segment_id = :id and m.subscriber_id = r.person'
  try {
    await db.merge(
      scratch,
      [
        ...(first
          ? []
          : [
              `insert into main.segment_changes (segment_id, subscriber_id, entered, at)
               select :id, r.person, r.entered, :at ${rows} and r.entered <> exists (${member}) order by r.rowid`,
            ]),
        `insert or ignore into main.segment_members (segment_id, subscriber_id, since)
         select :id, r.person, :at ${rows} and r.entered = 1`,
        `delete from main.segment_members where segment_id = :id
         and subscriber_id in (select r.person ${rows} and r.entered = 0)`,
      ],
      { id, at },
    )
  } finally {
    await scratch.drop()
  }
  if (!first) return movedSince(db, id, newest, at)
  await db.group(() => db.sql('update segments set members_at = ? where id = ?').run(at, id))
  return { entered: 0, gone: 0 }
}

/** What was taken down after the change with the id `newest`. */
function movedSince(db: Db, id: number, newest: number, at: number): { entered: number; gone: number } {
  const moved = db
    .sql<{ entered: number; gone: number }>(
      `select coalesce(sum(entered), 0) as entered, coalesce(sum(not entered), 0) as gone
       from segment_changes where segment_id = ? and at = ? and id > ?`,
    )
    .get(id, at, newest)
  return moved ?? { entered: 0, gone: 0 }
}

function membersOf(id: number): Sql {
  return sql`s.id in (select m.subscriber_id from segment_members m where m.segment_id = ${id})`
}
