import { GrammyError } from 'grammy'
import type { Message } from 'grammy/types'
import { z } from 'zod'
import { isAppError } from '../../../errors.js'
import { readButtons } from '../../../offers/button.js'
import { readContent } from '../../../offers/content.js'
import { getDraft } from '../../../offers/draft.js'
import { setButtons } from '../../../offers/variant.js'
import { texts } from '../../../text/index.js'
import type { BotContext } from '../../context.js'
import type { OfferDeps } from './deps.js'

/** What became of what came along with a message, and the addresses of the buttons that it brought. */
export type TakenAlong = { notes: string[]; addresses: string[] }

/**
 * Takes over the buttons of a forwarded post where the offer has none, and says what of it could not be taken: buttons
 * that open no address, and emoji that Telegram will flatten.
 */
export async function takeAlong(
  deps: OfferDeps,
  ctx: BotContext,
  offer: number,
  message: Message,
): Promise<TakenAlong> {
  const t = texts(ctx.language).offerCards
  const { rows, left } = readButtons(message, deps.ownTargets)
  const count = rows.flat().length
  const notes: string[] = []
  const addresses: string[] = []
  if (count > 0 && getDraft(deps.db, offer).draft.buttons.length > 0) notes.push(t.buttonsKept(count))
  else if (count > 0) {
    const taken = await ctx.deed(z.boolean(), () => fits(() => setButtons(deps.db, offer, rows)))
    if (taken) addresses.push(...rows.flat().map(({ url }) => url))
    notes.push(taken ? t.buttonsTaken(count) : t.buttonsLeft(count))
  }
  if (left > 0) notes.push(t.buttonsLeft(left))
  if (await isFlattened(ctx, message)) notes.push(t.emojiFlat)
  return { notes, addresses }
}

/** False when Telegram would not take these buttons under every message. */
function fits(set: () => void): boolean {
  try {
    set()
    return true
  } catch (error) {
    if (isAppError(error)) return false
    throw error
  }
}

/**
 * Whether Telegram shows custom emoji of a message as ordinary ones when this bot sends them, which depends on the bot and
 * its owner and is written nowhere: one is sent, looked at as it arrived, and removed.
 */
async function isFlattened(ctx: BotContext, message: Message): Promise<boolean> {
  const { text, entities } = readContent(message)
  const emoji = entities.find(entity => entity.type === 'custom_emoji')
  const chat = ctx.chatId
  if (emoji?.custom_emoji_id === undefined || chat === undefined) return false
  const { offset, length, custom_emoji_id } = emoji
  try {
    const sent = await ctx.api.sendMessage(chat, text.slice(offset, offset + length), {
      entities: [{ type: 'custom_emoji', offset: 0, length, custom_emoji_id }],
      disable_notification: true,
    })
    await ctx.api.deleteMessage(chat, sent.message_id)
    return !(sent.entities ?? []).some(entity => entity.type === 'custom_emoji')
  } catch (error) {
    if (error instanceof GrammyError) return true
    throw error
  }
}
