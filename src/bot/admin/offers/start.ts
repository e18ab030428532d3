import type { BotContext } from '../../context.js'
import type { Here } from '../../here.js'
import { go, outcomeSchema } from '../../screen.js'
import { offers } from './addresses.js'
import { tickMade } from './audience/tick.js'
import { beginFor } from './begin.js'
import type { OfferDeps } from './deps.js'

/** Starts an offer for a segment; what is sent next is its message. @throws AppError `segment_not_found` */
export async function openDraftFor(
  deps: Pick<OfferDeps, 'lead'>,
  ctx: BotContext,
  here: Here | null,
  segmentId: number,
): Promise<void> {
  if (here === null) return
  const led = await ctx.deed(outcomeSchema, () => beginFor(here, segmentId))
  if (led.kind === 'go') await deps.lead(ctx, led)
}

/** A segment that was made for this offer is ticked. @throws AppError `segment_not_found`, `offer_not_a_draft` */
export async function segmentSaved(
  deps: OfferDeps,
  ctx: BotContext,
  offerId: number,
  segmentId: number,
): Promise<void> {
  const led = await ctx.deed(outcomeSchema, () => tickMade(deps.db, offerId, segmentId))
  if (led.kind === 'go') await deps.lead(ctx, led)
}

/** Shows again to whom the draft goes: no segment was made after all. @throws AppError `offer_not_a_draft` */
export async function backToOffer(deps: Pick<OfferDeps, 'lead'>, ctx: BotContext, offer: number): Promise<void> {
  await deps.lead(ctx, go(offers.whom, { offer, page: 0 }))
}
