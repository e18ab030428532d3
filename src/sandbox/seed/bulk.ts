import type { Bindable } from '../../db/binding.js'
import type { Db } from '../../db/open.js'

const ROWS_AT_ONCE = 50_000

/** Puts rows into one table; `end` writes what is still held back. */
export type Bulk = { add(...values: Bindable[]): void; end(): void }

/** Inserts into `table` in large transactions. `columns` as in SQL, separated by commas. */
export function createBulk(db: Db, table: string, columns: string): Bulk {
  const marks = columns
    .split(',')
    .map(() => '?')
    .join(', ')
  const insert = db.sql(`insert into ${table} (${columns}) values (${marks})`)
  let waiting: Bindable[][] = []
  const write = () => {
    db.write(() => {
      for (const row of waiting) insert.run(...row)
    })
    waiting = []
  }
  return {
    add(...values) {
      waiting.push(values)
      if (waiting.length >= ROWS_AT_ONCE) write()
    },
    end: write,
  }
}

/**
 * Runs `fill` without indexes, foreign keys and waiting for the disk, and puts all of them back afterwards: ten million
 * rows one by one into eight indexes would take an hour. A run that is interrupted leaves a file to throw away.
 */
export function inBulk(db: Db, fill: () => void): void {
  const indexes = db
    .sql<{ name: string; sql: string }>(`select name, sql from sqlite_master where type = 'index' and sql is not null`)
    .all()
  db.orm.run('pragma synchronous = off')
  db.orm.run('pragma foreign_keys = off')
  for (const { name } of indexes) db.orm.run(`drop index "${name}"`)
  fill()
  for (const { sql } of indexes) db.orm.run(sql)
  db.orm.run('analyze')
  db.orm.run('pragma foreign_keys = on')
  db.orm.run('pragma synchronous = full')
  db.sql('pragma wal_checkpoint(truncate)').get()
}
