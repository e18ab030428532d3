import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createForgotten } from '../audience/erasure.js'
import { takePeople } from '../audience/incoming/take.js'
import { takeCustomers } from '../audience/incoming/take-customers.js'
import { takeList } from '../audience/incoming/take-list.js'
import { DAY } from '../clock.js'
import type { Db } from '../db/open.js'
import { AppError, isAppError } from '../errors.js'
import { describeError, type Log } from '../log.js'
import { makeFields, readFields } from './import/fields.js'
import {
  dropFolder,
  filesOf,
  giveFolder,
  hasChanges,
  type ImportFiles,
  makeFolder,
  sweepFolders,
} from './import/folder.js'
import type { LeftOutWords } from './import/left-out.js'
import { listOf, NOTHING, writeList } from './import/list.js'
import { createMatcher, type MatchedKind, type Matcher, type MatchOrder } from './import/matching.js'
import { noteChanges, noteNew } from './import/note.js'
import {
  findImport,
  getImport,
  type Import,
  type ImportCounts,
  importsIn,
  recordCounts,
  recordImport,
  recordLooked,
  recordReady,
  unfinishedImports,
} from './import/record.js'
import { canUndo, countKept, pruneChanges, takeBackAll } from './import/undo.js'

/** A file that nobody says yes or no to is forgotten after so long. */
const WAIT_MS = DAY

/**
 * How an import is made ready. `read` makes a scratch file `into` of the upload (`src/crm/scratch.ts`); `mapping` is JSON
 * of what the columns mean. `words` are for the file of the rows that stay out.
 */
export type Preparation = {
  kind: MatchedKind
  mapping: string
  choice: MatchOrder['choice']
  labels: Readonly<Record<string, string>>
  words: LeftOutWords
  read: (upload: string, into: string, signal: AbortSignal) => Promise<void>
  progress?: (rows: number) => void
}

/** Who says that the people of a file may be written to, and why. */
export type Vouch = { by: number; ground: string }

/** Everything that lives of imports: their files, and the work on them. */
export type Imports = {
  /**
   * Takes a file in, which `write` puts where it is told; it lies there for this user only.
   * @param at ms UTC
   */
  receive(file: { adminId: number; name: string; write: (path: string) => Promise<void> }, at: number): Promise<Import>
  /**
   * Reads a file, and works out what it would change. Said again, with other answers, it is done anew; one at a time.
   * @throws AppError `import_not_found`, `import_over`, `import_cancelled`, or what `read` throws
   */
  prepare(id: number, preparation: Preparation, at: number): Promise<Import>
  /**
   * Begins to bring an import in; what it does goes on by itself, after a restart too, behind imports that began before.
   * @throws AppError `import_not_found`, `import_over` when it is no longer ready
   */
  begin(id: number, vouch: Vouch, at: number): Promise<void>
  /**
   * Sets a field for people of a list: one more import, which can be undone. The values were read by `readFacts` before.
   * @param people ids of ours, each once
   */
  setField(
    list: { adminId: number; name: string; people: readonly number[]; attributeId: number; values: readonly string[] },
    at: number,
  ): Promise<Import>
  /** Ends an import before it is done; what landed is taken back. @throws AppError `import_over` when it was done before */
  cancel(id: number): Promise<void>
  /**
   * Takes an import back, as far as nothing happened since; once more, what stayed then.
   * @throws AppError `import_over` after 30 days, or when nothing of it is left
   */
  undo(id: number, at: number): Promise<void>
  /** Goes on with what another process began, and removes files that nobody needs. */
  resume(): void
  /** Forgets files that nobody decided about, and changes that can no longer be undone; goes on with what stood still. */
  upkeep(at: number): Promise<void>
  /** Resolves when no work is under way. */
  idle(): Promise<void>
  /** Ends all work at its next slice; another process goes on. */
  close(): Promise<void>
}

/** What they need. `team`: Telegram ids of the team; `changed`: told when the card of an import is out of date. */
export type ImportsDeps = {
  db: Db
  log: Log
  now: () => number
  team: () => readonly number[]
  changed?: (id: number) => void
  /** What works out what a file would change; of its own unless given. */
  matcher?: Matcher
}

