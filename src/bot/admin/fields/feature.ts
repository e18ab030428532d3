import { Composer } from 'grammy'
import type { Db } from '../../../db/open.js'
import { showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import type { Topics } from '../ask.js'
import { fieldCardFeature, fieldCardTopics } from './card.js'
import { createFieldFeature, createFieldTopics } from './create.js'
import { fieldsCard } from './list.js'
import { presses } from './presses.js'

/** Settings → Fields: what is known of people, and what else should be. */
export function fieldsFeature(deps: { db: Db }): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  onPress(composer, presses.list, (ctx, { page }) => showCard(ctx, fieldsCard(deps.db, ctx, page)))
  composer.use(fieldCardFeature(deps), createFieldFeature())
  return composer
}

/** What is typed there. */
export function fieldsTopics(deps: { db: Db }): Topics {
  return { ...fieldCardTopics(deps), ...createFieldTopics(deps) }
}

/** Shows the list where the button was pressed. */
export async function openFields({ db }: { db: Db }, ctx: BotContext): Promise<void> {
  await showCard(ctx, fieldsCard(db, ctx, 0))
}
