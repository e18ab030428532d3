import { repeatOf } from '../../../delivery/campaign/repeat.js'
import { getDraft } from '../../../offers/draft.js'
import { promoOf } from '../../../offers/promo.js'
import { lines } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import type { Entry } from '../../screen.js'
import { promoWords } from '../words/codes.js'
import { shownName } from '../words/name.js'
import { offers } from './addresses.js'
import { draftPlaces, draftScreen } from './place.js'
import { backToCard, untilWords } from './words.js'

/** What few offers need, and the card has no row for. */
export const morePlaces: Entry[] = draftPlaces([
  draftScreen(offers.more, ({ db, language, zone, at, t }, { offer: id }) => {
    const offer = getDraft(db, id)
    const { codeCards: words, offerCards, paceCards } = t
    const { perHour } = offer.draft
    const until = untilWords(offer, zone(), language, at)
    return {
      text: lines([
        words.moreAsked(shownName(offer.name)),
        words.row(promoWords(promoOf(db, id), language)),
        until === '' ? null : offerCards.untilNow(until),
        perHour === null ? null : paceCards.line(perHour),
      ]),
      keyboard: [
        ...pairs([
          key(words.keys.promo, offers.promo, { offer: id }),
          ...(repeatOf(db, id) === null ? [key(offerCards.keys.until, offers.until, { offer: id })] : []),
          key(paceCards.key, offers.perHour, { offer: id }),
        ]),
        [backToCard(id, language)],
      ],
    }
  }),
])
