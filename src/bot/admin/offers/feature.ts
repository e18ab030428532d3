import { Composer } from 'grammy'
import type { BotContext } from '../../context.js'
import type { Topics } from '../ask.js'
import type { OfferDeps } from './deps.js'
import { pendingFeature } from './pending.js'
import { clockFeature } from './when/clock.js'
import { untilFeature, untilTopics } from './when/until.js'
import { whenFeature, whenTopics } from './when/when.js'

export type { OfferDeps } from './deps.js'
export { isPending, pendingCard } from './pending-card.js'
export { openDraftFor } from './start.js'
export { announceTestOpened } from './test/opened.js'

/** `/new` and everything on its card, up to the approval. */
export function offersFeature(deps: OfferDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  composer.use(whenFeature(deps))
  composer.use(untilFeature(deps), clockFeature(deps), pendingFeature(deps))
  return composer
}

/** The questions of the card's rows. */
export function offersTopics(deps: OfferDeps): Topics {
  return { ...whenTopics(deps), ...untilTopics(deps) }
}
