import { MINUTE } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { hasStale } from '../customer/stale.js'

/** So long at most what rests on orders waits for the end of an import. */
export const WAITS_FOR_ORDERS = 10 * MINUTE

/** True while a file of orders comes in or is taken back: what rests on orders is then neither the old nor the new. */
export function ordersAreComing(db: Pick<Db, 'sql'>): boolean {
  return (
    db
      .sql(
        `select 1 from imports where kind = 'orders' and (state = 'merging'
           or (state = 'cancelled' and finished_at is null) or (state = 'undone' and undone_at is null)) limit 1`,
      )
      .get() !== undefined
  )
}

/** True also for the moment after it, until scores and steps have followed. @param at ms UTC */
export function ordersAreSettling(db: Db, at: number): boolean {
  if (ordersAreComing(db)) return true
  const ended = db.sql("select 1 from imports where kind = 'orders' and max(finished_at, coalesce(undone_at, 0)) > ?")
  return hasStale(db) && ended.get(at - MINUTE) !== undefined
}
