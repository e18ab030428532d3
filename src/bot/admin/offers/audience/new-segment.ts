import { Composer } from 'grammy'
import type { BotContext } from '../../../context.js'
import { offers } from '../addresses.js'
import type { OfferDeps } from '../deps.js'
import { onDraftPress } from '../turn.js'

/** The way to a segment that is made for this offer. */
export function newSegmentFeature(deps: OfferDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  onDraftPress(deps, composer, offers.newSegment, (ctx, { offer }) => deps.startNewSegment(ctx, { offerId: offer }))
  return composer
}
