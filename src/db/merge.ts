import { open } from 'node:fs/promises'
import type Database from 'better-sqlite3'
import { sleep } from '../clock.js'
import type { Bindable } from './binding.js'
import type { Checkpoint } from './checkpoint.js'
import { faultOf } from './fault.js'
import type { Reader, Scratch } from './reader.js'

/** How long a slice may hold the event loop (ms), and how many rows the first and the smallest have. */
type Measure = { ms: number; first: number; fewest: number }

const USUAL: Measure = { ms: 7, first: 200, fewest: 50 }
/** Whoever gives way to others also holds the loop more shortly: limit 5 ms, aimed at a little below. */
const MODEST: Measure = { ms: 4, first: 50, fewest: 4 }
/** Of so many slices the quickest tells how many rows fit into the next. */
const LOOKED_AT = 4
/** So long a question of a job, such as whom a plan finds, has the machine to itself; then as long is worked again. */
const ALONE_MS = 1_000
const LOOK_MS = 5
const BUSY_RETRY_MS = 100
const BUSY_PATIENCE_MS = 30_000

/**
 * Does at most so many rows of a long work, in a transaction of its own. @returns how many it did; 0 when nothing is left
 */
export type Slice = (rows: number) => number

/** How long work is done in slices. */
export type SliceOptions = {
  /**
   * True for work that nobody waits for by the second, such as an import: between two of its slices everything else that is
   * merged and the questions of jobs go first, and its slices are shorter (5 ms).
   */
  givesWay?: boolean
  /** Ends it before the next slice; what was done stays. */
  signal?: AbortSignal
  /**
   * True where the work itself asks what refers to the rows it removes: SQLite would search whole tables for each of them
   * that have no index for it.
   */
  unreferenced?: boolean
}

/** Long work in short transactions, between which the event loop goes on. @returns false when `signal` ended it */
export type Slices = (slice: Slice, options?: SliceOptions) => Promise<boolean>

/**
 * Runs the statements over the rows of `scratch.result`, in their order, in transactions of about 7 ms between which the
 * event loop goes on. Each statement must bound itself by `rowid > :after and rowid <= :upto`; all of them see the
 * same rows in one transaction. A power cut may take back the newest transactions of a merge that had not ended; once it
 * has, all of it is on disk, and so is whatever another write of this process committed meanwhile.
 */
export type Merge = (
  scratch: Scratch,
  statements: string | readonly string[],
  params?: Record<string, Bindable>,
) => Promise<void>

/**
 * Takes a file's rows in beside everything else: while it runs, the file is there as `incoming`, and `slice` does the rows
 * of `incoming.result` after one number, up to another, in one transaction of at most 5 ms. One such merge at a time;
 * others wait. Plans, from their question on, and whatever else is merged go first, slice by slice.
 * @param from the last row that an earlier process has done
 * @returns false when `signal` ended it
 */
export type TakeIn = (
  scratch: Pick<Scratch, 'path' | 'count'>,
  slice: (after: number, upto: number) => void,
  options?: { from?: number; signal?: AbortSignal },
) => Promise<boolean>

/**
 * What is done in slices. Of merges that do not give way one runs at a time: their scratch is attached under one name.
 * @param jobs whose questions go before work that gives way
 */
