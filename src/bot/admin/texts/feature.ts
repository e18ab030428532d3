import { Composer } from 'grammy'
import { showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import type { Topics } from '../ask.js'
import { presses } from './addresses.js'
import { listCard, textCard } from './card.js'
import type { TextDeps } from './deps.js'
import { editFeature, editTopics } from './edit.js'
import { sourcesFeature, sourcesTopics } from './sources.js'
import { staffFeature } from './staff.js'
import { whichOf } from './which.js'

export { openStaffChat } from './staff.js'

/** What the bot says by itself, in the shop's own words; and the group in which people are answered. */
export function textsFeature(deps: TextDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()
  onPress(composer, presses.list, ctx => openTexts(deps, ctx))
  onPress(composer, presses.open, async (ctx, numbers) => {
    await showCard(ctx, await db.group(() => textCard(db, ctx, whichOf(db, numbers))))
  })
  composer.use(editFeature(deps), sourcesFeature(deps), staffFeature(deps))
  return composer
}

/** The questions of these screens. */
export function textsTopics(deps: TextDeps): Topics {
  return { ...editTopics(deps), ...sourcesTopics(deps) }
}

/** Shows all texts, where the button was pressed. */
export async function openTexts({ db }: Pick<TextDeps, 'db'>, ctx: BotContext): Promise<void> {
  await showCard(ctx, listCard(db, ctx))
}

/** Shows what newcomers read in the language of whoever looks. */
export async function openWelcome({ db }: Pick<TextDeps, 'db'>, ctx: BotContext): Promise<void> {
  await showCard(ctx, textCard(db, ctx, { name: 'welcome', language: ctx.language, source: null }))
}
