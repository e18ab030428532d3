import { GrammyError } from 'grammy'
import { touchChange } from '../../../delivery/change.js'
import { getDraft } from '../../../offers/draft.js'
import { changeDraft, type Offer } from '../../../offers/offer.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Card, dropCard, editCard, key, type Place, samePlace, sendCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { languageFor } from '../../language.js'
import { ask } from '../ask.js'
import type { AdminDeps } from '../deps.js'
import { dropPrompt, findPrompt } from '../prompt.js'
import { offers as presses } from './addresses.js'
import { userOf } from './deps.js'
import { draftCard } from './draft-card.js'
import { shownName } from './label.js'

/** The topic of what is sent while the card of a draft is open and asks nothing in particular: it may be its message. */
export const CARD_TOPIC = 'offer_card'

/**
 * Shows one of the offer's screens: where the press stands, or under what was typed. An offer has one card in all
 * chats: an older copy goes; one in the chat of another admin tells who works on the offer now. What is sent next belongs
 * to it: to its own question, if the caller asks one, else as `CARD_TOPIC`.
 * @param below under what stands there already, wherever the press stands
 * @throws AppError `offer_not_a_draft`
 */
export async function present(
  deps: AdminDeps,
  ctx: BotContext,
  offerId: number,
  card: Card,
  below = ctx.callbackQuery === undefined,
): Promise<void> {
  const offer = getDraft(deps.db, offerId)
  const old = offer.draft.card
  const edited = ctx.editedMessage === undefined ? null : texts(ctx.language).offerCards.editTaken
  const told = edited === null ? card : { ...card, text: lines([edited, '', card.text]) }
  const place = await (below ? sendCard(ctx, told) : showCard(ctx, told))
  if (!samePlace(old, place)) {
    if (old?.chat === place.chat) await dropCard(ctx, old)
    else if (old !== null) await handOver(deps, ctx, offer, old)
    await placeCard(deps, ctx, offerId, place)
  }
  if (offer.draft.changing !== null) await deps.db.group(() => touchChange(deps.db, offerId, userOf(ctx).id, ctx.at))
  if (ctx.asking !== undefined) ctx.asking.aside = draftCard(deps, offer, ctx)
  await ask(ctx, CARD_TOPIC, { offer: offerId })
}

/** Remembers where the card stands, and whose hands are on it. @throws AppError `offer_not_a_draft` */
async function placeCard({ db }: AdminDeps, ctx: BotContext, offerId: number, place: Place): Promise<void> {
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
    // It no longer takes what is sent; the answer to a question that stood there is told that somebody else went on.
    const prompt = findPrompt(db, old.chat)
    if (prompt?.topic === CARD_TOPIC && samePlace(prompt.place, old))
      await db.group(() => dropPrompt(db, old.chat, prompt.updateId))
  } catch (error) {
    // Who blocked the bot needs no card.
    if (!(error instanceof GrammyError)) throw error
  }
}
