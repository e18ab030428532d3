import { repeatOf } from '../../../delivery/campaign/repeat.js'
import { getDraft } from '../../../offers/draft.js'
import { promoOf } from '../../../offers/promo.js'
import { lines } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import type { Entry } from '../../screen.js'
import { promoWords } from '../words/codes.js'
import { endRow } from '../words/ending.js'
import { shownName } from '../words/name.js'
import { offers } from './addresses.js'
import { asksInterest, interestName } from './interest.js'
import { draftPlaces, draftScreen } from './place.js'
import { backToCard, untilWords } from './words.js'

/** What few offers need, and the card has no row for. */
export const morePlaces: Entry[] = draftPlaces([
  draftScreen(offers.more, (here, { offer: id }) => {
    const { db, language, zone, at, t } = here
    const offer = getDraft(db, id)
    const { codeCards: words, interestCards, offerCards, paceCards } = t
    const { perHour } = offer.draft
    const { pinned } = offer
    const once = repeatOf(db, id) === null
    const about = interestName(db, offer)
    const until = untilWords(offer, zone(), language, at)
    return {
      text: lines([
        words.moreAsked(shownName(offer.name)),
        words.row(promoWords(promoOf(db, id), language)),
        endRow(here, offer),
        offer.draft.nudge === null ? null : offerCards.nudgeRow(offer.draft.nudge.hours),
        pinned === 1 ? offerCards.pinnedRow : null,
        until === '' ? null : offerCards.untilNow(until),
        about === null ? null : interestCards.row(about),
        perHour === null ? null : paceCards.line(perHour),
      ]),
      keyboard: [
        ...pairs([
          key(words.keys.promo, offers.promo, { offer: id }),
          key(offerCards.keys.deadline, offers.deadline, { offer: id }),
          key(offerCards.keys.nudge, offers.nudge, { offer: id }),
          key(offerCards.keys.pin(pinned === 1), offers.pin, { offer: id, on: pinned === 1 ? 0 : 1 }),
          ...(once ? [key(offerCards.keys.until, offers.until, { offer: id })] : []),
          key(paceCards.key, offers.perHour, { offer: id }),
          ...(asksInterest(db, offer) ? [key(interestCards.keys.about, offers.interest, { offer: id })] : []),
        ]),
        [backToCard(id, language)],
      ],
    }
  }),
])
