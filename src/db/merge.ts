import type Database from 'better-sqlite3'
import { sleep } from '../clock.js'
import type { Checkpoint } from './checkpoint.js'
import { faultOf } from './fault.js'
import type { Bindable } from './open.js'
import type { Scratch } from './reader.js'

const SLICE_MS = 8
const FIRST_ROWS = 200
const FEWEST_ROWS = 50
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
      let rows = FIRST_ROWS
      let busySince: number | null = null
      for (let after = 0; after < scratch.count; ) {
        const started = performance.now()
        const upto = Math.min(after + rows, scratch.count)
        busySince ??= started
        if (!attempt(() => commit(() => slice.immediate(after, upto), upto === scratch.count), busySince)) {
          await sleep(BUSY_RETRY_MS)
          continue
        }
        busySince = null
        after = upto
        const took = Math.max(performance.now() - started, 0.1)
        // By half at most: one slice may have stood still for a reason that was not its own.
        rows = Math.max(FEWEST_ROWS, Math.floor(rows * Math.min(2, Math.max(0.5, SLICE_MS / took))))
        await new Promise(resolve => setImmediate(resolve))
        await checkpoint.ease()
      }
    } finally {
      sqlite.exec('detach scratch')
    }
  }

  /** Only the last commit waits for the disk: it takes all before it along. The log keeps their order. */
  function commit(slice: () => void, last: boolean): void {
    if (!last) sqlite.pragma('synchronous = normal')
    try {
      slice()
    } finally {
      if (!last) sqlite.pragma('synchronous = full')
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
