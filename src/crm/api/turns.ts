import { performance } from 'node:perf_hooks'
import type { Db } from '../../db/open.js'

/** How long the pieces of one commit may hold the event loop, ms. */
const SLICE_MS = 8
/** And how long on a machine that is busy with others, where most of that is theirs: each commit more is work as well. */
const BUSY_MS = 16
/** So many bytes are done in each commit however long they take: on such a machine time is no measure. */
const FEWEST_BYTES = 16 * 1024
/** What a piece counts at least: also the smallest one is read, tried and answered. */
const SMALLEST = 256

/**
 * A piece of work, by the bytes that it is about; one over 16 kB has a commit of its own. It stands in a savepoint of the
 * caller's if it may fail: what it throws ends its whole call, and all that share the commit. `ready`: what of such a long one
 * can be done before its commit, step by step; between two of them everything else goes on.
 */
export type Piece<T> = { bytes: number; ready?: () => Iterator<void>; run: () => T }

/** Does pieces of work in turn, a few ms in each commit of the database, and resolves once all of them are on disk. */
export type Turns = { do<T>(pieces: readonly Piece<T>[]): Promise<T[]> }

type Job = {
  pieces: readonly Piece<unknown>[]
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
    const isOver = limit()
    let done = 0
    for (let left = true; left; ) {
      left = false
      for (const job of line) {
        const piece = job.pieces[job.results.length]
        if (piece === undefined) continue
        if (piece.bytes > FEWEST_BYTES && inIt.size > 0) {
          put(job, 'first')
          return
        }
        inIt.add(job)
        job.results.push(piece.run())
        left = true
        done += Math.max(piece.bytes, SMALLEST)
        if (done < FEWEST_BYTES || (piece.bytes <= FEWEST_BYTES && !isOver())) continue
        put(job, 'last')
        return
      }
    }
  }

  /** Tells when a commit that begins now has pieces enough. */
  function limit(): () => boolean {
    const began = performance.now()
    const before = process.cpuUsage()
    return () => {
      const took = performance.now() - began
      if (took < SLICE_MS || took >= BUSY_MS) return took >= SLICE_MS
      const { user, system } = process.cpuUsage(before)
      return user + system >= SLICE_MS * 1_000
    }
  }

  /** A long piece holds the event loop several times, and each time more shortly. */
  async function prepare(): Promise<void> {
    const [job] = line
    const piece = job?.pieces[job.results.length]
    if (piece?.ready === undefined || piece.bytes <= FEWEST_BYTES) return
    for (const steps = piece.ready(); ; ) {
      const { done } = steps.next()
      await new Promise(resolve => setImmediate(resolve))
      if (done === true) return
    }
  }

  async function go(): Promise<void> {
    while (line.length > 0) {
      const inIt = new Set<Job>()
      try {
        await prepare()
        await db.group(() => slice(inIt))
      } catch (error) {
        const failed = inIt.size > 0 ? [...inIt] : line
        line = line.filter(job => !failed.includes(job))
        for (const job of failed) job.reject(error)
        continue
      }
      const over = line.filter(({ pieces, results }) => results.length === pieces.length)
      line = line.filter(job => !over.includes(job))
      for (const job of over) job.resolve()
    }
    // Before anybody who was told can ask for more.
    going = false
  }

  return {
    do<T>(pieces: readonly Piece<T>[]): Promise<T[]> {
      return new Promise((resolve, reject) => {
        const results: T[] = []
        if (pieces.length === 0) return resolve(results)
        line.push({ pieces, results, resolve: () => resolve(results), reject })
        if (going) return
        going = true
        void go()
      })
    },
  }
}
