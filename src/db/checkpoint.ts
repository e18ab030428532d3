import { Worker } from 'node:worker_threads'
import type Database from 'better-sqlite3'
import { z } from 'zod'
import { sleep } from '../clock.js'

/**
 * Pages in the log past which they are carried over beside the work, again and again: a little each time, since a commit that
 * must be on disk waits for what is being carried over.
 */
const LONG_PAGES = 1_250
/**
 * And past which work that gives way waits until all of it is, so that the log begins anew: each such wait is one for the disk,
 * and work of a million rows has 900 of them at 10 MB, 140 at 64 MB.
 */
const FULL_PAGES = 16_000
/** And past which all long work waits. */
const OVERFULL_PAGES = 24_000
/** Past so many the log is to begin anew once a carrying over has caught up with it. */
const OLD_PAGES = 4_000
/** Past so many SQLite itself carries them over in a commit, unless long work is under way: the thread did not come to it. */
export const USUAL_PAGES = 16_000
const RETRY_MS = 500
/** A look at the log costs a good part of what a small commit does. */
const LOOK_MS = 20

const state = z.object({ log: z.int(), checkpointed: z.int() })

/** Keeps checkpoints out of the commits of long work: writing back 4,000 pages would hold the event loop. */
export type Checkpoint = {
  /** A commit was made: where the log is long, a thread of its own carries it over beside whatever comes next. */
  note(): void
  /** Long work begins: until as many `release` as `hold` were said, no commit carries the log over. */
  hold(): void
  /** Long work is over. What it left in the log is carried over beside everything else, and all is as it was before. */
  release(): void
  /**
   * Where the log is long, a thread of its own carries it over meanwhile; where it is full, this waits until it has, and
   * the log begins anew.
   * @param patient false for work that somebody waits for: it goes on for longer
   */
  ease(patient: boolean): Promise<void>
  /** Empties the log, so that nothing which was overwritten or deleted is left in it; tries until it works. */
  empty(): Promise<void>
  close(): Promise<void>
}

/** The thread starts when it is first needed. */
export function createCheckpoint(sqlite: Database.Database, path: string): Checkpoint {
  const look = sqlite.prepare('pragma wal_checkpoint(noop)')
  const usual = () => void sqlite.pragma(`wal_autocheckpoint = ${USUAL_PAGES}`)
  let works = 0
  let lookedAt = Number.NEGATIVE_INFINITY
  const ending = new AbortController()
  let worker: Worker | undefined
  let carrying: Promise<boolean> | undefined
  let last: Promise<unknown> = Promise.resolve()
  let endedAt = Number.NEGATIVE_INFINITY
  let closed = false

  function start(): Worker {
    const started = new Worker(new URL('./checkpoint-worker.js', import.meta.url), { workerData: path })
    started.unref()
    // Without its thread the work goes on, with checkpoints in its commits.
    started.on('error', () => undefined)
    started.on('exit', () => {
      if (worker !== started) return
      worker = undefined
      endedAt = performance.now()
    })
    return started
  }

  /** Whether the log was emptied. One after another, so that nobody takes the answer to another one for theirs. */
  function ask(wish: 'carry over' | 'empty'): Promise<boolean> {
    const answer = last.then(() => askThread(wish))
    last = answer
    return answer
  }

  /** Never fails: false when the thread ended, or could not do all of it. One that ended is not begun anew at once. */
  async function askThread(wish: 'carry over' | 'empty'): Promise<boolean> {
    if (closed || (worker === undefined && performance.now() - endedAt < RETRY_MS)) return false
    try {
      worker ??= start()
    } catch {
      // There is no room for a thread.
      endedAt = performance.now()
      return false
    }
    const asked = worker
    return await new Promise<boolean>(resolve => {
      const done = (said: unknown) => {
        asked.off('message', done)
        asked.off('exit', done)
        resolve(said === 'emptied')
      }
      asked.on('message', done)
      asked.on('exit', done)
      asked.postMessage(wish)
    })
  }

  const carryOver = () => {
    carrying ??= ask('carry over').finally(() => {
      carrying = undefined
    })
    return carrying
  }

  /** What is wrong with the file the next commit is told; this one is on disk. */
  function looked(): { log: number; pages: number } | null {
    try {
      const { log, checkpointed } = state.parse(look.get())
      return { log, pages: log - checkpointed }
    } catch {
      return null
    }
  }

  /** A reader that still sees the log as it was may be in the way for a while. */
  async function settle(): Promise<void> {
    while (!closed && works === 0) {
      const left = looked()
      if (left !== null && left.pages <= OLD_PAGES) return usual()
      await carryOver()
      await sleep(RETRY_MS, ending.signal)
    }
  }

  return {
    note() {
      const now = performance.now()
      if (works > 0 || closed || now - lookedAt < LOOK_MS) return
      lookedAt = now
      const left = looked()
      if (left !== null && (left.pages > LONG_PAGES || (left.pages > 0 && left.log > OLD_PAGES))) void carryOver()
    },
    hold() {
      works += 1
      if (works === 1) sqlite.pragma('wal_autocheckpoint = 0')
    },
    release() {
      works -= 1
      if (works === 0 && !closed) void settle()
    },
    async ease(patient) {
      const left = looked()
      if (left === null || left.log <= LONG_PAGES || left.pages === 0) return
      const carried = carryOver()
      if (left.log > (patient ? FULL_PAGES : OVERFULL_PAGES)) await carried
    },
    async empty() {
      while (!closed && !(await ask('empty'))) await sleep(RETRY_MS, ending.signal)
    },
    async close() {
      closed = true
      ending.abort()
      await worker?.terminate()
    },
  }
}
