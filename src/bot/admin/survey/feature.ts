import { Composer } from 'grammy'
import { showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import type { Topics } from '../ask.js'
import { addFeature, addTopics } from './add.js'
import { presses } from './addresses.js'
import type { SurveyDeps } from './deps.js'
import { laterFeature } from './later.js'
import { listCard } from './list.js'
import { questionFeature } from './question.js'
import { resultsFeature } from './results.js'
import { topicsFeature } from './topics.js'

/** Settings → Survey: its questions, when they are asked, and what came of them. */
export function surveyCardsFeature(deps: SurveyDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  onPress(composer, presses.home, (ctx, { page }) => showCard(ctx, listCard(deps, ctx, page)))
  composer.use(questionFeature(deps), addFeature(deps), topicsFeature(deps), laterFeature(deps), resultsFeature(deps))
  return composer
}

/** What is typed there. */
export function surveyTopics(deps: SurveyDeps): Topics {
  return addTopics(deps)
}
