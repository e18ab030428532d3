import { chmodSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type Database from 'better-sqlite3'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import { AppError } from '../errors.js'
import type { Bindable } from './binding.js'
import { openFile, type Sql } from './binding.js'
import { createCheckpoint, USUAL_PAGES } from './checkpoint.js'
import { type Fault, faultOf } from './fault.js'
import { createGroup, type Group } from './group.js'
import { takeLock } from './lock.js'
import { createMerges, type Merge, type Slices, type TakeIn } from './merge.js'
import { holdsData, isCurrent, migrateFile } from './migrate.js'
import { type Narrow, narrow } from './narrow.js'
import { createOrm } from './orm.js'
import { inspectFile, makeFile, probeDisk, realFile } from './place.js'
import { createReader, type Reader } from './reader.js'
import { createReaderProcesses, type ReaderProcesses } from './reader-process.js'
import type * as schema from './schema/index.js'
import { createWatch } from './watch.js'

const PATIENCE_MS = 15_000
// Another program's write is waited for elsewhere, without holding the event loop (group.ts).
const BUSY_MS = 20
const PEOPLE_LIMIT_MS = 5_000
const JOBS_LIMIT_MS = 10 * 60_000

/** The one database file, as every context sees it. Only the main process writes it. */
export type Db = {
  readonly path: string
  /** Typed query builder, for everything that is not hot. */
  readonly orm: BetterSQLite3Database<typeof schema>
  /** A prepared statement, made once for each distinct text. `Row` is the shape of what it returns. */
  readonly sql: Sql
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
  /** Takes the rows of an import in, behind everything else that is merged (see merge.ts). */
  readonly takeIn: TakeIn
  /** Long work on the main file in short transactions (see merge.ts). */
  readonly slices: Slices
  /**
   * What this group or the one before overwrites or deletes leaves the log too, soon after its commit: the file itself is
   * overwritten at once (`secure_delete`).
   */
  forgetTraces(): void
  /** Empties the log of all that was overwritten or deleted before; resolves when it is empty, or the database closes. */
  emptyLog(): Promise<void>
  /** What is wrong with the file or its disk at this moment; null when nothing is. */
  fault(): Fault | null
  /** The version of SQLite, and the bytes of what was written since the last checkpoint began a new log. */
  facts(): { sqlite: string; walBytes: number }
  /** Commits what is open, ends the readers, closes the file and gives the lock back. */
  close(): Promise<void>
}

/** How a database is opened. */
export type OpenOptions = {
  /** ms to wait for another process to let go (15 s). */
  patience?: number
  /** Told when the disk takes writes and the file is about to be opened. */
  opening?: () => void
  /** Told before a migration of data that may take minutes; what it is given reads them meanwhile, as they were. */
  migrating?: (reading: Narrow) => void
  /** Where its readers get their processes from; of its own unless given. */
  readers?: ReaderProcesses
}

/**
 * Opens the database: takes the kernel's lock, migrates, sets durability (WAL, FULL).
 * @param path file name, of a link too; its folder is made if missing, readable by the owner only
 * @throws AppError `database_locked` when another process keeps it; `database_folder`, `database_forbidden`,
 * `database_foreign` or `database_damaged` for a file that is no database of ours; the disk's own error (see `isDiskFault`)
 * when it takes no writes: then nothing was changed, and it may be tried again
 */
export async function openDb(path: string, options: OpenOptions = {}): Promise<Db> {
  const file = realFile(path)
  inspectFile(file)
  makeFile(file)
  const lock = await takeLock(file, options.patience ?? PATIENCE_MS)
  let sqlite: Database.Database | undefined
  try {
    probeDisk(file)
    dropScratch(file)
    chmodSync(file, 0o600)
    options.opening?.()
    sqlite = openFile(file, { timeout: BUSY_MS })
    sqlite.pragma('journal_mode = wal')
    sqlite.pragma('synchronous = full')
    sqlite.pragma(`wal_autocheckpoint = ${USUAL_PAGES}`)
    sqlite.pragma('cache_size = -65536')
    // Savepoints would otherwise keep their undo pages in a temporary file, which costs a seventh of a click.
    sqlite.pragma('temp_store = memory')
    sqlite.pragma('secure_delete = on')
    if (holdsData(sqlite) && !isCurrent(sqlite)) await migrateAside(sqlite, file, options.migrating)
    migrateFile(sqlite, file)
  } catch (error) {
    sqlite?.close()
    lock.release()
    if (faultOf(error) === 'damaged') throw new AppError('database_damaged', { path: file })
    throw error
  }
  return connect(sqlite, file, lock, options.readers)
}

/** A migration of data, in a thread of its own: links go on opening meanwhile. */
async function migrateAside(
  sqlite: Database.Database,
  file: string,
  migrating: OpenOptions['migrating'],
): Promise<void> {
  migrating?.(narrow(sqlite, new Error('the database is being brought to a new version'), () => undefined))
  const worker = new Worker(new URL('./migrate-worker.js', import.meta.url), { workerData: file })
  const failed = await new Promise<{ code: string | null; message: string } | null>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the migration ended without a word')))
  })
  await worker.terminate()
  if (failed !== null) throw Object.assign(new Error(failed.message), failed.code === null ? {} : { code: failed.code })
}

