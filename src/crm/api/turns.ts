import { performance } from 'node:perf_hooks'
import type { Db } from '../../db/open.js'

/** How long the items of one commit may hold the event loop, ms. */
const SLICE_MS = 8

/** Does pieces of work in turn, a few ms in each commit of the database, and resolves once all of them are on disk. */
export type Turns = {
  /**
   * @param pieces each in a savepoint of the caller's if it may fail; what one throws ends them all, and is thrown
   * @param alone the places of those that take long: each has a commit of its own
   */
  do<T>(pieces: readonly (() => T)[], alone?: ReadonlySet<number>): Promise<T[]>
}

type Job = {
  pieces: readonly (() => unknown)[]
  alone: ReadonlySet<number>
  results: unknown[]
  resolve: () => void
  reject: (error: unknown) => void
}

/**
 * Makes turns. Whoever calls at the same time shares the commits, one piece each in turn; between two commits everything
 * else goes on. When a commit fails, those who had a piece in it are told, and nothing of that commit is kept.
 */
export function createTurns(db: Pick<Db, 'group'>): Turns {
  /** Whoever is first in the line begins the next commit. */
  let line: Job[] = []
  let going = false

  function put(job: Job, where: 'first' | 'last'): void {
    const others = line.filter(one => one !== job)
    line = where === 'first' ? [job, ...others] : [...others, job]
  }

  /** One commit's worth, from all that wait. @param inIt those who had a piece in it */
  function slice(inIt: Set<Job>): void {
    const until = performance.now() + SLICE_MS
    for (let left = true; left; ) {
      left = false
      for (const job of line) {
        const piece = job.pieces[job.results.length]
        if (piece === undefined) continue
        const alone = job.alone.has(job.results.length)
        if (alone && inIt.size > 0) return put(job, 'first')
        inIt.add(job)
        job.results.push(piece())
        left = true
        if (alone || performance.now() >= until) return put(job, 'last')
      }
    }
  }

  async function go(): Promise<void> {
    while (line.length > 0) {
      const inIt = new Set<Job>()
      try {
        await db.group(() => slice(inIt))
      } catch (error) {
        const failed = inIt.size > 0 ? [...inIt] : line
        line = line.filter(job => !failed.includes(job))
        for (const job of failed) job.reject(error)
        continue
      }
      const done = line.filter(({ pieces, results }) => results.length === pieces.length)
      line = line.filter(job => !done.includes(job))
      for (const job of done) job.resolve()
    }
    // Before anybody who was told can ask for more.
    going = false
  }

  return {
    do<T>(pieces: readonly (() => T)[], alone: ReadonlySet<number> = new Set()): Promise<T[]> {
      return new Promise((resolve, reject) => {
        const results: T[] = []
        if (pieces.length === 0) return resolve(results)
        line.push({ pieces, alone, results, resolve: () => resolve(results), reject })
        if (going) return
        going = true
        void go()
      })
    },
  }
}
