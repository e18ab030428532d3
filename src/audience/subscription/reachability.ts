import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { subscribers } from '../../db/schema/index.js'
import { assignNewcomer } from '../holdout.js'
import { causeOf, recordEvent } from './history.js'

const KNOWN = columnsOf(subscribers, 'unreachable', 'lastSeenAt')

/** Why somebody cannot be written to: they blocked the bot, or their account is gone. */
export type Unreachable = NonNullable<(typeof subscribers.$inferSelect)['unreachable']>

/**
 * Telegram says that they cannot be written to. The event names the last message delivered in the 72 h before. What comes
 * last counts: Telegram's clock and ours are never compared. Changes nothing when it is known already, or when they were
 * seen since the request left that was refused.
 * @param at when it was told, ms UTC
 * @param seenBefore when they had last been seen as the request left, ms UTC, null: never; missing where they tell us themselves
 */
export function recordUnreachable(
  db: Db,
  subscriberId: number,
  kind: Unreachable,
  at: number,
  seenBefore?: number | null,
): void {
  const known = db
    .sql<RowOf<typeof KNOWN>>(`select ${KNOWN.sql} from subscribers where id = ? and erased_at is null`)
    .get(subscriberId)
  if (known === undefined || known.unreachable === kind) return
  if (seenBefore !== undefined && seenBefore !== known.lastSeenAt) return
  db.sql('update subscribers set unreachable = ?, unreachable_at = ?, checked_at = ? where id = ?').run(
    kind,
    at,
    at,
    subscriberId,
  )
  const deliveryId = causeOf(db, subscriberId, at)
  recordEvent(db, subscriberId, kind === 'blocked' ? 'block' : 'deactivate', { deliveryId }, at)
}

/**
 * They can be written to again: they unblocked the bot, or did something in its chat. It does not subscribe them.
 * Changes nothing when they were reachable.
 * @param at when it was told, ms UTC
 */
export function recordReachable(db: Db, subscriberId: number, at: number): void {
  const { changes } = db
    .sql('update subscribers set unreachable = null, unreachable_at = null where id = ? and unreachable is not null')
    .run(subscriberId)
  if (changes === 0) return
  recordEvent(db, subscriberId, 'unblock', {}, at)
  assignNewcomer(db, subscriberId, at)
}

/** A message came to somebody moved in, of whom nobody knew until now whether they can be written to. @param at ms UTC */
export function recordChecked(db: Db, subscriberId: number, at: number): void {
  db.sql('update subscribers set checked_at = ? where id = ? and checked_at is null and erased_at is null').run(
    at,
    subscriberId,
  )
}
