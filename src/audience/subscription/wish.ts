import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { wishes } from '../../db/schema/index.js'
import type { Act, Change } from '../subscription.js'
import { recordEvent } from './history.js'

const COLUMNS = columnsOf(wishes, 'perWeek', 'perMonth')

/** How many offers somebody wants at most: in any 7 days, and in any 30 days (null: that is all they ask). */
export type Wish = RowOf<typeof COLUMNS>

/** How many offers a week those get who ask for fewer. */
const LESS_OFTEN = 1

/** What people may choose in their settings, from most to fewest; null: as often as the shop sends. Buttons hold the place. */
export const HOW_OFTEN: readonly (Wish | null)[] = [
  null,
  { perWeek: 2, perMonth: null },
  { perWeek: LESS_OFTEN, perMonth: null },
  { perWeek: 1, perMonth: 1 },
]

/** How often somebody wants offers at most; null: as often as the shop sends. */
export function findWish(db: Db, subscriberId: number): Wish | null {
  return db.sql<Wish>(`select ${COLUMNS.sql} from wishes where subscriber_id = ?`).get(subscriberId) ?? null
}

/**
 * They want at most one offer a week from now on, unless they asked for fewer yet. It holds whatever the shop's own cap is,
 * and through a pause.
 * @param at ms UTC
 * @returns false when they had asked for that or fewer before, and nothing changed
 */
export function wishLess(db: Db, subscriberId: number, change: Change<Exclude<Act, 'undo'>>, at: number): boolean {
  const { changes } = db
    .sql(
      `insert into wishes (subscriber_id, per_week, at) values (:id, :most, :at)
       on conflict (subscriber_id) do update set per_week = excluded.per_week, before_week = per_week, at = excluded.at
       where per_week > excluded.per_week and per_month is null`,
    )
    .run({ id: subscriberId, most: LESS_OFTEN, at })
  if (changes === 0) return false
  recordEvent(db, subscriberId, 'less', change, at)
  return true
}

/**
 * They want offers as often as the shop sends them again; whoever only takes back *less often* has what they had chosen
 * before it.
 * @param at ms UTC
 * @returns false when they had not asked for fewer, and nothing changed
 */
export function wishUsual(db: Db, subscriberId: number, change: Change, at: number): boolean {
  const back =
    change.source === 'undo'
      ? db
          .sql(
            `update wishes set per_week = before_week, before_week = null, at = ?
             where subscriber_id = ? and before_week is not null`,
          )
          .run(at, subscriberId).changes
      : 0
  const { changes } =
    back > 0 ? { changes: back } : db.sql('delete from wishes where subscriber_id = ?').run(subscriberId)
  if (changes === 0) return false
  recordEvent(db, subscriberId, 'usual', change, at)
  return true
}

/**
 * They chose how often offers may come.
 * @param wish null: as often as the shop sends
 * @param at ms UTC
 * @returns false when that was so before, and nothing changed
 */
export function chooseOften(db: Db, subscriberId: number, wish: Wish | null, change: Change, at: number): boolean {
  const before = findWish(db, subscriberId)
  if (before?.perWeek === wish?.perWeek && before?.perMonth === wish?.perMonth) return false
  if (wish === null) return wishUsual(db, subscriberId, change, at)
  db.sql(
    `insert into wishes (subscriber_id, per_week, per_month, at) values (?, ?, ?, ?)
     on conflict (subscriber_id) do update set per_week = excluded.per_week, per_month = excluded.per_month,
       before_week = null, at = excluded.at`,
  ).run(subscriberId, wish.perWeek, wish.perMonth, at)
  recordEvent(db, subscriberId, 'often', change, at)
  return true
}
