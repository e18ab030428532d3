import { Composer } from 'grammy'
import type { BotContext } from '../../context.js'
import { newSegmentFeature } from './audience/new-segment.js'
import type { OfferDeps } from './deps.js'

export type { OfferDeps } from './deps.js'
export { backToOffer, openDraftFor, segmentSaved } from './start.js'

/** `/new` and everything on its card, up to the approval. */
export function offersFeature(deps: OfferDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(newSegmentFeature(deps))
  return composer
}
