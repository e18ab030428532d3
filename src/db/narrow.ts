import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type Database from 'better-sqlite3'
import { openFile, type Sql } from './binding.js'
import type { Group } from './group.js'

/** The database while it cannot be written: what is in it can be looked up, every write is refused. */
export type Narrow = { readonly sql: Sql; readonly group: Group; close(): void }

/**
 * Opens the file for reading where its disk takes nothing: SQLite's index of the log then lives in memory, not beside the
 * file; on a read-only mount a copy is read, in the folder for temporary files, for this user only.
 * @param file the database's real path
 * @param why what every write is refused with
 * @returns null when neither works
 */
export function openNarrow(file: string, why: unknown): Narrow | null {
  return (existsSync(file) && (inPlace(file, why) ?? ofCopy(file, why))) || null
}

function inPlace(file: string, why: unknown): Narrow | null {
  try {
    return narrow(look(file, true), why, () => undefined)
  } catch {
    return null
  }
}

function ofCopy(file: string, why: unknown): Narrow | null {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-copy-'))
  const drop = () => rmSync(folder, { recursive: true, force: true })
  try {
    for (const part of ['', '-wal']) {
      if (existsSync(file + part)) copyFileSync(file + part, join(folder, basename(file) + part))
    }
    return narrow(look(join(folder, basename(file)), false), why, drop)
  } catch {
    drop()
    return null
  }
}

function look(path: string, alone: boolean): Database.Database {
  const sqlite = openFile(path, { timeout: 20 })
  try {
    if (alone) sqlite.pragma('locking_mode = exclusive')
    sqlite.pragma('query_only = on')
    sqlite.prepare('select count(*) from sqlite_master').get()
    return sqlite
  } catch (error) {
    sqlite.close()
    throw error
  }
}

/** The statements of an open connection; every write is refused with `why`. */
export function narrow(sqlite: Database.Database, why: unknown, closed: () => void): Narrow {
  return {
    sql: text => sqlite.prepare(text),
    group: () => Promise.reject(why),
    close() {
      sqlite.close()
      closed()
    },
  }
}
