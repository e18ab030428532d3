import type { Db } from '../db/open.js'
import { type Broadcast, findBroadcast } from './broadcast.js'
import { promoteDeliveries } from './evidence.js'
import { raiseGeneration } from './lifecycle.js'

/**
 * Whether messages without an answer may be sent again: not after it was cancelled, nor for a message of a series that
 * has ended.
 */
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

/** Rows of one write, so that it stays within some milliseconds. */
const AT_ONCE = 200

/**
 * Queues again the messages whose content was refused, after that paused their broadcast; call it before the broadcast
 * is resumed. The wording of the refusal does not matter: Telegram quotes what differs from person to person, and any
 * refusal proves that nothing was sent. The rows are found in the reader, a few at a time, since a big broadcast has
 * many failed ones. Nothing of a paused broadcast is claimed, so a half-finished call does no harm: the next one
 * completes it.
 * @param at ms UTC, from when on they are due
 */
export async function requeueRefused(db: Db, broadcastId: number, at: number): Promise<void> {
  for (let after = 0; ; ) {
    const rows = await db.people.rows<{ id: number }>(
      `select d.id from broadcasts b join deliveries d on d.broadcast_id = b.id
       where b.id = ? and b.state = 'paused' and b.pause_reason = 'content'
         and d.state = 'failed' and d.reason = 'content' and d.id > ?
       order by d.id limit ${AT_ONCE}`,
      [broadcastId, after],
    )
    await db.group(() => {
      db.sql(
        `update deliveries set state = 'queued', reason = null, error = null, due_at = ?
         where id in (select value from json_each(?)) and state = 'failed'
           and exists (select 1 from broadcasts where id = ? and state = 'paused')`,
      ).run(at, JSON.stringify(rows.map(({ id }) => id)), broadcastId)
    })
    after = rows.at(-1)?.id ?? after
    if (rows.length < AT_ONCE) return
  }
}