export function createMerges(
  sqlite: Database.Database,
  checkpoint: Checkpoint,
  jobs: Pick<Reader, 'isFresh'>,
): { merge: Merge; takeIn: TakeIn; slices: Slices } {
  const firsts = createLine()
  const seconds = createLine()

  /** When somebody waits no more for questions, having waited as long as they work now. */
  let waitedUntil = 0
  /** Whatever gives way waits here; of a plan that is its question and its merge. */
  async function giveWay(signal: AbortSignal | undefined): Promise<void> {
    await firsts.empty()
    const since = performance.now()
    if (since < waitedUntil || !jobs.isFresh(ALONE_MS)) return
    while (jobs.isFresh(ALONE_MS) && performance.now() - since < ALONE_MS && signal?.aborted !== true)
      await sleep(LOOK_MS, signal)
    const now = performance.now()
    waitedUntil = now + (now - since)
    await firsts.empty()
  }

  async function inSlices(slice: Slice, measure: Measure, options: SliceOptions = {}): Promise<boolean> {
    checkpoint.hold()
    try {
      return await held(slice, measure, options)
    } finally {
      checkpoint.release()
    }
  }

  async function held(
    slice: Slice,
    measure: Measure,
    { signal, unreferenced = false }: SliceOptions,
  ): Promise<boolean> {
    const transaction = sqlite.transaction(slice)
    const lately: number[] = []
    let rows = measure.first
    let busySince: number | null = null
    for (;;) {
      if (measure === MODEST) await giveWay(signal)
      if (signal?.aborted === true) return false
      const started = performance.now()
      busySince ??= started
      const done = attempt(() => commit(() => transaction.immediate(rows), unreferenced), busySince)
      if (done === null) {
        await sleep(BUSY_RETRY_MS)
        continue
      }
      if (done === 0) break
      busySince = null
      const took = Math.max(performance.now() - started, 0.1)
      // A slice may have stood still for another program: smaller ones would only make more work of the same rows.
      lately.push(done / took)
      if (lately.length > LOOKED_AT) lately.shift()
      rows = Math.max(measure.fewest, Math.min(2 * rows, Math.floor(measure.ms * Math.max(...lately))))
      await new Promise(resolve => setImmediate(resolve))
      await checkpoint.ease(measure === MODEST)
    }
    await syncLog()
    return true
  }

  /** No commit of a slice waits for the disk; the work does, once. */
  function commit(slice: () => number, unreferenced: boolean): number {
    sqlite.pragma('synchronous = normal')
    if (unreferenced) sqlite.pragma('foreign_keys = off')
    try {
      return slice()
    } finally {
      if (unreferenced) sqlite.pragma('foreign_keys = on')
      sqlite.pragma('synchronous = full')
    }
  }

  /** Beside the work: the log keeps its order, so that all that was committed is on disk then. */
  async function syncLog(): Promise<void> {
    const log = await open(`${sqlite.name}-wal`, 'r+')
    try {
      await log.datasync()
    } finally {
      await log.close()
    }
  }

  /** Null when another program is writing; after 30 s of that its error is thrown. */
  function attempt(slice: () => number, busySince: number): number | null {
    try {
      return slice()
    } catch (error) {
      if (faultOf(error) !== 'busy' || performance.now() - busySince > BUSY_PATIENCE_MS) throw error
      return null
    }
  }

  /** @param work is told the last row that is done, and the last one to do */
  function overRows(count: number, from: number, work: (after: number, upto: number) => void): Slice {
    let after = from
    let done = from
    return rows => {
      // A slice that was rolled back is done again.
      after = done
      const upto = Math.min(after + rows, count)
      if (upto <= after) return 0
      work(after, upto)
      done = upto
      return upto - after
    }
  }

  async function attached<T>(name: 'scratch' | 'incoming', path: string, work: () => Promise<T>): Promise<T> {
    sqlite.prepare(`attach ? as ${name}`).run(path)
    try {
      return await work()
    } finally {
      sqlite.exec(`detach ${name}`)
    }
  }

  return {
    merge: (scratch, texts, params = {}) =>
      firsts.wait(() =>
        attached('scratch', scratch.path, async () => {
          const statements = (typeof texts === 'string' ? [texts] : texts).map(text => sqlite.prepare(text))
          const work = (after: number, upto: number) => {
            for (const statement of statements) statement.run({ ...params, after, upto })
          }
          await inSlices(overRows(scratch.count, 0, work), USUAL)
        }),
      ),
    takeIn: (scratch, work, { from = 0, signal } = {}) =>
      seconds.wait(() =>
        attached('incoming', scratch.path, () =>
          inSlices(overRows(scratch.count, from, work), MODEST, signal === undefined ? {} : { signal }),
        ),
      ),
    slices: (slice, options = {}) => inSlices(slice, options.givesWay === true ? MODEST : USUAL, options),
  }
}

/** Work that is done one after another; `empty` resolves when none is left. */
function createLine(): { wait<T>(work: () => Promise<T>): Promise<T>; empty(): Promise<void> | undefined } {
  let last: Promise<unknown> | undefined
  return {
    wait(work) {
      const turn = (last ?? Promise.resolve()).then(work)
      const over: Promise<unknown> = turn
        .catch(() => undefined)
        .then(() => {
          if (last === over) last = undefined
        })
      last = over
      return turn
    },
    async empty() {
      while (last !== undefined) await last
    },
  }
}
