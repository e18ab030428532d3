import { texts } from '../../../text/index.js'
import type { Piece } from '../../../text/rich.js'
import type { Card } from '../../card.js'
import type { BotContext } from '../../context.js'
import { go, below as under } from '../../screen.js'
import { offers } from './addresses.js'
import { leadOn as checkOrCard } from './check/check.js'
import type { OfferDeps } from './deps.js'

/** Shows what is no screen yet where the card of its offer would stand; what is sent next is the offer's message. */
export async function present(
  deps: Pick<OfferDeps, 'leadAs'>,
  ctx: BotContext,
  offerId: number,
  card: Card,
  below = ctx.callbackQuery === undefined,
): Promise<void> {
  const to = go(offers.open, { offer: offerId })
  await deps.leadAs(ctx, below ? under(to) : to, card)
}

/** Shows the versions; what is sent next is the message of the first that has none. */
export async function askMessages(deps: Pick<OfferDeps, 'lead'>, ctx: BotContext, offer: number): Promise<void> {
  await deps.lead(ctx, go(offers.message, { offer }))
}

/** What comes after an answer: the check when nothing is missing any more, else the card. */
export async function leadOn(
  deps: Pick<OfferDeps, 'db' | 'lead'>,
  ctx: BotContext,
  offer: number,
  note?: Piece,
): Promise<void> {
  const { language, at } = ctx
  await deps.lead(ctx, checkOrCard({ db: deps.db, language, at, t: texts(language) }, offer, note))
}
