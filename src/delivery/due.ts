import type { Db } from '../db/open.js'

const AT_ONCE = 500

/**
 * What was due before the wall clock was set back is still due: rows that wait would otherwise stand until the old time
 * comes again. What waits for a later moment, such as the end of quiet hours, keeps it.
 * @param from what the clock would show now had nobody set it back, ms UTC
 * @param to what it shows, ms UTC
 */
export async function recallDue(db: Db, from: number, to: number): Promise<void> {
  const recall = db.sql(
    `update deliveries set due_at = ? where id in (
       select d.id from broadcasts b cross join deliveries d on d.broadcast_id = b.id
       where b.state in ('running', 'paused') and d.state = 'queued' and d.due_at > ? and d.due_at <= ? limit ?)`,
  )
  while ((await db.group(() => recall.run(to, to, from, AT_ONCE).changes)) > 0) {
    await new Promise(resolve => setImmediate(resolve))
  }
}
