import { SECOND } from '../clock.js'
import { faultOf } from '../db/fault.js'
import type { Db } from '../db/open.js'
import { describeError, type Log } from '../log.js'
import { inTime } from './keep.js'
import type { Verdict } from './verdict.js'

const RETRY_MS = SECOND

/** So many visits of a source on a day (UTC, days since 1970) with one verdict. */
export type Visits = { sourceId: number; day: number; verdict: Verdict; n: number }

/** The counter of visits. */
export type Tally = {
  /** Adds visits to the open batch; resolves once they are on disk, or after 0.3 s when that takes longer. Never rejects. */
  add(visits: Visits): Promise<void>
  /** Visits that wait in memory. */
  waiting(): number
  /** Tries once more to write what waits; what the disk does not take is lost, and the log says how many. */
  close(): Promise<void>
}

/**
 * Makes the counter: however many come before the open batch is committed, each source is written once for each verdict.
 * What cannot be written waits in memory, as a few numbers, and is written by itself when the disk takes it again.
 */
export function createTally(deps: {
  db: Pick<Db, 'group'>
  record: (visits: readonly Visits[]) => void
  log: Log
}): Tally {
  const { db, record, log } = deps
  const waiting = new Map<string, Visits>()
  let open: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined

  function put({ sourceId, day, verdict, n }: Visits): void {
    const key = `${sourceId} ${day} ${verdict}`
    const entry = waiting.get(key)
    if (entry === undefined) waiting.set(key, { sourceId, day, verdict, n })
    else entry.n += n
  }

  async function write(): Promise<void> {
    let taken: Visits[] = []
    try {
      await db.group(() => {
        taken = [...waiting.values()]
        waiting.clear()
        open = null
        record(taken)
      })
    } catch (error) {
      open = null
      const fault = faultOf(error) !== null
      log.error({ error: describeError(error).message, kept: fault }, 'visits of sources cannot be counted')
      if (!fault) return
      for (const visits of taken) put(visits)
      timer ??= setTimeout(retry, RETRY_MS).unref()
    }
  }

  function retry(): void {
    timer = undefined
    if (waiting.size > 0) open ??= write()
  }

  const total = () => [...waiting.values()].reduce((sum, { n }) => sum + n, 0)

  return {
    add(visits) {
      put(visits)
      // While the disk takes nothing it is asked once a second, not by every visitor.
      if (timer !== undefined) return Promise.resolve()
      open ??= write()
      return inTime(open, undefined)
    },
    waiting: total,
    async close() {
      if (timer !== undefined) clearTimeout(timer)
      // No further try: `write` would set the timer again.
      timer = undefined
      if (waiting.size > 0) await write()
      if (timer !== undefined) clearTimeout(timer)
      if (waiting.size > 0) log.error({ visits: total() }, 'visits of sources were lost: the disk took none to the end')
    },
  }
}
