import type { Goal } from '../offers/draft.js'
import { windowOf } from '../offers/window.js'

export type { Goal } from '../offers/draft.js'

/**
 * When the figures of a broadcast that ended at `finishedAt` are no longer preliminary, ms UTC.
 * @param offer its goal, and for how many days it counts (null: as usual for the goal)
 */
export function closesAt(offer: { goal: Goal; windowDays: number | null }, finishedAt: number): number {
  return finishedAt + windowOf(offer)
}
