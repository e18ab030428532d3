import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type Database from 'better-sqlite3'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { openFile } from './binding.js'
import { createCheckpoint } from './checkpoint.js'
import { createGroup, type Group } from './group.js'
import { takeLock } from './lock.js'
import { createMerge, type Merge } from './merge.js'
import { migrateFile } from './migrate.js'
import { createOrm } from './orm.js'
import { createReader, type Reader } from './reader.js'
import type * as schema from './schema/index.js'

const PATIENCE_MS = 15_000
const PEOPLE_LIMIT_MS = 5_000
const JOBS_LIMIT_MS = 10 * 60_000

/** What a statement may be bound to. */
export type Bindable = number | string | null

/** The one database file, as every context sees it. Only the main process writes it. */
export type Db = {
  readonly path: string
  /** Typed query builder, for everything that is not hot. */
  readonly orm: BetterSQLite3Database<typeof schema>
  /** A prepared statement, made once for each distinct text. `Row` is the shape of what it returns. */
  sql<Row = unknown>(text: string): Database.Statement<(Bindable | Record<string, Bindable>)[], Row>
  /** Runs `body` in one transaction, now. Inside another write or group it becomes a savepoint. */
  write<T>(body: () => T & (T extends PromiseLike<unknown> ? never : unknown)): T
  /** Joins the open batch of small writes; resolves when that batch is on disk (see group.ts). */
  readonly group: Group
  /** Heavy reads that a person waits for: 5 s each. */
  readonly people: Reader
  /** Heavy reads of jobs (plans, reports): 10 minutes each. */
  readonly jobs: Reader
  /** Takes the rows of a scratch file into the main file, a few at a time (see merge.ts). */
  readonly merge: Merge
  /** Commits what is open, ends the readers, closes the file and gives the lock back. */
  close(): Promise<void>
}

/**
 * Opens the database: takes the kernel's lock, migrates, sets durability (WAL, FULL).
 * @param path file name; its folder is made if missing, readable by the owner only
 * @param options `patience`: ms to wait for another process to let go (15 s by default)
 * @throws AppError `database_locked` when another process keeps it
 */
export async function openDb(path: string, options: { patience?: number } = {}): Promise<Db> {
  const file = resolve(path)
  if (!existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const lock = await takeLock(file, options.patience ?? PATIENCE_MS)
  let sqlite: Database.Database | undefined
  try {
    dropScratch(file)
    sqlite = openFile(file)
    chmodSync(file, 0o600)
    sqlite.pragma('journal_mode = wal')
    sqlite.pragma('synchronous = full')
    sqlite.pragma('wal_autocheckpoint = 4000')
    sqlite.pragma('cache_size = -65536')
    sqlite.pragma('busy_timeout = 5000')
    // Savepoints would otherwise keep their undo pages in a temporary file, which costs a seventh of a click.
    sqlite.pragma('temp_store = memory')
    sqlite.pragma('secure_delete = on')
    migrateFile(sqlite, file)
  } catch (error) {
    sqlite?.close()
    lock.release()
    throw error
  }
  return connect(sqlite, file, lock)
}

/** Scratch files of a process that died. */
function dropScratch(file: string): void {
  for (const name of readdirSync(dirname(file))) {
    if (name.startsWith(`${basename(file)}.scratch-`))
      rmSync(join(dirname(file), name), { recursive: true, force: true })
  }
}

function connect(sqlite: Database.Database, path: string, lock: { release(): void }): Db {
  const statements = new Map<string, Database.Statement<(Bindable | Record<string, Bindable>)[], unknown>>()
  const sql = <Row>(text: string) => {
    let statement = statements.get(text)
    if (statement === undefined) {
      statement = sqlite.prepare(text)
      statements.set(text, statement)
    }
    return statement as Database.Statement<(Bindable | Record<string, Bindable>)[], Row>
  }
  const run = (text: string) => {
    const statement = sqlite.prepare(text)
    return () => void statement.run()
  }
  const rollback = run('rollback')
  const undo = run('rollback to member')
  const release = run('release member')
  const { group, flush } = createGroup({
    begin: run('begin immediate'),
    commit: run('commit'),
    rollback: () => sqlite.inTransaction && rollback(),
    savepoint: run('savepoint member'),
    release,
    undo: () => {
      undo()
      release()
    },
  })
  const people = createReader(path, PEOPLE_LIMIT_MS)
  const jobs = createReader(path, JOBS_LIMIT_MS)
  const checkpoint = createCheckpoint(sqlite, path)
  return {
    path,
    orm: createOrm(sqlite),
    sql,
    write: body => sqlite.transaction(body).immediate(),
    group,
    people,
    jobs,
    merge: createMerge(sqlite, checkpoint),
    async close() {
      flush()
      await Promise.all([people.close(), jobs.close(), checkpoint.close()])
      sqlite.close()
      lock.release()
    },
  }
}
