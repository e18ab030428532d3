import { Worker } from 'node:worker_threads'
import type Database from 'better-sqlite3'
import { z } from 'zod'
import { sleep } from '../clock.js'

/** Pages in the log past which they are carried over beside the work. */
const LONG_PAGES = 1_250
/** And past which the work waits for that; SQLite itself would carry them over in the next commit past 4,000. */
const FULL_PAGES = 2_500
const RETRY_MS = 500

const state = z.object({ log: z.int(), checkpointed: z.int() })

/** Keeps checkpoints out of the commits of long work: writing back 4,000 pages would hold the event loop. */
export type Checkpoint = {
  /**
   * Where the log is long, a thread of its own carries it over meanwhile; where it is full, this waits until it has, and
   * the log begins anew.
   */
  ease(): Promise<void>
  /** Empties the log, so that nothing which was overwritten or deleted is left in it; tries until it works. */
  empty(): Promise<void>
  close(): Promise<void>
}

/** The thread starts when it is first needed. */
export function createCheckpoint(sqlite: Database.Database, path: string): Checkpoint {
  const look = sqlite.prepare('pragma wal_checkpoint(noop)')
  const ending = new AbortController()
  let worker: Worker | undefined
  let carrying: Promise<boolean> | undefined
  let closed = false

  function start(): Worker {
    const started = new Worker(new URL('./checkpoint-worker.js', import.meta.url), { workerData: path })
    started.unref()
    // Without its thread the work goes on, with checkpoints in its commits.
    started.on('error', () => undefined)
    started.on('exit', () => {
      if (worker === started) worker = undefined
    })
    return started
  }

  /** False when the thread ended, or could not do all of it. */
  async function ask(wish: 'carry over' | 'empty'): Promise<boolean> {
    worker ??= start()
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

  return {
    async ease() {
      const { log, checkpointed } = state.parse(look.get())
      if (log <= LONG_PAGES || log === checkpointed) return
      carrying ??= ask('carry over').finally(() => {
        carrying = undefined
      })
      if (log > FULL_PAGES) await carrying
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
