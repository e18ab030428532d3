import { findBroadcast } from '../../../../delivery/broadcast.js'
import { cancelBroadcast } from '../../../../delivery/lifecycle.js'
import { startAtOnce } from '../../../../delivery/schedule/reschedule.js'
import { changeDraft, thawOffer } from '../../../../offers/offer.js'
import { rich } from '../../../../text/rich.js'
import { type Doing, deed, type Entry, go, type Outcome, say, saying, screen } from '../../../screen.js'
import { broadcasts } from '../../broadcasts/addresses.js'
import { offers } from '../addresses.js'

/** The buttons of the minute after "now", in which everything can be taken back; the broadcast's card shows them. */
export const pendingPlaces: Entry[] = [
  deed(offers.undo, (doing, { broadcast: id }) => {
    const { db, at, t } = doing
    const broadcast = findBroadcast(db, id)
    if (broadcast?.state !== 'scheduled' || !cancelBroadcast(db, id, at)) return begun(doing, id)
    const { offerId: offer } = broadcast
    // What was sent before stays what it was.
    if (!thawOffer(db, offer)) return go(offers.undone, {})
    changeDraft(db, offer, () => ({ shown: null }))
    return go(offers.open, { offer }, t.offerCards.undone)
  }),

  screen(offers.undone, ({ t }) => ({ text: rich`${t.offerCards.undone}`, keyboard: [] })),

  deed(offers.atOnce, {
    look: () => null,
    do: (doing, { broadcast: id }) =>
      startAtOnce(doing.db, id, doing.at) ? go(broadcasts.open, { id }) : begun(doing, id),
    hint: here => here.startDue(),
  }),
]

/** It has begun, or was taken back already: what stands there is shown as it is now. */
function begun({ db, t }: Doing, id: number): Outcome {
  const broadcast = findBroadcast(db, id)
  if (broadcast === null || broadcast.state === 'cancelled') return say(t.admin.oldButton)
  return saying(go(broadcasts.open, { id }), t.offerCards.begunAlready)
}
