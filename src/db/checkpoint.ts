import { Worker } from 'node:worker_threads'
import type Database from 'better-sqlite3'
import { z } from 'zod'

/** Pages in the log past which they are carried over; SQLite itself would do so in the next commit past 4,000. */
const FULL_PAGES = 3_000

const state = z.object({ log: z.int(), checkpointed: z.int() })

/** Keeps checkpoints out of the commits of long work: writing back 4,000 pages would hold the event loop. */
export type Checkpoint = {
  /** Waits, where the log is long, until a thread of its own has carried it over; then the log begins anew. */
  ease(): Promise<void>
  close(): Promise<void>
}

/** The thread starts when it is first needed. */
export function createCheckpoint(sqlite: Database.Database, path: string): Checkpoint {
  const look = sqlite.prepare('pragma wal_checkpoint(noop)')
  let worker: Worker | undefined

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

  return {
    async ease() {
      const { log, checkpointed } = state.parse(look.get())
      if (log <= FULL_PAGES || log === checkpointed) return
      worker ??= start()
      const asked = worker
      await new Promise<void>(resolve => {
        const done = () => {
          asked.off('message', done)
          asked.off('exit', done)
          resolve()
        }
        asked.on('message', done)
        asked.on('exit', done)
        asked.postMessage('carry over')
      })
    },
    async close() {
      await worker?.terminate()
    },
  }
}
