import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { isAppError } from '../../../errors.js'
import { findOffer, type Offer } from '../../../offers/offer.js'
import { listOrigins, type PartArgs, recordOrigin } from '../../../offers/origin.js'
import { texts } from '../../../text/index.js'
import { type Card, type Key, key, sendCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import type { Topics } from '../ask.js'
import { broadcasts } from '../broadcasts/addresses.js'
import type { AdminDeps } from '../deps.js'
import { shownName } from './label.js'

/** All of a message that an offer takes; what Telegram edits by itself (a preview that has come) is not in it. */
export function printOf(message: Message): string {
  const { text, caption, entities, caption_entities, link_preview_options: preview } = message
  const { photo, video, animation, document, show_caption_above_media, has_media_spoiler } = message
  const medium = photo?.at(-1) ?? animation ?? video ?? document
  return JSON.stringify([
    text ?? caption ?? '',
    (entities ?? caption_entities ?? []).map(({ type, offset, length, ...more }) => [type, offset, length, more]),
    medium?.file_unique_id ?? null,
    show_caption_above_media === true,
    has_media_spoiler === true,
    preview?.is_disabled === true,
    preview?.show_above_text === true,
    preview?.prefer_small_media === true,
    preview?.prefer_large_media === true,
  ])
}

/** Remembers that this message became the answer to a question of a draft, so that its author can still edit it. */
export async function keepOrigin({ db }: AdminDeps, message: Message, topic: string, args: PartArgs): Promise<void> {
  const place = { chat: message.chat.id, message: message.message_id }
  await db.group(() => recordOrigin(db, place, { topic, args, print: printOf(message) }))
}

/**
 * Messages that their author edits after a draft was made from them: the draft follows, as if they had been sent so. Of an
 * offer that was approved meanwhile it is said that nothing changes, with the way to change it. An edit that changed
 * nothing, or that of a message which something else took the place of, is let be.
 */
export function editedFeature(deps: AdminDeps, topics: Topics): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()
  composer.on('edited_message', async (ctx, next) => {
    const message = ctx.editedMessage
    const print = printOf(message)
    const made = listOrigins(db, { chat: ctx.chat.id, message: message.message_id })
    const changed = made.filter(origin => origin.print !== print)
    const offers = changed.map(origin => ({ origin, offer: findOffer(db, origin.offerId) }))
    const draft = offers.find(({ offer }) => offer?.state === 'draft')
    const used = offers.find(({ offer }) => offer?.state === 'used')?.offer ?? null
    if (draft !== undefined) return answerAnew(ctx, message, draft.origin)
    if (used !== null) return void (await sendCard(ctx, approvedCard(ctx, used)))
    if (made.length === 0) await next()
  })

  async function answerAnew(ctx: BotContext, message: Message, { topic, args }: { topic: string; args: unknown }) {
    try {
      await topics[topic]?.(args)(ctx, message)
    } catch (error) {
      if (!isAppError(error)) throw error
      await ctx.reply(texts(ctx.language).errors[error.code](error.details))
    }
  }

  function approvedCard(ctx: BotContext, offer: Offer): Card {
    const { offerCards: t, delivery, fixCards } = texts(ctx.language)
    const row = db
      .sql<{ id: number; state: string; startedAt: number | null }>(
        `select id, state, started_at as startedAt from broadcasts where offer_id = ? order by id desc limit 1`,
      )
      .get(offer.id)
    const waits = row?.state === 'scheduled'
    const ways: Key[] =
      row === undefined
        ? []
        : [
            waits
              ? key(delivery.buttons.change, broadcasts.change, { id: row.id })
              : key(fixCards.buttons.fix, broadcasts.fix, { id: row.id }),
          ]
    const name = shownName(offer.name)
    return { text: waits ? t.editedApproved(name) : t.editedSent(name), keyboard: ways.length === 0 ? [] : [ways] }
  }

  return composer
}
