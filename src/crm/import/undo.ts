import type { AddedTo, Change } from '../../audience/incoming/change.js'
import { takeBackOrders } from '../../audience/incoming/takeback/order.js'
import type { TakingBack, WhyKept } from '../../audience/incoming/takeback/taking.js'
import { madeBy, takeBack } from '../../audience/incoming/takeback.js'
import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { Import } from './record.js'

/** How long an import can be undone: so long what it changed is remembered. */
const UNDO_MS = 30 * DAY

/**
 * In this order: who goes takes what was known of them along, orders go before whose they are, and a field goes last, when
 * nobody has a value of it.
 */
const TABLES: readonly Change['table'][] = ['subscribers', 'attribute_values', 'orders', 'customers', 'attributes']

/** What undoing an import would come to: how many of what it added, and in how many something returns; who would stay. */
export type UndoPreview = { added: number; changed: number; pressed: number }

/** Orders that would go, those that return to what they were, and those of which somebody told since: they stay. */
export type OrdersUndone = { new: number; changed: number; stay: number }

/** Something that stays as the import made it, and why. `name` is what it is called, null where it has no name any more. */
export type KeptChange = { table: Change['table']; row: number; why: WhyKept; name: string | null; key: string | null }

/** True while an import can be undone: also once more, when something of it stayed. @param at ms UTC */
export function canUndo(
  { state, finishedAt, undoneAt, counts }: Pick<Import, 'state' | 'finishedAt' | 'undoneAt' | 'counts'>,
  at: number,
): boolean {
  const stands = state === 'done' || (state === 'undone' && undoneAt !== null && (counts?.kept ?? 0) > 0)
  return stands && finishedAt !== null && at - finishedAt < UNDO_MS
}

/** Asked in the people's reader. @throws AppError `query_timeout` after 5 s */
export async function previewUndo(db: Db, importId: number): Promise<UndoPreview> {
  const [found] = await db.people.rows<UndoPreview>(
    `select sum(added) as added, sum(changed) as changed, sum(pressed) as pressed from (
       select count(*) filter (where c.before is null and c."table" <> 'attributes' and s.last_seen_at is null) as added,
         count(distinct c.row) filter (where c.before is not null) as changed,
         count(*) filter (where c.before is null and s.last_seen_at is not null) as pressed
       from import_changes c left join subscribers s on c."table" = 'subscribers' and s.id = cast(c.row as integer)
       where c.import_id = :importId
       union all select count(*) filter (where s.last_seen_at is null), 0, count(s.last_seen_at)
       from import_ranges g cross join subscribers s on s.id between g.first and g.last
       where g.import_id = :importId and g."table" = 'subscribers' and s.erased_at is null
       union all select count(*), 0, 0
       from import_ranges g cross join customers k on k.id between g.first and g.last
       where g.import_id = :importId and g."table" = 'customers' and k.erased_at is null
       union all select count(*), 0, 0
       from import_ranges g cross join orders o on o.id between g.first and g.last
       where g.import_id = :importId and g."table" = 'orders')`,
    { importId },
  )
  return found ?? { added: 0, changed: 0, pressed: 0 }
}

/** The same of the orders of an import; asked in the people's reader. @throws AppError `query_timeout` after 5 s */
export async function previewOrders(db: Db, importId: number): Promise<OrdersUndone> {
  const [found] = await db.people.rows<OrdersUndone>(
    `select sum(new) as new, sum(changed) as changed, sum(stay) as stay from (
       select count(*) filter (where o.import_id = :importId) as new, 0 as changed,
         count(*) filter (where o.import_id is not :importId) as stay
       from import_ranges g cross join orders o on o.id between g.first and g.last
       where g.import_id = :importId and g."table" = 'orders'
       union all select 0, count(*) filter (where o.import_id = :importId), count(*) filter (where o.import_id is not :importId)
       from import_changes c cross join orders o on o.id = cast(c.row as integer)
       where c.import_id = :importId and c."table" = 'orders')`,
    { importId },
  )
  return found ?? { new: 0, changed: 0, stay: 0 }
}

/**
 * Takes back what an import changed, a few rows at a time, behind everything else. What is as it was is forgotten; what
 * stays keeps its reason. Cut short, by a crash or by `signal`, it may be done again.
 * @param now ms UTC
 * @returns false when `signal` ended it
 */
export async function takeBackAll(
  db: Db,
  { id, at }: Pick<Import, 'id' | 'at'>,
  now: number,
  signal: AbortSignal,
): Promise<boolean> {
  const options = { givesWay: true, unreferenced: true, signal }
  for (const table of TABLES) {
    const taking = { importId: id, at, now, claimed: table === 'attributes' ? await claimedFields(db, id) : NONE }
    for (const which of passesOf(table)) {
      const next = db.sql<{ key: string; before: string | null; after: string }>(
        `select row as key, before, after from import_changes
         where import_id = ? and "table" = ? and row > ? and ${which} order by row limit ?`,
      )
      let after = ''
      const slice = (rows: number): number => {
        const changes = next.all(id, table, after, rows)
        for (const { key, before, after: made } of changes) {
          const kept = takeBack(db, taking, { table, row: Number(key), before, after: made })
          if (kept === null) db.sql(FORGET).run(id, table, key)
          else db.sql(KEEP).run(kept, id, table, key)
        }
        after = changes.at(-1)?.key ?? after
        return changes.length
      }
      if (!(await db.slices(slice, options))) return false
    }
    if (isAddedTo(table) && !(await db.slices(rows => takeAdded(db, taking, table, rows), options))) return false
  }
  return true
}

