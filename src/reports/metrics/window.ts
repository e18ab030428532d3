import type { offers } from '../../db/schema/index.js'
import { type Judged, windowOf } from '../../offers/draft/window.js'

/** What a broadcast is for. */
export type Goal = (typeof offers.$inferSelect)['goal']

/** When the figures of a broadcast that ended at `finishedAt` are no longer preliminary, ms UTC. */
export function closesAt(judged: Judged, finishedAt: number): number {
  return finishedAt + windowOf(judged)
}