/** Imports of one database. */
export function createImports({ db, log, now, team, changed = () => undefined, ...deps }: ImportsDeps): Imports {
  const matcher = deps.matcher ?? createMatcher()
  const ending = new AbortController()
  const running = new Map<number, AbortController>()
  let reading: Promise<unknown> = Promise.resolve()
  let working: Promise<unknown> = Promise.resolve()

  const merging = (id: number) => findImport(db, id)?.state === 'merging'

  /** In the order in which they began. What fails is tried again by the next upkeep. */
  function work(id: number, what: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const control = new AbortController()
    running.set(id, control)
    const signal = AbortSignal.any([control.signal, ending.signal])
    const done = working
      .then(() => what(signal))
      .catch(error => {
        const stopped = ending.signal.aborted || isAppError(error, 'import_cancelled')
        if (!stopped) log.error({ import: id, error: describeError(error) }, 'an import stands still')
      })
      .finally(() => {
        if (running.get(id) === control) running.delete(id)
        changed(id)
      })
    working = done
    return done
  }

  async function bringIn(id: number, signal: AbortSignal): Promise<void> {
    if (!merging(id)) return
    if (!hasChanges(db, id)) return takeBackCancelled(await cancelled(id), signal)
    const { kind, mapping, counts, position, vouchedBy, ground } = getImport(db, id)
    if (counts === null) throw new Error(`import ${id} has no counts`)
    const at = now()
    const attributes = counts.attributes
    const rows = { path: filesOf(db, id).changes, count: counts.size }
    const forgotten = () => (lastErasure(db) === counts.erasures ? null : createForgotten(db))
    let told = performance.now()
    const whole = await db.takeIn(
      rows,
      (after, upto) => {
        // Between two slices it may have been cancelled.
        if (!merging(id)) throw new AppError('import_cancelled')
        const taken =
          kind === 'list'
            ? takeList(db, { ...listOf(mapping), adminId: vouchedBy ?? 0, at }, after, upto)
            : kind === 'customers'
              ? takeCustomers(db, { at, forgotten: forgotten() }, after, upto)
              : takePeople(
                  db,
                  {
                    importId: id,
                    vouchedBy: vouchedBy ?? 0,
                    ground: ground ?? '',
                    attributes,
                    at,
                    forgotten: forgotten(),
                  },
                  after,
                  upto,
                )
        noteNew(db, id, kind === 'customers' ? 'customers' : 'subscribers', taken.newest)
        noteChanges(db, id, taken.changes)
        db.sql('update imports set position = ? where id = ?').run(upto, id)
        if (performance.now() - told > TELL_MS) {
          told = performance.now()
          changed(id)
        }
      },
      { from: position, signal },
    )
    if (!whole) return
    await db.group(
      () =>
        void db
          .sql(`update imports set state = 'done', finished_at = ? where id = ? and state = 'merging'`)
          .run(now(), id),
    )
    dropFolder(db, id)
  }

  function cancelled(id: number): Promise<Import> {
    return db.group(() => {
      db.sql(`update imports set state = 'cancelled' where id = ? and state in ('looked', 'ready', 'merging')`).run(id)
      return getImport(db, id)
    })
  }

  async function takeBackCancelled(imported: Import, signal: AbortSignal): Promise<void> {
    if (!(await takeBackAll(db, imported, now(), signal))) return
    const kept = await countKept(db, imported.id)
    await db.group(() => {
      keepCounts(imported, kept)
      db.sql('update imports set finished_at = ? where id = ?').run(now(), imported.id)
    })
    dropFolder(db, imported.id)
  }

  async function takeBackDone(imported: Import, signal: AbortSignal): Promise<void> {
    if (!(await takeBackAll(db, imported, now(), signal))) return
    const kept = await countKept(db, imported.id)
    await db.group(() => {
      keepCounts(imported, kept)
      db.sql('update imports set undone_at = ? where id = ?').run(now(), imported.id)
    })
  }

  function keepCounts({ id, counts }: Import, kept: number): void {
    if (counts !== null) recordCounts(db, id, { ...counts, kept })
  }

  /** Everything that was begun and is not over; what this process works on is left alone. */
  function goOn(): void {
    for (const imported of unfinishedImports(db)) {
      const { id, state } = imported
      if (running.has(id)) continue
      if (state === 'merging') void work(id, signal => bringIn(id, signal))
      else if (state === 'cancelled') void work(id, signal => takeBackCancelled(imported, signal))
      else void work(id, signal => takeBackDone(imported, signal))
    }
  }

  async function makeReady(id: number, preparation: Preparation, at: number, signal: AbortSignal): Promise<Import> {
    const { kind, mapping, choice, labels, words, read, progress } = preparation
    const files = filesOf(db, id)
    await clear(files)
    await read(files.upload, files.read, signal)
    await chmod(files.read, 0o600)
    const wish = { database: db.path, files, kind, team: team(), labels, choice, words, at }
    const found = await matcher.match(wish, { signal, ...(progress === undefined ? {} : { progress }) })
    await chmod(files.changes, 0o600)
    await rm(files.read, { force: true })
    const counts: ImportCounts = { ...found, attributes: [], kept: 0 }
    await db.group(() => recordReady(db, id, { kind, mapping, counts }))
    const ready = getImport(db, id)
    if (ready.state !== 'ready') throw new AppError('import_cancelled')
    return ready
  }

  return {
    async receive({ adminId, name, write }, at) {
      const files = makeFolder(db)
      try {
        await write(files.upload)
        await chmod(files.upload, 0o600)
        const hash = createHash('sha256')
        await pipeline(createReadStream(files.upload), hash)
        const sha256 = hash.digest('hex')
        const id = await db.group(() => {
          const made = recordImport(db, { adminId, file: name.slice(0, 255), sha256 }, at)
          giveFolder(db, files, made)
          return made
        })
        return getImport(db, id)
      } catch (error) {
        await rm(files.folder, { recursive: true, force: true })
        throw error
      }
    },
    prepare(id, preparation, at) {
      const control = new AbortController()
      running.set(id, control)
      const signal = AbortSignal.any([control.signal, ending.signal])
      const turn = reading.then(async () => {
        try {
          if (signal.aborted) throw new AppError('import_cancelled')
          // From now on what was worked out before can no longer be brought in.
          await db.group(() => {
            if (!recordLooked(db, id)) throw new AppError('import_over')
          })
          return await makeReady(id, preparation, at, signal)
        } finally {
          if (running.get(id) === control) running.delete(id)
        }
      })
      reading = turn.catch(() => undefined)
      return turn
    },
    async begin(id, { by, ground }, at) {
      if (!hasChanges(db, id)) throw new AppError('import_over')
      const fields = readFields(filesOf(db, id).changes)
      await db.group(() => {
        const { state, counts } = getImport(db, id)
        if (state !== 'ready' || counts === null) throw new AppError('import_over')
        const { ids: attributes, changes } = makeFields(db, fields, by, at)
        noteChanges(db, id, changes)
        recordCounts(db, id, { ...counts, attributes })
        db.sql(`update imports set state = 'merging', vouched_by = ?, ground = ? where id = ?`).run(by, ground, id)
      })
      void work(id, signal => bringIn(id, signal))
    },
    async setField({ adminId, name, people, attributeId, values }, at) {
      const files = makeFolder(db)
      const sha256 = await writeList(files.changes, people)
      const mapping = JSON.stringify({ attributeId, values })
      const counts = { ...NOTHING, people: people.length, changed: people.length, size: people.length }
      const id = await db.group(() => {
        const made = recordImport(db, { adminId, file: name.slice(0, 255), sha256 }, at)
        recordReady(db, made, { kind: 'list', mapping, counts })
        giveFolder(db, files, made)
        db.sql(`update imports set state = 'merging', vouched_by = ? where id = ?`).run(adminId, made)
        return made
      })
      void work(id, signal => bringIn(id, signal))
      return getImport(db, id)
    },
    async cancel(id) {
      const before = getImport(db, id).state
      if (before !== 'looked' && before !== 'ready' && before !== 'merging') throw new AppError('import_over')
      const imported = await cancelled(id)
      running.get(id)?.abort()
      if (imported.state !== 'cancelled') throw new AppError('import_over')
      if (before === 'merging') return void work(id, signal => takeBackCancelled(imported, signal))
      await db.group(() => void db.sql('update imports set finished_at = ? where id = ?').run(now(), id))
      dropFolder(db, id)
      changed(id)
    },
    async undo(id, at) {
      const imported = await db.group(() => {
        if (!canUndo(getImport(db, id), at)) throw new AppError('import_over')
        db.sql(`update imports set state = 'undone', undone_at = null where id = ?`).run(id)
        return getImport(db, id)
      })
      void work(id, signal => takeBackDone(imported, signal))
    },
    resume() {
      sweepFolders(db)
      goOn()
    },
    async upkeep(at) {
      goOn()
      for (const { id, at: came, state } of importsIn(db, ['looked', 'ready'])) {
        if (at - came < WAIT_MS || running.has(id)) continue
        await db.group(
          () =>
            void db
              .sql(`update imports set state = 'cancelled', finished_at = ? where id = ? and state = ?`)
              .run(at, id, state),
        )
        dropFolder(db, id)
      }
      await pruneChanges(db, at)
    },
    async idle() {
      for (let last: unknown; last !== working; ) {
        last = working
        await Promise.all([reading, working])
      }
    },
    async close() {
      ending.abort()
      await Promise.allSettled([reading, working])
    },
  }
}

/** How often a card hears of progress, ms. */
const TELL_MS = 2_000

/** When somebody last asked to be forgotten, ms UTC; 0: nobody did. */
function lastErasure(db: Db): number {
  return db.sql<{ at: number | null }>('select max(at) as at from erasures').get()?.at ?? 0
}

async function clear(files: ImportFiles): Promise<void> {
  for (const path of [files.read, files.changes, files.leftOut]) await rm(path, { force: true })
}
