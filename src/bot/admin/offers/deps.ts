import type { BotContext } from '../../context.js'
import type { AdminDeps } from '../deps.js'

/** What the offer's screens work with, and the two ways out of them. */
export type OfferDeps = AdminDeps & {
  /** Opens the screens that make a segment; they end in `segmentSaved`. */
  startNewSegment(ctx: BotContext, back: { offerId: number }): Promise<void>
  /** A broadcast was approved where this press stands: its progress is shown there. */
  broadcastApproved(ctx: BotContext, broadcastId: number): Promise<void>
}
