import { GrammyError } from 'grammy'
import type { InlineKeyboardButton, MaybeInaccessibleMessage, MessageEntity } from 'grammy/types'
import type { Codec } from '../callback-data.js'
import type { Rich } from '../text/rich.js'
import type { BotContext } from './context.js'

/** One button of a card. */
export type Key = { label: string; data: string } | { label: string; url: string }

/** A screen: one message that is edited in place, never a trail. Rows of at most two buttons, labels up to 18 characters. */
export type Card = { text: Rich; keyboard: Key[][] }

/** Where a card stands. */
export type Place = { chat: number; message: number }

/** True when both are the same message; one that is not known is none. */
export function samePlace(one: Place | null, other: Place | null): boolean {
  return one !== null && other !== null && one.chat === other.chat && one.message === other.message
}

/** A button that means `button` with these values. */
export function key<T extends object>(label: string, button: Pick<Codec<T>, 'data'>, values: T): Key {
  return { label, data: button.data(values) }
}

/** What fits beside another button on a phone, in letters. */
const BESIDE = 18

/** Buttons two by two, as phones like them; one with a longer label has a row of its own. */
export function pairs<K extends Key>(keys: readonly K[]): K[][] {
  const rows: K[][] = []
  for (const key of keys) {
    const last = rows.at(-1)
    const fits = last?.length === 1 && [...last, key].every(({ label }) => label.length <= BESIDE)
    if (fits) last.push(key)
    else rows.push([key])
  }
  return rows
}

/** The formatting entities as Telegram's own type. */
export function telegramEntities(rich: Rich): MessageEntity[] {
  return rich.entities as MessageEntity[]
}

/** What goes beside the text when a card is sent or edited. */
export function cardOptions(card: Card): {
  entities: MessageEntity[]
  reply_markup: { inline_keyboard: InlineKeyboardButton[][] }
  link_preview_options: { is_disabled: true }
} {
  return {
    entities: telegramEntities(card.text),
    reply_markup: {
      inline_keyboard: card.keyboard.map(row =>
        row.map(button =>
          'url' in button
            ? { text: button.label, url: button.url }
            : { text: button.label, callback_data: button.data },
        ),
      ),
    },
    link_preview_options: { is_disabled: true },
  }
}

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

/** The buttons under a message that a card can have too. */
export function keysUnder(message: MaybeInaccessibleMessage | null | undefined): Key[][] {
  if (message == null || !('reply_markup' in message)) return []
  return (message.reply_markup?.inline_keyboard ?? []).map(row =>
    row.flatMap((button): Key[] => {
      if ('url' in button) return [{ label: button.text, url: button.url }]
      return 'callback_data' in button ? [{ label: button.text, data: button.callback_data }] : []
    }),
  )
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
