import { GrammyError, InputFile } from 'grammy'
import { paintPicture } from '../../reports/picture/paint.js'
import type { Picture } from '../../reports/picture/picture.js'
import { cardOptions, type Place, samePlace, telegramEntities } from '../card.js'
import { dropCard } from '../card-message.js'
import type { BotContext } from '../context.js'
import type { Here } from '../here.js'
import { stopClock } from '../press.js'
import type { Shown } from '../screen.js'
import { type KeptCard, listCards } from './kept-card.js'
import type { Rendered } from './render.js'
import type { Site } from './site.js'

/** A card that is a picture, and its words the caption. */
export type PictureCard = Shown & { picture: Picture }

/** True for a card that is a picture. */
export function isPicture(shown: Shown): shown is PictureCard {
  return shown.picture !== undefined
}

/**
 * Shows a picture: in the place of the picture whose button was pressed, or under the card. One stands in a chat at a time;
 * where it shows the very same already, no other is sent.
 * @returns where it stands now
 */
export async function showPicture(
  site: Site,
  ctx: BotContext,
  here: Here,
  shown: PictureCard,
  { hash }: Pick<Rendered, 'hash'>,
): Promise<Place> {
  const pressed = ctx.callbackQuery?.message
  if (pressed !== undefined && 'photo' in pressed) {
    const place = { chat: pressed.chat.id, message: pressed.message_id }
    await change(ctx, shown, place)
    return place
  }
  const chat = ctx.chatId ?? here.me
  const before = listCards(here.db).filter(card => card.chat === chat && isPictureThere(site, card))
  for (const card of before) {
    if (card.hash !== hash || !(await stands(ctx, card, shown))) continue
    await stopClock(ctx, here.t.analysisCards.stands)
    return { chat, message: card.message }
  }
  await ctx.replyWithChatAction('upload_photo')
  const sent = await ctx.replyWithPhoto(await fileOf(shown), wordsOf(shown))
  const place = { chat, message: sent.message_id }
  await ctx.onCard?.(place, shown)
  for (const card of before) if (!samePlace(card, place)) await dropCard(ctx, card)
  return place
}

function isPictureThere(site: Site, card: KeptCard): boolean {
  const entry = site.find(card.data)?.entry
  return entry?.kind === 'screen' && entry.options.picture === true
}

async function change(ctx: BotContext, shown: PictureCard, { chat, message }: Place): Promise<void> {
  await ctx.replyWithChatAction('upload_photo')
  const { reply_markup, ...words } = wordsOf(shown)
  const media = { type: 'photo' as const, media: await fileOf(shown), ...words }
  try {
    await ctx.api.editMessageMedia(chat, message, media, { reply_markup })
  } catch (error) {
    // It was closed meanwhile, or looks as it did.
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
  }
  await ctx.onCard?.({ chat, message }, shown)
}

/** True while it is there: Telegram refuses to change it into what it is. */
async function stands(ctx: BotContext, { chat, message }: Place, shown: PictureCard): Promise<boolean> {
  try {
    await ctx.api.editMessageCaption(chat, message, wordsOf(shown))
    return true
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
    return error.description.includes('message is not modified')
  }
}

async function fileOf({ picture }: PictureCard): Promise<InputFile> {
  return new InputFile(await paintPicture(picture), `${picture.kind}.png`)
}

function wordsOf(shown: PictureCard) {
  const { text } = shown
  return {
    caption: text.text,
    caption_entities: telegramEntities(text),
    reply_markup: cardOptions(shown).reply_markup,
  }
}
