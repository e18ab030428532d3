import { getDraft } from '../../../offers/draft.js'
import { renameOffer } from '../../../offers/offer.js'
import { type Entry, go, type Words, words } from '../../screen.js'
import { shownName } from '../words/name.js'
import { offers } from './addresses.js'
import { keepOrigin } from './message/origin.js'
import { draftPlaces, draftScreen } from './place.js'
import { backToCard } from './words.js'

/** The typed name. */
export const nameWords: Words<'offer'> = words<'offer'>(
  ({ db }, { offer }, { message, text }) => {
    renameOffer(db, offer, text)
    keepOrigin(db, message, 'offer_name', { offer })
    return go(offers.open, { offer })
  },
  here => here.t.asked.offerName,
)

/** What the offer is called; its readers never see it. */
export const namePlaces: Entry[] = draftPlaces([
  draftScreen(
    offers.name,
    ({ db, language, t }, { offer }) => ({
      text: t.offerCards.nameAsked(shownName(getDraft(db, offer).name)),
      keyboard: [[backToCard(offer, language)]],
    }),
    { words: nameWords },
  ),
])
