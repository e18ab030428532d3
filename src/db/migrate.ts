import { closeSync, openSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { DAY, systemClock } from '../clock.js'
import { FOLDING } from '../text/fold.js'
import { createOrm } from './orm.js'
import { packageRoot } from './root.js'

const migrationsFolder = join(packageRoot(), 'drizzle')
const WEEK_MS = 7 * DAY

/** When the newest migration was made; the files are read once, as they do not change under a program that runs. */
let newest: number | undefined

/**
 * Brings the file to the newest migration; nothing is asked of its data when it is there already. A file that already holds
 * something is first copied to `<path>.before-migration`, which goes after seven days. Foreign keys are off meanwhile,
 * because a table that is rebuilt inside the migration's transaction would otherwise take its children with it; they are
 * checked before they are on again.
 * @throws Error when the migrated data break a foreign key; the copy is then the way back
 */
export function migrateFile(sqlite: Database.Database, path: string): void {
  const copy = `${path}.before-migration`
  if (isCurrent(sqlite)) {
    dropOld(copy)
    sqlite.pragma('foreign_keys = on')
    return
  }
  const fresh = !holdsData(sqlite)
  if (!fresh) copyInto(sqlite, copy)
  sqlite.pragma('foreign_keys = off')
  migrate(createOrm(sqlite), { migrationsFolder })
  const broken = sqlite.pragma('foreign_key_check')
  if (Array.isArray(broken) && broken.length > 0) {
    throw new Error(`migration left ${broken.length} rows without their parents; the copy is ${copy}`)
  }
  sqlite.pragma('foreign_keys = on')
  if (fresh) sqlite.pragma(`user_version = ${FOLDING}`)
}

/** A copy that only its owner can read, from its first byte on; one that was cut short is no copy. */
function copyInto(sqlite: Database.Database, copy: string): void {
  rmSync(copy, { force: true })
  closeSync(openSync(copy, 'w', 0o600))
  try {
    sqlite.prepare('vacuum into ?').run(copy)
  } catch (error) {
    rmSync(copy, { force: true })
    throw error
  }
}

function dropOld(copy: string): void {
  const made = statSync(copy, { throwIfNoEntry: false })?.mtimeMs
  if (made !== undefined && systemClock.now() - made > WEEK_MS) rmSync(copy, { force: true })
}

/** True when no migration is to be made. */
export function isCurrent(sqlite: Database.Database): boolean {
  if (!hasTable(sqlite, '__drizzle_migrations')) return false
  const last = sqlite.prepare<[], { at: number | null }>('select max(created_at) at from __drizzle_migrations').get()
  newest ??= Math.max(...readMigrationFiles({ migrationsFolder }).map(migration => migration.folderMillis))
  return newest <= Number(last?.at ?? 0)
}

/** True when there is something to lose. */
export function holdsData(sqlite: Database.Database): boolean {
  return hasTable(sqlite, 'subscribers')
}

function hasTable(sqlite: Database.Database, name: string): boolean {
  return sqlite.prepare("select 1 from sqlite_master where type = 'table' and name = ?").get(name) !== undefined
}
