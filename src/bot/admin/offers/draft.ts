import type { Db } from '../../../db/open.js'
import { changeDraft, type Draft, type Offer } from '../../../offers/offer.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece } from '../../../text/rich.js'
import type { BotContext } from '../../context.js'
import { go } from '../../screen.js'
import { offers } from './addresses.js'
import type { OfferDeps } from './deps.js'
import { addressed } from './versions.js'

/** Shows the card itself, with a line about what was just done. */
export async function openCard(
  deps: Pick<OfferDeps, 'lead'>,
  ctx: BotContext,
  offerId: number,
  note?: Piece,
): Promise<void> {
  const edited = ctx.editedMessage === undefined ? null : texts(ctx.language).offerCards.editTaken
  const words = edited === null ? (note ?? null) : lines([edited, note ?? null])
  await deps.lead(ctx, go(offers.open, { offer: offerId }, words))
}

/** Changes rows of the card; what was shown at the last check no longer holds. */
export function changeRows(db: Db, offerId: number, change: (draft: Draft) => Partial<Draft>): Offer {
  return changeDraft(db, offerId, draft => {
    const changed = { ...draft, ...change(draft) }
    return { ...changed, each: changed.each && addressed(changed).length > 1, shown: null, cancelled: null }
  })
}
