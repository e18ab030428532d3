import { Composer } from 'grammy'
import { showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import type { Topics } from '../ask.js'
import { fieldCardFeature, fieldCardTopics } from './card.js'
import { createFieldFeature, createFieldTopics } from './create.js'
import type { FieldsDeps } from './deps.js'
import { fieldsCard } from './list.js'
import { optionsFeature, optionsTopics } from './options.js'
import { presses } from './presses.js'

/** Settings → Fields: what is known of people, and what else should be. */
export function fieldsFeature(deps: FieldsDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  onPress(composer, presses.list, (ctx, { page }) => showCard(ctx, fieldsCard(deps, ctx, page)))
  composer.use(fieldCardFeature(deps), createFieldFeature(), optionsFeature(deps))
  return composer
}

/** What is typed there. */
export function fieldsTopics(deps: FieldsDeps): Topics {
  return { ...fieldCardTopics(deps), ...createFieldTopics(deps), ...optionsTopics(deps) }
}

/** Shows the list where the button was pressed. */
export async function openFields(deps: FieldsDeps, ctx: BotContext): Promise<void> {
  await showCard(ctx, fieldsCard(deps, ctx, 0))
}
