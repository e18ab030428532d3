import type { Visit } from '../../../offers/visit.js'
import type { BotContext } from '../../context.js'
import type { Go } from '../../screen.js'
import type { AdminDeps } from '../deps.js'

/** What the screens of broadcasts work with, and the ways out of them. */
export type BroadcastDeps = AdminDeps & {
  /** Leads to a screen. */
  lead(ctx: BotContext, to: Go): Promise<void>
  /** Opens an address once, to see that it works and what the page is called. */
  visit: (address: string) => Promise<Visit>
  /** Shows the card of a draft. */
  openDraft(ctx: BotContext, offerId: number): Promise<void>
  /** Starts an offer for a segment. */
  openDraftFor(ctx: BotContext, segmentId: number): Promise<void>
}
