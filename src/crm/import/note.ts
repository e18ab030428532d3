import { z } from 'zod'
import type { AddedTo, Change } from '../../audience/incoming/change.js'
import type { Db } from '../../db/open.js'

/**
 * Notes rows that an import added: all with a higher id than `newest`, in the transaction that added them. Rows next to
 * those of the slice before are one run with them.
 */
export function noteNew(db: Db, importId: number, table: AddedTo, newest: number): void {
  const last = db.sql<{ id: number | null }>(`select max(id) as id from ${table}`).get()?.id ?? 0
  if (last <= newest) return
  const grown = db
    .sql(
      `update import_ranges set last = :last where last = :newest and import_id = :importId and "table" = '${table}'
         and first = (select max(first) from import_ranges where import_id = :importId and "table" = '${table}')`,
    )
    .run({ importId, newest, last })
  if (grown.changes === 0)
    db.sql('insert into import_ranges (import_id, "table", first, last) values (?, ?, ?, ?)').run(
      importId,
      table,
      newest + 1,
      last,
    )
}

/** Notes what an import changed. Of several changes of one row the first before of each part counts, and the last after. */
export function noteChanges(db: Db, importId: number, changes: readonly Change[]): void {
  const note = db.sql(
    `insert into import_changes (import_id, "table", row, before, after) values (?, ?, ?, ?, ?) on conflict do nothing`,
  )
  for (const { table, row, before, after } of changes)
    if (note.run(importId, table, String(row), before, after).changes === 0)
      noteAgain(db, importId, { table, row, before, after })
}

const parts = z.record(z.string(), z.unknown())

function noteAgain(db: Db, importId: number, { table, row, before, after }: Change): void {
  const key = [importId, table, String(row)] as const
  const noted = db
    .sql<{ before: string | null; after: string }>(
      'select before, after from import_changes where import_id = ? and "table" = ? and row = ?',
    )
    .get(...key)
  if (noted === undefined) return
  const both = (first: string, second: string) =>
    JSON.stringify({ ...parts.parse(JSON.parse(first)), ...parts.parse(JSON.parse(second)) })
  // What was not there before is as it was made.
  const was = noted.before === null || before === null ? noted.before : both(before, noted.before)
  db.sql('update import_changes set before = ?, after = ? where import_id = ? and "table" = ? and row = ?').run(
    was,
    both(noted.after, after),
    ...key,
  )
}

/** Takes a row out of what imports added, in whichever run it stands: whatever gets its number later is none of theirs. */
export function dropFromRanges(db: Pick<Db, 'sql'>, table: AddedTo, id: number): void {
  const runs = db
    .sql<{ importId: number; first: number; last: number }>(
      `select import_id as importId, first, last from import_ranges where "table" = :table and :id between first and last`,
    )
    .all({ table, id })
  const add = db.sql('insert into import_ranges (import_id, "table", first, last) values (?, ?, ?, ?)')
  for (const { importId, first, last } of runs) {
    db.sql('delete from import_ranges where import_id = ? and "table" = ? and first = ?').run(importId, table, first)
    if (first < id) add.run(importId, table, first, id - 1)
    if (id < last) add.run(importId, table, id + 1, last)
  }
}