/** Scratch files of a process that died. */
function dropScratch(file: string): void {
  for (const name of readdirSync(dirname(file))) {
    if (name.startsWith(`${basename(file)}.scratch-`))
      rmSync(join(dirname(file), name), { recursive: true, force: true })
  }
}

function connect(
  sqlite: Database.Database,
  path: string,
  lock: { release(): void },
  readers = createReaderProcesses(),
): Db {
  const watch = createWatch(() => group(touch))
  // A write that changes nothing: by this number the file remembers how it was folded.
  const touch = () => void sqlite.pragma(`user_version = ${Number(sqlite.pragma('user_version', { simple: true }))}`)
  const version = String(sqlite.prepare('select sqlite_version()').pluck().get())
  const statements = new Map<string, Database.Statement<(Bindable | Record<string, Bindable>)[], unknown>>()
  const sql = <Row>(text: string) => {
    let statement = statements.get(text)
    if (statement === undefined) {
      statement = watch.statement(sqlite.prepare(text))
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
  const { group, end } = createGroup({
    begin: run('begin immediate'),
    commit: run('commit'),
    committed: () => checkpoint.note(),
    rollback: () => sqlite.inTransaction && rollback(),
    savepoint: run('savepoint member'),
    release,
    undo: () => {
      undo()
      release()
    },
    isBusy: error => faultOf(error) === 'busy',
    failed: error => watch.note(error),
  })
  const [point, keep, undoPoint] = [run('savepoint inner'), run('release inner'), run('rollback to inner')]
  /** A write within another one, many of which come in a row: the library's own makes four functions for each. */
  function inner<T>(body: () => T): T {
    point()
    try {
      const value = body()
      keep()
      return value
    } catch (error) {
      // A full disk may have ended the whole transaction.
      if (sqlite.inTransaction) {
        undoPoint()
        keep()
      }
      throw error
    }
  }
  const people = createReader(path, PEOPLE_LIMIT_MS, watch.note, readers)
  const jobs = createReader(path, JOBS_LIMIT_MS, watch.note, readers)
  const checkpoint = createCheckpoint(sqlite, path)
  return {
    path,
    orm: createOrm(sqlite),
    sql,
    write(body) {
      try {
        if (sqlite.inTransaction) return inner(body)
        const value = sqlite.transaction(body).immediate()
        checkpoint.note()
        return value
      } catch (error) {
        watch.note(error)
        throw error
      }
    },
    group,
    people,
    jobs,
    ...createMerges(sqlite, checkpoint, jobs),
    emptyLog: checkpoint.empty,
    forgetTraces: () => void group(() => undefined).then(checkpoint.empty, () => undefined),
    fault: watch.fault,
    facts: () => ({ sqlite: version, walBytes: statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0 }),
    async close() {
      watch.close()
      end()
      await Promise.all([people.close(), jobs.close(), checkpoint.close()])
      sqlite.close()
      lock.release()
    },
  }
}
