import { Composer } from 'grammy'
import { getDraft } from '../../../../offers/draft.js'
import { texts } from '../../../../text/index.js'
import type { BotContext } from '../../../context.js'
import { onPress } from '../../../press.js'
import { go } from '../../../screen.js'
import { offers } from '../addresses.js'
import type { OfferDeps } from '../deps.js'
import { otherHands } from '../place.js'

/** The way to a segment that is made for this offer, for whoever has it in their hands. */
export function newSegmentFeature(deps: OfferDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  onPress(composer, offers.newSegment, (ctx, { offer }) => {
    const { id } = getDraft(deps.db, offer)
    const other = otherHands(deps.db, ctx.from?.id ?? 0, id)
    return other === null
      ? deps.startNewSegment(ctx, { offerId: id })
      : deps.lead(ctx, go(offers.open, { offer: id }, texts(ctx.language).offerCards.changedBy(other)))
  })
  return composer
}
