import { leaveRepeat } from '../../../delivery/campaign/repeat.js'
import { AppError } from '../../../errors.js'
import { getDraft, getOffer } from '../../../offers/draft.js'
import { discardOffer, listOffers } from '../../../offers/offer.js'
import { shorten } from '../../../text/format.js'
import { rich } from '../../../text/rich.js'
import { key } from '../../card.js'
import { command, type Doing, deed, type Entry, type Go, go, guarded, screen } from '../../screen.js'
import { blankOffer, isBlank } from '../drafts/begin.js'
import { home } from '../home/addresses.js'
import { library } from '../library/addresses.js'
import { pageRow, pageWithin } from '../page.js'
import { shownName } from '../words/name.js'
import { offers } from './addresses.js'
import { draftPlaces, draftScreen, onItsOwn } from './place.js'
import { backToCard } from './words.js'

const PAGE = 5

/** `/new`: a new card, or those that are unfinished, the newest first; and the end of a draft. */
export const draftsPlaces: Entry[] = [
  command('new', {
    look({ db }) {
      const { offers: drafts, total } = listOffers(db, { offset: 0, limit: PAGE, state: 'draft' })
      return total <= PAGE && drafts.every(offer => isBlank(db, offer)) ? null : go(offers.drafts, { page: 0 })
    },
    do: another,
  }),

  deed(offers.another, another),

  screen(offers.drafts, ({ db, t: { admin, offerCards: t, libraryCards } }, { page: wanted }) => {
    const list = (page: number) => listOffers(db, { offset: page * PAGE, limit: PAGE, state: 'draft' })
    const { total } = list(0)
    const page = pageWithin(wanted, { size: PAGE, total })
    return {
      text: rich`${t.unfinished}`,
      keyboard: [
        ...list(page).offers.map(({ id, name }) => [key(`📝 ${shorten(name, 40)}`, offers.open, { offer: id })]),
        ...pageRow(offers.drafts, { page, size: PAGE, total }),
        [key(t.another, offers.another, {}), key(libraryCards.door, library.list, { page: 0 })],
        [key(admin.back, home.home, {})],
      ],
    }
  }),

  ...guarded(
    onItsOwn,
    draftPlaces([
      draftScreen(offers.discard, ({ db, language, t: { offerCards: t } }, { offer }) => ({
        text: t.discardAsked(shownName(getDraft(db, offer).name)),
        keyboard: [[backToCard(offer, language)], [key(t.keys.discard, offers.discardYes, { offer })]],
      })),

      deed(offers.discardYes, ({ db }, { offer }) => {
        const { name, draft } = getDraft(db, offer)
        // What changes a broadcast goes with its own button only, which puts the broadcast back on its clock.
        if (draft.changing !== null) throw new AppError('offer_not_a_draft', { name })
        leaveRepeat(db, offer)
        discardOffer(db, offer)
        return go(offers.discarded, { offer })
      }),
    ]),
  ),

  screen(offers.discarded, ({ db, t }, { offer }) => ({
    text: t.offerCards.discarded(shownName(getOffer(db, offer).name)),
    keyboard: [],
  })),
]

/** Opens a new card; one that this admin left blank is used again. What is sent next is its message. */
function another(doing: Doing): Go {
  return go(offers.open, { offer: blankOffer(doing).id }, doing.t.offerCards.sendOrTap)
}
