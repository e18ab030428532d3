import { DAY } from '../clock.js'
import type { Db } from '../db/open.js'
import type { droppedClicks } from '../db/schema/index.js'

/** Why an opening left no row: one token opened too often, or the row could not be written. */
export type DropReason = (typeof droppedClicks.$inferSelect)['reason']

const COUNT = `insert into dropped_clicks (day, reason, n) values (?, ?, ?)
  on conflict (day, reason) do update set n = n + excluded.n`

/** Counts openings that leave no row, by day (UTC) and reason. */
export type Dropped = {
  /** Counts one; on disk after the next batch that can be written. */
  record(reason: DropReason, at: number): void
  /** Tries again what could not be written before. */
  retry(): void
}

/** Makes the counter. What is not yet on disk waits in memory, as at most a few numbers. */
export function createDropped(db: Pick<Db, 'sql' | 'group'>): Dropped {
  const waiting = new Map<string, { day: number; reason: DropReason; n: number }>()
  let writing = false

  function add(day: number, reason: DropReason, n: number): void {
    const entry = waiting.get(`${day} ${reason}`)
    if (entry === undefined) waiting.set(`${day} ${reason}`, { day, reason, n })
    else entry.n += n
  }

  async function write(): Promise<void> {
    if (writing) return
    writing = true
    let taken: { day: number; reason: DropReason; n: number }[] = []
    try {
      while (waiting.size > 0) {
        await db.group(() => {
          taken = [...waiting.values()]
          waiting.clear()
          for (const { day, reason, n } of taken) db.sql(COUNT).run(day, reason, n)
        })
      }
    } catch {
      // Whoever failed to write a click has logged it; what was counted waits for the next success.
      for (const { day, reason, n } of taken) add(day, reason, n)
    } finally {
      writing = false
    }
  }

  return {
    record(reason, at) {
      add(Math.floor(at / DAY), reason, 1)
      void write()
    },
    retry: () => void write(),
  }
}
