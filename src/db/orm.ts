import type Sqlite from 'better-sqlite3'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { BetterSQLiteSession } from 'drizzle-orm/better-sqlite3/session'
import { BaseSQLiteDatabase, SQLiteSyncDialect } from 'drizzle-orm/sqlite-core'
import type * as schema from './schema/index.js'

/**
 * The typed query builder over an open connection. It is put together from drizzle's parts, because its own entry loads
 * `better-sqlite3` by that name, whichever Node runs (see binding.ts). Relational queries are not part of it.
 */
export function createOrm(sqlite: Sqlite.Database): BetterSQLite3Database<typeof schema> {
  const dialect = new SQLiteSyncDialect()
  return new BaseSQLiteDatabase('sync', dialect, new BetterSQLiteSession(sqlite, dialect, undefined), undefined)
}
