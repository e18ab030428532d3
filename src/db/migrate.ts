import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { createOrm } from './orm.js'
import { packageRoot } from './root.js'

/**
 * Brings the file to the newest migration. A file that already holds something is first copied to
 * `<path>.before-migration`. Foreign keys are off meanwhile, because a table that is rebuilt inside the migration's
 * transaction would otherwise take its children with it; they are checked before they are on again.
 * @throws Error when the migrated data break a foreign key; the copy is then the way back
 */
export function migrateFile(sqlite: Database.Database, path: string): void {
  const migrationsFolder = join(packageRoot(), 'drizzle')
  if (hasPending(sqlite, migrationsFolder) && holdsData(sqlite)) {
    const copy = `${path}.before-migration`
    if (existsSync(copy)) rmSync(copy)
    sqlite.prepare('vacuum into ?').run(copy)
  }
  sqlite.pragma('foreign_keys = off')
  migrate(createOrm(sqlite), { migrationsFolder })
  const broken = sqlite.pragma('foreign_key_check')
  if (Array.isArray(broken) && broken.length > 0) {
    throw new Error(`migration left ${broken.length} rows without their parents; the copy is ${path}.before-migration`)
  }
  sqlite.pragma('foreign_keys = on')
}

function hasPending(sqlite: Database.Database, migrationsFolder: string): boolean {
  if (!hasTable(sqlite, '__drizzle_migrations')) return true
  const last = sqlite.prepare<[], { at: number | null }>('select max(created_at) at from __drizzle_migrations').get()
  return readMigrationFiles({ migrationsFolder }).some(migration => migration.folderMillis > Number(last?.at ?? 0))
}

function holdsData(sqlite: Database.Database): boolean {
  return hasTable(sqlite, 'subscribers')
}

function hasTable(sqlite: Database.Database, name: string): boolean {
  return sqlite.prepare("select 1 from sqlite_master where type = 'table' and name = ?").get(name) !== undefined
}
