import { GrammyError, InputFile } from 'grammy'
import { paintPicture } from '../../../reports/picture/paint.js'
import type { Picture } from '../../../reports/picture/picture.js'
import { texts } from '../../../text/index.js'
import type { Rich } from '../../../text/rich.js'
import { cardOptions, type Key, key, telegramEntities } from '../../card.js'
import type { BotContext } from '../../context.js'
import { closePress } from './presses.js'

/** Sends a picture under the card, with a button that takes it away; the clock "sending a photo" runs meanwhile. */
export async function sendPicture(ctx: BotContext, picture: Picture, caption: Rich, keys: Key[] = []): Promise<void> {
  await ctx.replyWithChatAction('upload_photo')
  const bytes = await paintPicture(picture)
  await ctx.replyWithPhoto(new InputFile(bytes, `${picture.kind}.png`), {
    caption: caption.text,
    caption_entities: telegramEntities(caption),
    reply_markup: keyboard(ctx, caption, keys),
  })
}

/** Puts a new picture in the place of the one whose button was pressed. */
export async function replacePicture(ctx: BotContext, picture: Picture, caption: Rich, keys: Key[]): Promise<void> {
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
}

function keyboard(ctx: BotContext, caption: Rich, keys: Key[]) {
  const close = key(texts(ctx.language).analysisCards.close, closePress, {})
  return cardOptions({ text: caption, keyboard: [[...keys, close]] }).reply_markup
}
