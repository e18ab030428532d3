import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { AppError } from '../../errors.js'
import { type Goal, getDraft } from '../draft.js'

/** How many days after a broadcast what people do counts for its goal, unless its offer says otherwise. */
export const USUAL_DAYS: Record<Goal, number> = {
  inform: 3,
  sell: 7,
  bring_back: 14,
  collect: 3,
  move_up: 14,
  know_orders: 7,
}

/** What an offer is for, and for how many days it counts; null: as is usual for its goal. */
export type Judged = { goal: Goal; windowDays: number | null }

/** How long after it what people do counts for an offer, ms. */
export function windowOf({ goal, windowDays }: Judged): number {
  return (windowDays ?? USUAL_DAYS[goal]) * DAY
}

/**
 * What an offer says of how long something counts: what people do (`window`), and an order after the last click (`click`) or
 * after it was last surely seen (`seen`). Buttons hold their number: new ones come at the end.
 */
export const WINDOWS = ['window', 'click', 'seen'] as const
export type WindowName = (typeof WINDOWS)[number]

/** Days of each; null where what is usual for the goal holds. */
export type OfferWindows = Record<WindowName, number | null>

/** So many days something may count. */
export const WINDOW_DAYS = { least: 1, most: 90 } as const

const COLUMN = { window: 'window_days', click: 'click_days', seen: 'seen_days' } as const satisfies Record<
  WindowName,
  string
>

/** What an offer says itself of its windows. @throws AppError `offer_not_found` */
export function windowsOf(db: Pick<Db, 'sql'>, offerId: number): OfferWindows {
  const row = db
    .sql<OfferWindows>(
      'select window_days as "window", click_days as click, seen_days as seen from offers where id = ?',
    )
    .get(offerId)
  if (row === undefined) throw new AppError('offer_not_found', { id: offerId })
  return row
}

/**
 * Sets how many days something counts; null: as is usual for its goal. Once the offer is approved this holds as it is.
 * @throws AppError `window_invalid` {least, most} unless a whole number of days from 1 to 90; `offer_not_found`, `offer_not_a_draft`
 */
export function setWindow(db: Db, offerId: number, which: WindowName, days: number | null): void {
  const { least, most } = WINDOW_DAYS
  if (days !== null && !(Number.isInteger(days) && days >= least && days <= most))
    throw new AppError('window_invalid', { least, most })
  getDraft(db, offerId)
  db.sql(`update offers set ${COLUMN[which]} = ? where id = ?`).run(days, offerId)
}

/** Takes the windows of one offer over for another. */
export function copyWindows(db: Pick<Db, 'sql'>, fromId: number, toId: number): void {
  const columns = Object.values(COLUMN).join(', ')
  db.sql(`update offers set (${columns}) = (select ${columns} from offers where id = :from) where id = :to`).run({
    from: fromId,
    to: toId,
  })
}
