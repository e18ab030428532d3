import { GrammyError, InputFile } from 'grammy'
import { z } from 'zod'
import type { Db } from '../../../db/open.js'
import { paintPicture } from '../../../reports/picture/paint.js'
import type { Picture } from '../../../reports/picture/picture.js'
import { texts } from '../../../text/index.js'
import type { Rich } from '../../../text/rich.js'
import { type Card, cardOptions, type Key, key, removeCard, sendCard, showCard, telegramEntities } from '../../card.js'
import type { BotContext } from '../../context.js'
import { stopClock } from '../../press.js'
import { findSetting, saveSetting } from '../../settings.js'
import { closePress } from './addresses.js'

/** The picture that stands in an admin's chat: which message it is, and what it shows, as JSON. */
const standingSchema = z.object({ message: z.int(), shows: z.string() })
const keyOf = (chat: number) => `picture:${chat}`

/**
 * Sends a picture under the card, with a button that takes it away; the clock "sending a photo" runs meanwhile. One
 * stands in a chat at a time: the one before goes, and where it shows the very same it stays and no other is sent.
 */
export async function sendPicture(
  db: Db,
  ctx: BotContext,
  picture: Picture,
  caption: Rich,
  keys: Key[][] = [],
): Promise<void> {
  const chat = ctx.chatId ?? 0
  const shows = JSON.stringify([picture, caption.text])
  const before = findSetting(db, keyOf(chat), standingSchema)
  const reply_markup = keyboard(ctx, caption, keys)
  if (before?.shows === shows && (await stands(ctx, before.message, caption, reply_markup)))
    return stopClock(ctx, texts(ctx.language).analysisCards.stands)
  await ctx.replyWithChatAction('upload_photo')
  const bytes = await paintPicture(picture)
  const sent = await ctx.replyWithPhoto(new InputFile(bytes, `${picture.kind}.png`), {
    caption: caption.text,
    caption_entities: telegramEntities(caption),
    reply_markup,
  })
  await db.group(() => saveSetting(db, keyOf(chat), standingSchema, { message: sent.message_id, shows }))
  if (before !== null) await removeCard(ctx.api, { chat, message: before.message })
}

/** Puts a new picture in the place of the one whose button was pressed. */
export async function replacePicture(
  db: Db,
  ctx: BotContext,
  picture: Picture,
  caption: Rich,
  keys: Key[][],
): Promise<void> {
  await ctx.replyWithChatAction('upload_photo')
  const bytes = await paintPicture(picture)
  const media = { type: 'photo' as const, media: new InputFile(bytes, `${picture.kind}.png`) }
  const words = { caption: caption.text, caption_entities: telegramEntities(caption) }
  try {
    await ctx.editMessageMedia({ ...media, ...words }, { reply_markup: keyboard(ctx, caption, keys) })
  } catch (error) {
    // It was closed meanwhile, or looks as it did.
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
  }
  const shows = JSON.stringify([picture, caption.text])
  const message = ctx.callbackQuery?.message?.message_id
  if (message !== undefined)
    await db.group(() => saveSetting(db, keyOf(ctx.chatId ?? 0), standingSchema, { message, shows }))
}

/** Shows a card where the button was pressed; under a picture it comes anew, and the picture goes. */
export async function showInstead(db: Db, ctx: BotContext, card: Card): Promise<void> {
  const pressed = ctx.callbackQuery?.message
  if (pressed === undefined || !('photo' in pressed)) return void (await showCard(ctx, card))
  await sendCard(ctx, card)
  await takeAway(db, ctx)
}

/** Takes the pressed picture away. */
export async function takeAway(db: Db, ctx: BotContext): Promise<void> {
  const pressed = ctx.callbackQuery?.message
  if (pressed === undefined) return
  const place = { chat: pressed.chat.id, message: pressed.message_id }
  await removeCard(ctx.api, place)
  const standing = findSetting(db, keyOf(place.chat), standingSchema)
  if (standing?.message === place.message)
    await db.group(() => void db.sql('delete from settings where key = ?').run(keyOf(place.chat)))
}

/** True while the picture is there: Telegram refuses to change it into what it is. */
async function stands(
  ctx: BotContext,
  message: number,
  caption: Rich,
  reply_markup: ReturnType<typeof keyboard>,
): Promise<boolean> {
  try {
    const words = { caption: caption.text, caption_entities: telegramEntities(caption), reply_markup }
    await ctx.api.editMessageCaption(ctx.chatId ?? 0, message, words)
    return true
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
    return error.description.includes('message is not modified')
  }
}

function keyboard(ctx: BotContext, caption: Rich, keys: Key[][]) {
  const close = key(texts(ctx.language).analysisCards.close, closePress, {})
  return cardOptions({ text: caption, keyboard: [...keys, [close]] }).reply_markup
}
