import { findInterest, getInterest, interests } from '../../../audience/interest.js'
import type { Db } from '../../../db/open.js'
import { getDraft } from '../../../offers/draft.js'
import { type Offer, setInterest } from '../../../offers/offer.js'
import { key, pairs } from '../../card.js'
import { deed, type Entry, go } from '../../screen.js'
import { changeRows } from '../drafts/change.js'
import { marked } from '../words/mark.js'
import { shownName } from '../words/name.js'
import { offers } from './addresses.js'
import { draftPlaces, draftScreen } from './place.js'

/** What an offer is about is asked where the shop lets people choose, and where people may refuse at all. */
export function asksInterest(db: Db, { kind, interestId }: Offer): boolean {
  return kind === 'marketing' && (interestId !== null || interests(db).length > 0)
}

/** What the offer is about, as the shop calls it; null: it goes to everybody. */
export function interestName(db: Db, { kind, interestId }: Pick<Offer, 'kind' | 'interestId'>): string | null {
  if (kind !== 'marketing' || interestId === null) return null
  return findInterest(db, interestId)?.name ?? null
}

/** What the offer is about, of what people may choose to hear about. */
export const interestPlaces: Entry[] = draftPlaces([
  draftScreen(offers.interest, ({ db, t: { admin, interestCards: t } }, { offer }) => {
    const { name, interestId } = getDraft(db, offer)
    return {
      text: t.asked(shownName(name)),
      keyboard: [
        ...pairs(
          interests(db).map(({ id, name: label }) =>
            key(marked(label, id === interestId), offers.interestIs, { offer, interest: id }),
          ),
        ),
        [key(marked(t.keys.everybody, interestId === null), offers.interestIs, { offer, interest: 0 })],
        [key(admin.back, offers.more, { offer })],
      ],
    }
  }),

  deed(offers.interestIs, ({ db }, { offer, interest }) => {
    setInterest(db, offer, interest === 0 ? null : getInterest(db, interest).id)
    changeRows(db, offer, () => ({}))
    return go(offers.more, { offer })
  }),
])
