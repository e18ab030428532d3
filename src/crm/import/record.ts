import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { imports } from '../../db/schema/index.js'
import { AppError } from '../../errors.js'
import { countsSchema, type ImportCounts } from './counts.js'

const COLUMNS = columnsOf(
  imports,
  'id',
  'adminId',
  'at',
  'file',
  'kind',
  'mapping',
  'state',
  'position',
  'counts',
  'vouchedBy',
  'ground',
  'finishedAt',
  'undoneAt',
)
type Row = RowOf<typeof COLUMNS>

/**
 * A file that somebody brought: `looked` at, `ready` to come in, `merging`, `done`, `cancelled` before it was, or `undone`
 * afterwards. `position`: the last of its rows that is merged. `finishedAt`: when its last slice came in, or was taken back
 * by a cancel; `undoneAt`: when the last of it was taken back. Times are ms UTC.
 */
export type Import = Omit<Row, 'counts'> & { counts: ImportCounts | null }

/** What a file is a table of. */
export type ImportKind = NonNullable<Import['kind']>

/** How far an import is. */
export type ImportState = Import['state']

/** The import with this id; null when there is none. */
export function findImport(db: Db, id: number): Import | null {
  const row = db.sql<Row>(`select ${COLUMNS.sql} from imports where id = ?`).get(id)
  return row === undefined ? null : fromRow(row)
}

/** How far it is; null when there is none. */
export function stateOf(db: Db, id: number): ImportState | null {
  return db.sql<{ state: ImportState }>('select state from imports where id = ?').get(id)?.state ?? null
}

/** @throws AppError `import_not_found` */
export function getImport(db: Db, id: number): Import {
  const found = findImport(db, id)
  if (found === null) throw new AppError('import_not_found')
  return found
}

/** What was brought in or is about to be, the newest first, and how many there are; files that were left do not count. */
export function listImports(db: Db, page: { offset: number; limit: number }): { imports: Import[]; total: number } {
  const rows = db
    .sql<Row>(
      `select ${COLUMNS.sql} from imports where state <> 'cancelled'
       order by at desc, id desc limit ? offset ?`,
    )
    .all(page.limit, page.offset)
  const total = db.sql<{ n: number }>(`select count(*) as n from imports where state <> 'cancelled'`).get()
  return { imports: rows.map(fromRow), total: total?.n ?? 0 }
}

/** The last import of the very same file that came in and still stands; null when there is none. */
export function findSameFile(db: Db, id: number): Import | null {
  const row = db
    .sql<Row>(
      `select ${COLUMNS.sql} from imports where state = 'done' and id <> :id
         and sha256 = (select sha256 from imports where id = :id) order by id desc limit 1`,
    )
    .get({ id })
  return row === undefined ? null : fromRow(row)
}

/** The very same file of the same person that waits for a decision already; null when there is none. */
export function findTwin(db: Db, id: number): number | null {
  const row = db
    .sql<{ id: number }>(
      `select t.id from imports i join imports t on t.admin_id = i.admin_id and t.sha256 = i.sha256 and t.file = i.file
       where i.id = ? and t.id < i.id and t.state in ('looked', 'ready') order by t.id desc limit 1`,
    )
    .get(id)
  return row?.id ?? null
}

/** Imports in these states, the oldest first. */
export function importsIn(db: Db, states: readonly ImportState[]): Import[] {
  return db
    .sql<Row>(`select ${COLUMNS.sql} from imports where state in (select value from json_each(?)) order by id`)
    .all(JSON.stringify(states))
    .map(fromRow)
}

/** Imports that were begun, cancelled or undone, and of which that is not over; the oldest first. */
export function unfinishedImports(db: Db): Import[] {
  return db
    .sql<Row>(
      `select ${COLUMNS.sql} from imports where state = 'merging' or (state = 'cancelled' and finished_at is null)
         or (state = 'undone' and undone_at is null) order by id`,
    )
    .all()
    .map(fromRow)
}

/** Notes a file that has just come. @returns its id */
export function recordImport(
  db: Db,
  { adminId, file, sha256 }: { adminId: number; file: string; sha256: string },
  at: number,
): number {
  const row = db
    .sql<{ id: number }>(
      `insert into imports (admin_id, at, file, sha256, state) values (?, ?, ?, unhex(?), 'looked') returning id`,
    )
    .get(adminId, at, file, sha256)
  if (row === undefined) throw new Error('the import was not stored')
  return row.id
}

/** It is looked at (again), and not ready. @returns false when it has been dealt with. @throws AppError `import_not_found` */
export function recordLooked(db: Db, id: number): boolean {
  getImport(db, id)
  return db.sql(`update imports set state = 'looked' where id = ? and state in ('looked', 'ready')`).run(id).changes > 0
}

/** What it is a table of, what its columns mean (JSON), and what it would change. */
export function recordReady(
  db: Db,
  id: number,
  { kind, mapping, counts }: { kind: ImportKind; mapping: string; counts: ImportCounts },
): void {
  db.sql(
    `update imports set state = 'ready', kind = ?, mapping = ?, counts = ?, position = 0 where id = ? and state = 'looked'`,
  ).run(kind, mapping, JSON.stringify(counts), id)
}

/** It comes in from now on: `by` vouches for it, on this ground (null: it moves nobody in). To be called in a group. */
export function recordBegun(db: Db, id: number, { by, ground }: { by: number; ground: string | null }): void {
  db.sql(`update imports set state = 'merging', vouched_by = ?, ground = ? where id = ?`).run(by, ground, id)
}

/** How many of its rows are in. */
export function recordPosition(db: Db, id: number, position: number): void {
  db.sql('update imports set position = ? where id = ?').run(position, id)
}

/** All of it is in, unless it was cancelled meanwhile. @param at ms UTC */
export function recordDone(db: Db, id: number, at: number): void {
  db.sql(`update imports set state = 'done', finished_at = ? where id = ? and state = 'merging'`).run(at, id)
}

/** It is to end before it is done; one that is over stays as it is. @throws AppError `import_not_found` */
export function recordCancelled(db: Db, id: number): Import {
  db.sql(`update imports set state = 'cancelled' where id = ? and state in ('looked', 'ready', 'merging')`).run(id)
  return getImport(db, id)
}

/** A file that waited is left, and nothing of it is to be taken back. @returns false when it waits no more */
export function recordLeft(db: Db, id: number, at: number): boolean {
  return (
    db
      .sql(`update imports set state = 'cancelled', finished_at = ? where id = ? and state in ('looked', 'ready')`)
      .run(at, id).changes > 0
  )
}

/** What landed of a cancelled one is taken back. @param at ms UTC */
export function recordEnd(db: Db, id: number, at: number): void {
  db.sql('update imports set finished_at = ? where id = ?').run(at, id)
}

/** It is being taken back (`at` null), or was by then, ms UTC. */
export function recordUndone(db: Db, id: number, at: number | null): void {
  db.sql(`update imports set state = 'undone', undone_at = ? where id = ?`).run(at, id)
}

/** Keeps what came of it. */
export function recordCounts(db: Db, id: number, counts: ImportCounts): void {
  db.sql('update imports set counts = ? where id = ?').run(JSON.stringify(counts), id)
}

function fromRow({ counts, ...row }: Row): Import {
  return { ...row, counts: counts === null ? null : countsSchema.parse(JSON.parse(counts)) }
}
