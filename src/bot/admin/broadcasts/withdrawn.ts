import type { Db } from '../../../db/open.js'
import { findBroadcast, getBroadcast } from '../../../delivery/broadcast.js'
import { restoreBroadcast, withdrawBroadcast } from '../../../delivery/reschedule.js'
import { key } from '../../card.js'
import { deed, type Entry, type Go, go, say, screen } from '../../screen.js'
import { offers } from '../offers/addresses.js'
import { shownName } from '../offers/label.js'
import { broadcasts } from './addresses.js'
import { cardOf } from './progress.js'

/**
 * Cancels what has not begun. To be called in `do`.
 * @returns leads to what it is now; of what has begun, or is over, to its card
 */
export function withdraw(db: Db, id: number, at: number): Go {
  const withdrawn = withdrawBroadcast(db, id, at)
  if (withdrawn === null) return cardOf(id)
  return go(broadcasts.withdrawn, { id, draft: Number(withdrawn.draft), undo: Number(withdrawn.undo) })
}

/** Cancelling what has not begun, what it is then, and the way back. */
export const withdrawnPlaces: Entry[] = [
  deed(broadcasts.cancel, ({ db, at }, { id }) => withdraw(db, id, at)),

  screen(broadcasts.withdrawn, ({ db, t }, { id, draft, undo }) => {
    const { state, offerId, offerName } = getBroadcast(db, id)
    if (state !== 'cancelled') return cardOf(id)
    const { buttons, withdrawn, cancelled } = t.delivery
    const name = shownName(offerName)
    const list = [key(buttons.list, broadcasts.back, { id })]
    if (draft === 0) return { text: cancelled(name), keyboard: [list] }
    const wayBack = undo === 0 ? [] : [key(buttons.undo, broadcasts.uncancel, { id })]
    return {
      text: withdrawn(name),
      keyboard: [[...wayBack, key(buttons.draft, offers.open, { offer: offerId })], list],
    }
  }),

  deed(broadcasts.uncancel, ({ db, at, t }, { id }) => {
    const restored = restoreBroadcast(db, id, at)
    return !restored && findBroadcast(db, id)?.state === 'cancelled' ? say(t.delivery.notRestored) : cardOf(id)
  }),
]
