import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { wishes } from '../db/schema/index.js'
import { recordEvent } from './history.js'
import type { Act, Change } from './subscription.js'

const COLUMNS = columnsOf(wishes, 'perWeek')

/** How many offers a week those get who ask for fewer. */
export const LESS_OFTEN = 1

/** How many offers somebody wants in any 7 days at most; null: as many as the shop sends. */
export function findWish(db: Db, subscriberId: number): number | null {
  const row = db
    .sql<RowOf<typeof COLUMNS>>(`select ${COLUMNS.sql} from wishes where subscriber_id = ?`)
    .get(subscriberId)
  return row?.perWeek ?? null
}

/**
 * They want at most one offer a week from now on. It holds whatever the shop's own cap is, and through a pause.
 * @param at ms UTC
 * @returns false when they had asked for that before, and nothing changed
 */
export function wishLess(db: Db, subscriberId: number, change: Change<Exclude<Act, 'undo'>>, at: number): boolean {
  const { changes } = db
    .sql('insert or ignore into wishes (subscriber_id, per_week, at) values (?, ?, ?)')
    .run(subscriberId, LESS_OFTEN, at)
  if (changes === 0) return false
  recordEvent(db, subscriberId, 'less', change, at)
  return true
}

/**
 * They want offers as often as the shop sends them again.
 * @param at ms UTC
 * @returns false when they had not asked for fewer, and nothing changed
 */
export function wishUsual(db: Db, subscriberId: number, change: Change, at: number): boolean {
  const { changes } = db.sql('delete from wishes where subscriber_id = ?').run(subscriberId)
  if (changes === 0) return false
  recordEvent(db, subscriberId, 'usual', change, at)
  return true
}
