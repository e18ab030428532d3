import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openFile } from '../../src/db/binding.js'
import { migrateFile } from '../../src/db/migrate.js'
import { createOrm } from '../../src/db/orm.js'
import { packageRoot } from '../../src/db/root.js'
import { temporaryPath } from '../support/db.js'

const drizzle = join(packageRoot(), 'drizzle')
const journalSchema = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) })
const journal = journalSchema.parse(JSON.parse(readFileSync(join(drizzle, 'meta/_journal.json'), 'utf8')))
const ROWS = 3

/** The file as a release with the first `n` migrations left it, with rows in every table. */
function fileOf(path: string, n: number): Sqlite.Database {
  const folder = join(dirname(path), 'drizzle')
  mkdirSync(join(folder, 'meta'), { recursive: true })
  const entries = journal.entries.slice(0, n)
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }))
  for (const { tag } of entries) copyFileSync(join(drizzle, `${tag}.sql`), join(folder, `${tag}.sql`))
  const sqlite = openFile(path)
  sqlite.pragma('foreign_keys = off')
  migrate(createOrm(sqlite), { migrationsFolder: folder })
  for (const table of tablesOf(sqlite)) fill(sqlite, table)
  expect(sqlite.pragma('foreign_key_check')).toEqual([])
  return sqlite
}

function tablesOf(sqlite: Sqlite.Database): string[] {
  return sqlite
    .prepare<[], { name: string }>(
      "select name from sqlite_master where type = 'table' and name not glob '__*' and name not glob 'sqlite_*'",
    )
    .all()
    .map(({ name }) => name)
}

/** Every column of row `i` is `i`, as its type has it (words as JSON), so that every reference leads to a row. Nobody is forgotten. */
function fill(sqlite: Sqlite.Database, table: string): void {
  const columns = sqlite
    .prepare<[string], { name: string; type: string }>(
      "select name, type from pragma_table_info(?) where name <> 'erased_at'",
    )
    .all(table)
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  const insert = sqlite.prepare(
    `insert or replace into "${table}" (${names}) values (${columns.map(() => '?').join(', ')})`,
  )
  for (let i = 1; i <= ROWS; i++)
    insert.run(columns.map(({ type }) => (/text/i.test(type) ? `"${i}"` : /blob/i.test(type) ? Buffer.from([i]) : i)))
}

function countsOf(sqlite: Sqlite.Database, tables: readonly string[]): Record<string, number | undefined> {
  const count = (table: string) => sqlite.prepare<[], { n: number }>(`select count(*) as n from "${table}"`).get()?.n
  return Object.fromEntries(tables.map(table => [table, count(table)]))
}

/** What a migration takes away on purpose: questions that had been asked in a way that is gone, and what is worked out anew. */
const DROPPED = ['prompts', 'conversions']

test.each(journal.entries.map((_, i) => i + 1))(
  'a file of %i migrations, with rows in every table, comes to today’s',
  n => {
    const path = temporaryPath()
    const sqlite = fileOf(path, n)
    try {
      const tables = tablesOf(sqlite).filter(table => !DROPPED.includes(table))
      const before = countsOf(sqlite, tables)
      migrateFile(sqlite, path)
      const copy = statSync(`${path}.before-migration`, { throwIfNoEntry: false })
      expect(copy === undefined ? null : copy.mode & 0o777).toBe(n === journal.entries.length ? null : 0o600)
      expect(countsOf(sqlite, tables)).toEqual({ ...before, secrets: ROWS + 1 })
      expect(sqlite.pragma('foreign_key_check')).toEqual([])
      expect(
        sqlite
          .prepare('select name from pragma_table_list where not strict and name not glob ? and name not glob ?')
          .all('sqlite_*', '__*'),
      ).toEqual([])
      expect(
        sqlite
          .prepare(
            `select id, telegram_id, first_name, dice, subscribed_at, last_seen_at, checked_at, vouched_by, erased_at
           from subscribers where id = 2`,
          )
          .get(),
      ).toMatchObject({
        telegram_id: 2,
        first_name: '"2"',
        subscribed_at: 2,
        last_seen_at: 2,
        checked_at: 2,
        erased_at: null,
      })
    } finally {
      sqlite.close()
    }
  },
)
