import { DAY } from '../clock.js'
import type { Goal } from './draft.js'

/** How many days after a broadcast what people do counts for its goal, unless its offer says otherwise. */
export const USUAL_DAYS: Record<Goal, number> = {
  inform: 3,
  sell: 7,
  bring_back: 14,
  collect: 3,
  move_up: 14,
  know_orders: 7,
}

/** How long after it what people do counts for an offer, ms. @param days its own choice; null: what is usual */
export function windowOf({ goal, windowDays }: { goal: Goal; windowDays: number | null }): number {
  return (windowDays ?? USUAL_DAYS[goal]) * DAY
}
