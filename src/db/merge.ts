import { open } from 'node:fs/promises'
import type Database from 'better-sqlite3'
import { sleep } from '../clock.js'
import type { Bindable } from './binding.js'
import type { Checkpoint } from './checkpoint.js'
import { faultOf } from './fault.js'
import type { Scratch } from './reader.js'

const SLICE_MS = 8
const FIRST_ROWS = 200
const FEWEST_ROWS = 50
/** Of so many slices the quickest tells how many rows fit into the next. */
const LOOKED_AT = 2
const BUSY_RETRY_MS = 100
const BUSY_PATIENCE_MS = 30_000

/**
 * Runs the statements over the rows of `scratch.result`, in their order, in transactions of about 8 ms with a turn of the
 * event loop between them. Each statement must bound itself by `rowid > :after and rowid <= :upto`; all of them see the
 * same rows in one transaction. A power cut may take back the newest transactions of a merge that had not ended; once it
 * has, all of it is on disk, and so is whatever another write of this process committed meanwhile.
 */
export type Merge = (
  scratch: Scratch,
  statements: string | readonly string[],
  params?: Record<string, Bindable>,
) => Promise<void>

/** One merge at a time: the scratch file is attached under one name. */
export function createMerge(sqlite: Database.Database, checkpoint: Checkpoint): Merge {
  let last: Promise<void> = Promise.resolve()

  async function run(scratch: Scratch, texts: readonly string[], params: Record<string, Bindable>): Promise<void> {
    sqlite.prepare('attach ? as scratch').run(scratch.path)
    try {
      const statements = texts.map(text => sqlite.prepare(text))
      const slice = sqlite.transaction((after: number, upto: number) => {
        for (const statement of statements) statement.run({ ...params, after, upto })
      })
      const lately: number[] = []
      let rows = FIRST_ROWS
      let busySince: number | null = null
      for (let after = 0; after < scratch.count; ) {
        const started = performance.now()
        const upto = Math.min(after + rows, scratch.count)
        busySince ??= started
        if (!attempt(() => commit(() => slice.immediate(after, upto)), busySince)) {
          await sleep(BUSY_RETRY_MS)
          continue
        }
        busySince = null
        const took = Math.max(performance.now() - started, 0.1)
        // A slice may have stood still for another program: smaller ones would only make more work of the same rows.
        lately.push((upto - after) / took)
        if (lately.length > LOOKED_AT) lately.shift()
        rows = Math.max(FEWEST_ROWS, Math.min(2 * rows, Math.floor(SLICE_MS * Math.max(...lately))))
        after = upto
        await new Promise(resolve => setImmediate(resolve))
        await checkpoint.ease()
      }
      await syncLog()
    } finally {
      sqlite.exec('detach scratch')
    }
  }

  /** No commit of a slice waits for the disk; the merge does, once. */
  function commit(slice: () => void): void {
    sqlite.pragma('synchronous = normal')
    try {
      slice()
    } finally {
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

  /** False when another program is writing; after 30 s of that its error is thrown. */
  function attempt(slice: () => void, busySince: number): boolean {
    try {
      slice()
      return true
    } catch (error) {
      if (faultOf(error) !== 'busy' || performance.now() - busySince > BUSY_PATIENCE_MS) throw error
      return false
    }
  }

  return (scratch, statements, params = {}) => {
    const turn = last.then(() => run(scratch, typeof statements === 'string' ? [statements] : statements, params))
    last = turn.catch(() => undefined)
    return turn
  }
}
