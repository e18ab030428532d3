import { SECOND } from '../clock.js'
import type { Db } from '../db/open.js'
import { causeOf, recordEvent } from './history.js'

// Telegram's dates have no milliseconds, and updates about one person may come in any order: times are compared by
// their seconds, and within one second what comes last counts.
const second = (at: number) => Math.floor(at / SECOND)

/**
 * Telegram says that they cannot be written to. The event names the last message delivered in the 72 h before.
 * Changes nothing when that is known already, or when they were seen in a later second than `at`.
 * @param at when it happened, ms UTC
 */
export function recordUnreachable(db: Db, subscriberId: number, kind: 'blocked' | 'deactivated', at: number): void {
  const known = db
    .sql<{ unreachable: string | null; lastSeenAt: number }>(
      'select unreachable, last_seen_at as lastSeenAt from subscribers where id = ?',
    )
    .get(subscriberId)
  if (known === undefined || known.unreachable === kind || second(known.lastSeenAt) > second(at)) return
  db.sql('update subscribers set unreachable = ?, unreachable_at = ? where id = ?').run(kind, at, subscriberId)
  const deliveryId = causeOf(db, subscriberId, at)
  recordEvent(db, subscriberId, kind === 'blocked' ? 'block' : 'deactivate', { deliveryId }, at)
}

/**
 * They can be written to again: they unblocked the bot, or did something in its chat. It does not subscribe them.
 * Changes nothing when they were reachable, or became unreachable in a later second than `at`.
 * @param at when it happened, ms UTC
 */
export function recordReachable(db: Db, subscriberId: number, at: number): void {
  const known = db
    .sql<{ unreachableAt: number | null }>(
      'select unreachable_at as unreachableAt from subscribers where id = ? and unreachable is not null',
    )
    .get(subscriberId)
  if (known === undefined || second(known.unreachableAt ?? 0) > second(at)) return
  db.sql('update subscribers set unreachable = null, unreachable_at = null where id = ?').run(subscriberId)
  recordEvent(db, subscriberId, 'unblock', {}, at)
}