const THERE = 'exists (select 1 from customers where id = cast(row as integer))'

/** Who was joined with another one comes back after that one has given back their number, which nobody has twice. */
function passesOf(table: Change['table']): readonly string[] {
  return table === 'customers' ? [THERE, `not ${THERE}`] : ['true']
}

function isAddedTo(table: Change['table']): table is AddedTo {
  return table === 'subscribers' || table === 'customers' || table === 'orders'
}

/** Takes rows back that an import added, of its last run the last ones; what stays is noted by itself. */
function takeAdded(db: Db, taking: TakingBack, table: AddedTo, rows: number): number {
  const { importId } = taking
  const run = db
    .sql<{ first: number; last: number }>(
      `select first, last from import_ranges where import_id = ? and "table" = ? order by first desc limit 1`,
    )
    .get(importId, table)
  if (run === undefined) return 0
  const upto = Math.max(run.first, run.last - rows + 1)
  const after = madeBy(importId, table)
  const keep = (row: number, why: WhyKept) => db.sql(NOTE_KEPT).run(importId, table, String(row), after, why)
  if (table === 'orders') for (const { row, why } of takeBackOrders(db, taking, upto, run.last)) keep(row, why)
  else
    for (let id = run.last; id >= upto; id--) {
      const kept = takeBack(db, taking, { table, row: id, before: null, after })
      if (kept !== null) keep(id, kept)
    }
  const where = 'import_id = ? and "table" = ? and first = ?'
  if (upto === run.first) db.sql(`delete from import_ranges where ${where}`).run(importId, table, run.first)
  else db.sql(`update import_ranges set last = ? where ${where}`).run(upto - 1, importId, table, run.first)
  return run.last - upto + 1
}

const NONE: ReadonlySet<number> = new Set()

/** Fields of an import of which somebody still has a claim; asked in the jobs' reader. */
async function claimedFields(db: Db, importId: number): Promise<ReadonlySet<number>> {
  const rows = await db.jobs.rows<{ id: number }>(
    `select distinct attribute_id as id from attribute_claims where attribute_id in
       (select cast(row as integer) from import_changes where import_id = ? and "table" = 'attributes')`,
    [importId],
  )
  return new Set(rows.map(({ id }) => id))
}

const FORGET = 'delete from import_changes where import_id = ? and "table" = ? and row = ?'
const NOTE_KEPT =
  'insert or replace into import_changes (import_id, "table", row, before, after, kept) values (?, ?, ?, null, ?, ?)'
const KEEP = 'update import_changes set kept = ? where import_id = ? and "table" = ? and row = ?'

/** What stayed when an import was taken back, of each kind the first; asked in the people's reader. */
export function listKept(db: Db, importId: number, limit: number): Promise<KeptChange[]> {
  return db.people.rows<KeptChange>(
    `select c."table", cast(c.row as integer) as row, c.kept as why,
       case c."table" when 'customers' then trim(coalesce(k.first_name, '') || ' ' || coalesce(k.last_name, ''))
         when 'attributes' then coalesce(a.label, a.key) when 'orders' then o.external_id
         else trim(s.first_name || ' ' || coalesce(s.last_name, '')) end as name,
       case c."table" when 'customers' then k.external_id when 'attributes' then null when 'orders' then null
         else cast(s.telegram_id as text) end as key
     from import_changes c
       left join subscribers s on c."table" in ('subscribers', 'attribute_values') and s.id = cast(c.row as integer)
       left join customers k on c."table" = 'customers' and k.id = cast(c.row as integer)
       left join orders o on c."table" = 'orders' and o.id = cast(c.row as integer)
       left join attributes a on c."table" = 'attributes' and a.id = cast(c.row as integer)
     where c.import_id = ? and c.kept is not null order by c."table", c.row limit ?`,
    [importId, limit],
  )
}

/** How many stayed; asked in the jobs' reader. */
export async function countKept(db: Db, importId: number): Promise<number> {
  const [row] = await db.jobs.rows<{ n: number }>(
    'select count(*) as n from import_changes where import_id = ? and kept is not null',
    [importId],
  )
  return row?.n ?? 0
}

/** Forgets what imports changed that can no longer be undone. @param at ms UTC */
export async function pruneChanges(db: Db, at: number): Promise<void> {
  const old = db
    .sql<{ id: number }>(
      `select id from imports i where state in ('done', 'undone', 'cancelled')
         and coalesce(undone_at, finished_at, at) < ? and (exists (select 1 from import_changes c where c.import_id = i.id)
           or exists (select 1 from import_ranges r where r.import_id = i.id))`,
    )
    .all(at - UNDO_MS)
  const some = db.sql(
    `delete from import_changes where (import_id, "table", row) in
       (select import_id, "table", row from import_changes where import_id = ? limit ?)`,
  )
  for (const { id } of old) {
    await db.group(() => void db.sql('delete from import_ranges where import_id = ?').run(id))
    await db.slices(rows => some.run(id, rows).changes, { givesWay: true })
  }
}
