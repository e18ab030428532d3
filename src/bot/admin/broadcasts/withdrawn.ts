import type { Broadcast } from '../../../delivery/broadcast.js'
import { findOffer } from '../../../offers/offer.js'
import { type Card, key } from '../../card.js'
import type { Here } from '../../here.js'
import { offers } from '../offers/addresses.js'
import { shownName } from '../words/name.js'
import { broadcasts } from './addresses.js'

/** The card of what was cancelled before it began: what its offer is now, with the way back as long as there is one. */
export function withdrawnCard({ db, t }: Here, { id, offerId, offerName }: Broadcast): Card {
  const { buttons, withdrawn, cancelled } = t.delivery
  const name = shownName(offerName)
  const list = [key(buttons.list, broadcasts.back, { id })]
  const offer = findOffer(db, offerId)
  if (offer?.state !== 'draft') return { text: cancelled(name), keyboard: [list] }
  const wayBack = offer.draft.cancelled === id ? [key(buttons.undo, broadcasts.uncancel, { id })] : []
  return {
    text: withdrawn(name),
    keyboard: [[...wayBack, key(buttons.draft, offers.open, { offer: offerId })], list],
  }
}
