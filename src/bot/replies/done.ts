import type { Composer } from 'grammy'
import { texts } from '../../text/index.js'
import { editCard } from '../card.js'
import type { BotContext } from '../context.js'
import { onPress } from '../press.js'
import { presses } from './addresses.js'
import type { ReplyDeps } from './deps.js'
import { findEntry, recordAnswered } from './inbox.js'

/** The button under a heading: no answer is needed. */
export function onDone(composer: Composer<BotContext>, { db }: Pick<ReplyDeps, 'db'>): void {
  onPress(composer, presses.done, async (ctx, { entry }) => {
    const written = findEntry(db, entry)
    if (written !== null) await ctx.deed(() => recordAnswered(db, written.telegramId, ctx.at))
    await ctx.answerCallbackQuery({ text: texts(ctx.language).replies.done })
    const pressed = ctx.callbackQuery?.message
    if (pressed === undefined || !('text' in pressed) || pressed.text === undefined) return
    const text = { text: pressed.text, entities: pressed.entities ?? [] }
    await editCard(ctx.api, { text, keyboard: [] }, { chat: pressed.chat.id, message: pressed.message_id })
  })
}
