import { GrammyError } from 'grammy'
import { getDraft } from '../../../offers/draft.js'
import { changeDraft, type Offer } from '../../../offers/offer.js'
import { texts } from '../../../text/index.js'
import { type Card, editCard, key, type Place, removeCard, sendCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { languageFor } from '../../language.js'
import type { AdminDeps } from '../deps.js'
import { userOf } from './deps.js'
import { shownName } from './label.js'
import { presses } from './presses.js'

/**
 * Shows one of the offer's screens: where the press stands, or under what was typed. An offer has one card in all
 * chats: an older copy goes; one in the chat of another admin tells who works on the offer now.
 * @throws AppError `offer_not_a_draft`
 */
export async function present(deps: AdminDeps, ctx: BotContext, offerId: number, card: Card): Promise<void> {
  const offer = getDraft(deps.db, offerId)
  const old = offer.draft.card
  const place = ctx.callbackQuery === undefined ? await sendCard(ctx, card) : await showCard(ctx, card)
  if (old?.chat === place.chat && old.message === place.message) return
  if (old?.chat === place.chat) await removeCard(ctx.api, old)
  else if (old !== null) await handOver(deps, ctx, offer, old)
  await placeCard(deps, ctx, offerId, place)
}

/** Remembers where the card stands, and whose hands are on it. @throws AppError `offer_not_a_draft` */
export async function placeCard({ db }: AdminDeps, ctx: BotContext, offerId: number, place: Place): Promise<void> {
  const card = { ...place, by: userOf(ctx).first_name }
  await db.group(() => changeDraft(db, offerId, () => ({ card })))
}

async function handOver({ db }: AdminDeps, ctx: BotContext, { id, name }: Offer, old: Place): Promise<void> {
  const { offerCards: t } = texts(languageFor(db, old.chat, ctx.language))
  const card = {
    text: t.takenOver(shownName(name), shownName(userOf(ctx).first_name)),
    keyboard: [[key(t.keys.openHere, presses.open, { offer: id })]],
  }
  try {
    await editCard(ctx.api, card, old)
  } catch (error) {
    // Who blocked the bot needs no card.
    if (!(error instanceof GrammyError)) throw error
  }
}
