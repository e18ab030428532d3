import type { Visit } from '../../../offers/visit.js'
import type { BotContext } from '../../context.js'
import type { Go } from '../../screen.js'
import type { AdminDeps } from '../deps.js'

/** What the offer's screens work with, and the two ways out of them. */
export type OfferDeps = AdminDeps & {
  /** Opens an address once, to see that it works and what the page is called. */
  visit: (address: string) => Promise<Visit>
  /** Leads to a screen. */
  lead(ctx: BotContext, to: Go): Promise<void>
  /** Opens the screens that make a segment; they end in `segmentSaved`. */
  startNewSegment(ctx: BotContext, back: { offerId: number }): Promise<void>
}
