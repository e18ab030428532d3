import { GrammyError } from 'grammy'
import { type Card, cardOptions, type Key, type Place } from './card.js'
import type { BotContext } from './context.js'

/**
 * Shows a card where the pressed button stands, or as a new message.
 * @param place edit this message instead
 * @returns where it stands now
 */
export async function showCard(ctx: BotContext, card: Card, place?: Place): Promise<Place> {
  const pressed = ctx.callbackQuery?.message
  const target = place ?? (pressed === undefined ? undefined : { chat: pressed.chat.id, message: pressed.message_id })
  if (target === undefined || !(await editCard(ctx.api, card, target))) return sendCard(ctx, card)
  await ctx.onCard?.(target, card)
  return target
}

/** Sends a card as a new message to the chat of this update. @param replyTo the message under which it comes */
export async function sendCard(ctx: BotContext, card: Card, replyTo?: number): Promise<Place> {
  const chat = ctx.chatId ?? ctx.from?.id
  if (chat === undefined) throw new Error('nowhere to send a card to')
  const under =
    replyTo === undefined ? {} : { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }
  const sent = await ctx.api.sendMessage(chat, card.text.text, { ...cardOptions(card), ...under })
  const place = { chat, message: sent.message_id }
  await ctx.onCard?.(place, card)
  return place
}

/** Edits a card. @returns false when that message is gone or cannot be edited any more */
export async function editCard(api: BotContext['api'], card: Card, place: Place): Promise<boolean> {
  try {
    await api.editMessageText(place.chat, place.message, card.text.text, cardOptions(card))
    return true
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
    return error.description.includes('message is not modified')
  }
}

/** Puts these buttons under the pressed message, whatever it is; one that is gone, or looks so already, is left alone. */
export async function changeKeys(ctx: BotContext, keyboard: Key[][]): Promise<void> {
  const { reply_markup } = cardOptions({ text: { text: '', entities: [] }, keyboard })
  try {
    await ctx.editMessageReplyMarkup({ reply_markup })
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
  }
}

/** Brings a card back under what was typed: the old one goes, a fresh one comes. */
export async function moveCard(ctx: BotContext, card: Card, old: Place | null): Promise<Place> {
  const place = await sendCard(ctx, card)
  if (old !== null) await dropCard(ctx, old)
  return place
}

/** Removes a card of the chat that this update is about: whatever it asked is asked no more. */
export async function dropCard(ctx: BotContext, place: Place): Promise<void> {
  await removeCard(ctx.api, place)
  await ctx.onCard?.(place, null)
}

/** Removes a card; one that is gone already is fine. */
export async function removeCard(api: BotContext['api'], place: Place): Promise<void> {
  try {
    await api.deleteMessage(place.chat, place.message)
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error
  }
}
