import { performance } from 'node:perf_hooks'
import type { Db } from '../../db/open.js'

/** How long the items of one commit may hold the event loop, ms. */
const SLICE_MS = 4

/** Does pieces of work in turn, a few ms in each commit of the database, and resolves once all of them are on disk. */
export type Turns = {
  /** @param pieces each in a savepoint of the caller's if it may fail; what one throws ends them all, and is thrown */
  do<T>(pieces: readonly (() => T)[]): Promise<T[]>
}

type Job = {
  pieces: readonly (() => unknown)[]
  results: unknown[]
  resolve: () => void
  reject: (error: unknown) => void
}

/**
 * Makes turns. Whoever calls at the same time shares the commits, one piece each in turn; between two commits everything
 * else goes on. When a commit fails, those who had a piece in it are told, and nothing of that commit is kept.
 */
export function createTurns(db: Pick<Db, 'group'>): Turns {
  const jobs = new Set<Job>()
  let going = false

  /** One commit's worth, from all that wait. @returns those who had a piece in it */
  function slice(): Set<Job> {
    const until = performance.now() + SLICE_MS
    const inIt = new Set<Job>()
    for (;;) {
      let left = false
      for (const job of jobs) {
        const piece = job.pieces[job.results.length]
        if (piece === undefined) continue
        inIt.add(job)
        job.results.push(piece())
        left = true
        if (performance.now() >= until) return inIt
      }
      if (!left) return inIt
    }
  }

  async function go(): Promise<void> {
    while (jobs.size > 0) {
      let inIt = new Set<Job>()
      try {
        await db.group(() => {
          inIt = new Set(jobs)
          inIt = slice()
        })
      } catch (error) {
        for (const job of inIt) {
          jobs.delete(job)
          job.reject(error)
        }
        continue
      }
      for (const job of [...jobs])
        if (job.results.length === job.pieces.length) {
          jobs.delete(job)
          job.resolve()
        }
    }
    // Before anybody who was told can ask for more.
    going = false
  }

  return {
    do<T>(pieces: readonly (() => T)[]): Promise<T[]> {
      return new Promise((resolve, reject) => {
        const results: T[] = []
        if (pieces.length === 0) return resolve(results)
        jobs.add({ pieces, results, resolve: () => resolve(results), reject })
        if (going) return
        going = true
        void go()
      })
    },
  }
}
