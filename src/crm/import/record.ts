import { z } from 'zod'
import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { imports } from '../../db/schema/index.js'
import { AppError } from '../../errors.js'

/**
 * What a file would change, and has. `rows` of it could be read or were left out; of its people `new` come in, `changed`
 * are here and something of them changes, `same` stay as they are. `here`: customers who are in the bot. `leftOut` by
 * reason. `fields`: what its columns are called as fields, `attributes` their ids once they are made. `size`: rows to
 * merge. `erasures`: how many had asked to be forgotten when the file was matched.
 */
const countsSchema = z.object({
  people: z.int(),
  new: z.int(),
  changed: z.int(),
  same: z.int(),
  stopped: z.int().default(0),
  blocked: z.int().default(0),
  phones: z.int().default(0),
  values: z.int().default(0),
  here: z.int().default(0),
  leftOut: z.record(z.string(), z.int()),
  fields: z.array(z.string()),
  attributes: z.array(z.int().nullable()).default([]),
  size: z.int(),
  erasures: z.int(),
  kept: z.int().default(0),
})
export type ImportCounts = z.infer<typeof countsSchema>

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

/** Keeps what came of it. */
export function recordCounts(db: Db, id: number, counts: ImportCounts): void {
  db.sql('update imports set counts = ? where id = ?').run(JSON.stringify(counts), id)
}

function fromRow({ counts, ...row }: Row): Import {
  return { ...row, counts: counts === null ? null : countsSchema.parse(JSON.parse(counts)) }
}
