import type { Db } from '../db/open.js'
import { type Broadcast, findBroadcast } from './broadcast.js'
import { promoteDeliveries } from './evidence.js'
import { raiseGeneration } from './lifecycle.js'

/** True where whoever is without an answer may be sent it again: not what was called off, nor a message of a series that is over. */
export function canResend({ state, standing }: Pick<Broadcast, 'state' | 'standing'>): boolean {
  return state === 'running' || state === 'paused' || (state === 'finished' && !standing)
}

/**
 * Sends again to the people for whom Telegram never answered and who have not shown that it came; an admin decides this,
 * never the program. @returns how many wait again; 0 for a cancelled broadcast, and for a message of a series that is over
 */
export function resendUncertain(db: Db, id: number, at: number): number {
  const broadcast = findBroadcast(db, id)
  if (broadcast === null || !canResend(broadcast)) return 0
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
