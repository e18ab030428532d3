import type { Db } from '../db/open.js'
import { findBroadcast, raiseGeneration } from './broadcast.js'
import { promoteDeliveries } from './evidence.js'

/**
 * Sends again to the people for whom Telegram never answered and who have not shown that it came; an admin decides this,
 * never the program. @returns how many wait again; 0 for a cancelled broadcast
 */
export function resendUncertain(db: Db, id: number, at: number): number {
  const broadcast = findBroadcast(db, id)
  if (broadcast === null || !['running', 'paused', 'finished'].includes(broadcast.state)) return 0
  promoteDeliveries(db)
  const { changes } = db
    .sql(
      `update deliveries set state = 'queued', due_at = ?, error = null
       where broadcast_id = ? and state = 'uncertain'`,
    )
    .run(at, id)
  if (changes > 0) {
    raiseGeneration(db, id)
    db.sql(
      `update broadcasts set state = 'running', finished_at = null, reported_at = null where id = ? and state = 'finished'`,
    ).run(id)
  }
  return changes
}
