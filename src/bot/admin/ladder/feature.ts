import { Composer } from 'grammy'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import { showInstead } from '../analysis/photo.js'
import type { Topics } from '../ask.js'
import { presses } from './addresses.js'
import { ladderCard } from './card.js'
import type { LadderDeps } from './deps.js'
import { namesFeature, namesTopics } from './names.js'
import { sentFeature } from './sent.js'
import { topicNames, topicsFeature } from './topics.js'

/** Ben Hunt's ladder: who stands where, what the steps are called, and the topics that put people on them. */
export function ladderFeature(deps: LadderDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  onPress(composer, presses.home, async ctx => showInstead(deps.db, ctx, await ladderCard(deps, ctx)))
  composer.use(namesFeature(deps), topicsFeature(deps), sentFeature(deps))
  return composer
}

/** What is typed there. */
export function ladderTopics(deps: LadderDeps): Topics {
  return { ...namesTopics(deps), ...topicNames(deps) }
}
