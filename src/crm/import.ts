import { rm } from 'node:fs/promises'
import { DAY } from '../clock.js'
import type { Db } from '../db/open.js'
import { AppError, isAppError } from '../errors.js'
import { describeError, type Log } from '../log.js'
import { makeFields, readFields } from './import/fields.js'
import { dropFolder, filesOf, giveFolder, hasChanges, makeFolder, sweepFolders } from './import/folder.js'
import { NOTHING, writeList } from './import/list.js'
import { createMatcher, type Matcher } from './import/matching.js'
import { noteChanges } from './import/note.js'
import { type Preparation, prepareImport } from './import/prepare.js'
import { receiveUpload, type Upload } from './import/receive.js'
import {
  getImport,
  type Import,
  importsIn,
  recordBegun,
  recordCancelled,
  recordCounts,
  recordDone,
  recordEnd,
  recordImport,
  recordLeft,
  recordLooked,
  recordReady,
  recordUndone,
  stateOf,
  unfinishedImports,
} from './import/record.js'
import { createSlices } from './import/slice.js'
import { canUndo, countKept, pruneChanges, takeBackAll } from './import/undo.js'

export type { Preparation } from './import/prepare.js'

/** A file that nobody says yes or no to is forgotten after so long. */
const WAIT_MS = DAY

/** Who says that the people of a file may be written to, and why. */
export type Vouch = {
  by: number
  ground: string
  /** Customers of a file of orders may be found by a phone that only another file gave a subscriber. */
  filePhones?: boolean
}

/** Everything that lives of imports: their files, and the work on them. */
export type Imports = {
  /**
   * Takes a file in, which `write` puts where it is told; it lies there for this user only.
   * @param at ms UTC
   */
  receive(file: Upload, at: number): Promise<Import>
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
   * Sets a field for people of a list: one more import, which can be undone; the file of the list, `of`, is left by the same
   * commit. The values were read by `readFacts` before.
   * @param list.people ids of ours, each once
   * @throws AppError `import_over` when that file waits no more
   */
  setField(
    list: { of: number; adminId: number; people: readonly number[]; attributeId: number; values: readonly string[] },
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

  const merging = (id: number) => stateOf(db, id) === 'merging'

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
    const imported = getImport(db, id)
    const take = createSlices(db, imported, now())
    const rows = { path: filesOf(db, id).changes, count: imported.counts?.size ?? 0 }
    let told = performance.now()
    const whole = await db.takeIn(
      rows,
      (after, upto) => {
        // Between two slices it may have been cancelled.
        if (!merging(id)) throw new AppError('import_cancelled')
        take(after, upto)
        if (performance.now() - told > TELL_MS) {
          told = performance.now()
          changed(id)
        }
      },
      { from: imported.position, signal },
    )
    if (!whole) return
    await db.group(() => recordDone(db, id, now()))
    await dropFolder(db, id)
  }

  function cancelled(id: number): Promise<Import> {
    return db.group(() => recordCancelled(db, id))
  }

  async function takeBackCancelled(imported: Import, signal: AbortSignal): Promise<void> {
    if (await takeBack(imported, signal, recordEnd)) await dropFolder(db, imported.id)
  }

  async function takeBackDone(imported: Import, signal: AbortSignal): Promise<void> {
    await takeBack(imported, signal, recordUndone)
  }

  /** @returns false when the signal ended it before all of it was taken back */
  async function takeBack(imported: Import, signal: AbortSignal, record: typeof recordEnd): Promise<boolean> {
    const { id, counts } = imported
    if (!(await takeBackAll(db, imported, now(), signal))) return false
    const kept = await countKept(db, id)
    await db.group(() => {
      if (counts !== null) recordCounts(db, id, { ...counts, kept })
      record(db, id, now())
    })
    return true
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

  return {
    receive: (file, at) => receiveUpload(db, file, at),
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
          return await prepareImport({ db, matcher, team: team() }, id, preparation, at, signal)
        } finally {
          if (running.get(id) === control) running.delete(id)
        }
      })
      reading = turn.catch(() => undefined)
      return turn
    },
    async begin(id, { by, ground, filePhones = false }, at) {
      if (!hasChanges(db, id)) throw new AppError('import_over')
      const fields = readFields(filesOf(db, id).changes)
      await db.group(() => {
        const { state, counts } = getImport(db, id)
        if (state !== 'ready' || counts === null) throw new AppError('import_over')
        const { ids: attributes, changes } = makeFields(db, fields, by, at)
        noteChanges(db, id, changes)
        recordCounts(db, id, { ...counts, attributes, filePhones, begunAt: at })
        recordBegun(db, id, { by, ground })
      })
      void work(id, signal => bringIn(id, signal))
    },
    async setField({ of, adminId, people, attributeId, values }, at) {
      const files = makeFolder(db)
      try {
        const sha256 = await writeList(files.changes, people)
        const mapping = JSON.stringify({ attributeId, values })
        const counts = { ...NOTHING, people: people.length, changed: people.length, size: people.length }
        const id = await db.group(() => {
          const { file } = getImport(db, of)
          if (!recordLeft(db, of, at)) throw new AppError('import_over')
          const made = recordImport(db, { adminId, file, sha256 }, at)
          recordReady(db, made, { kind: 'list', mapping, counts })
          giveFolder(db, files, made)
          recordBegun(db, made, { by: adminId, ground: null })
          return made
        })
        await dropFolder(db, of)
        void work(id, signal => bringIn(id, signal))
        return getImport(db, id)
      } catch (error) {
        await rm(files.folder, { recursive: true, force: true })
        throw error
      }
    },
    async cancel(id) {
      const before = getImport(db, id).state
      if (before !== 'looked' && before !== 'ready' && before !== 'merging') throw new AppError('import_over')
      const imported = await cancelled(id)
      running.get(id)?.abort()
      if (imported.state !== 'cancelled') throw new AppError('import_over')
      if (before === 'merging') return void work(id, signal => takeBackCancelled(imported, signal))
      await db.group(() => recordEnd(db, id, now()))
      await dropFolder(db, id)
      changed(id)
    },
    async undo(id, at) {
      const imported = await db.group(() => {
        if (!canUndo(getImport(db, id), at)) throw new AppError('import_over')
        recordUndone(db, id, null)
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
      for (const { id, at: came } of importsIn(db, ['looked', 'ready'])) {
        if (at - came < WAIT_MS || running.has(id)) continue
        await db.group(() => recordLeft(db, id, at))
        await dropFolder(db, id)
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
