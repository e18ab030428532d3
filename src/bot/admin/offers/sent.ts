import type { Message } from 'grammy/types'
import { parseQuietData } from '../../../delivery/quiet.js'
import { type Card, cardOptions } from '../../card.js'
import type { BotContext } from '../../context.js'
import { isStopWord } from '../../subscriber/words.js'

/** Asks about what was sent, in a reply to it, so that the answer still knows it. */
export async function answerWith(ctx: BotContext, { chat, message_id }: Message, card: Card): Promise<void> {
  await ctx.api.sendMessage(chat.id, card.text.text, {
    ...cardOptions(card),
    reply_parameters: { message_id, allow_sending_without_reply: true },
  })
}

/** The message under which the pressed question stands; null when it was deleted, or is too old to be seen. */
export function sentOf(ctx: BotContext): NonNullable<Message['reply_to_message']> | null {
  const asked = ctx.callbackQuery?.message
  const sent = asked !== undefined && 'reply_to_message' in asked ? asked.reply_to_message : undefined
  return sent ?? null
}

/** A command; or what a subscriber says to the shop, or shares with it, which admins may be as well. */
export function isTheirOwn(message: Message): boolean {
  const { text, entities, reply_to_message: quoted, contact, location, venue, forward_origin, from } = message
  if (text !== undefined && (text.startsWith('/') || isStopWord(text))) return true
  if (entities?.some(({ type, offset }) => type === 'bot_command' && offset === 0)) return true
  if (contact !== undefined && contact.user_id === from?.id) return true
  if (location !== undefined && venue === undefined && forward_origin === undefined) return true
  return (quoted?.reply_markup?.inline_keyboard ?? [])
    .flat()
    .some(button => 'callback_data' in button && parseQuietData(button.callback_data) !== null)
}
