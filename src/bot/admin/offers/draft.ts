import type { Db } from '../../../db/open.js'
import { getDraft } from '../../../offers/draft.js'
import { changeDraft, type Draft, type Offer } from '../../../offers/offer.js'
import type { Piece } from '../../../text/rich.js'
import type { BotContext } from '../../context.js'
import type { AdminDeps } from '../deps.js'
import { draftCard } from './draft-card.js'
import { present } from './hands.js'
import { addressed } from './versions.js'

/** Shows the card itself, with a line about what was just done. */
export async function openCard(deps: AdminDeps, ctx: BotContext, offerId: number, note?: Piece): Promise<void> {
  await present(deps, ctx, offerId, draftCard(deps, getDraft(deps.db, offerId), ctx, note))
}

/** Changes rows of the card; what was shown at the last check no longer holds. */
export function changeRows(db: Db, offerId: number, change: (draft: Draft) => Partial<Draft>): Offer {
  return changeDraft(db, offerId, draft => {
    const changed = { ...draft, ...change(draft) }
    return { ...changed, each: changed.each && addressed(changed).length > 1, shown: null, cancelled: null }
  })
}
