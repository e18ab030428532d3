import { DAY } from '../clock.js'
import type { offers } from '../db/schema/index.js'

/** What a broadcast is for. */
export type Goal = (typeof offers.$inferSelect)['goal']

/** How long after a broadcast what people do is counted for its goal, ms. */
const windows: Record<Goal, number> = {
  inform: 7 * DAY,
  sell: 7 * DAY,
  bring_back: 7 * DAY,
  collect: 7 * DAY,
  move_up: 7 * DAY,
  know_orders: 7 * DAY,
}

/** When the figures of a broadcast that ended at `finishedAt` are no longer preliminary, ms UTC. */
export function closesAt(goal: Goal, finishedAt: number): number {
  return finishedAt + windows[goal]
}
