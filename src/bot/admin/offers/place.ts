import type { Db } from '../../../db/open.js'
import { findCampaign } from '../../../delivery/campaign/campaign.js'
import { findMessageOf } from '../../../delivery/campaign/message.js'
import { touchChange } from '../../../delivery/schedule/change.js'
import { findOffer } from '../../../offers/offer.js'
import type { Address } from '../../address.js'
import { type Card, key } from '../../card.js'
import type { Here } from '../../here.js'
import { listCards } from '../../screen/kept-card.js'
import { type Entry, type Go, type Guard, go, guarded, type Screen, say, screen, type Words } from '../../screen.js'
import { nameOf } from '../../team.js'
import { campaigns } from '../campaigns/addresses.js'
import { shownName } from '../words/name.js'
import { offers } from './addresses.js'
import { cardMessage } from './message/taking.js'

/** The name of somebody else in whose chat the card of a draft stands; null when it stands in no other. */
export function otherHands(db: Db, me: number, offer: number): string | null {
  const subject = `offer:${offer}`
  const other = listCards(db, subject).find(card => card.subject === subject && card.chat !== me)
  return other === undefined ? null : shownName(nameOf(db, other.chat) ?? '…')
}

/**
 * Before everything that can be done with a draft. When another admin took it over since this one last saw it, they are
 * shown what it is now instead of doing what was asked, so that nobody's last word wins silently.
 */
export const inHands: Guard<'offer'> = (here, { offer: id }) => {
  const { errors, offerCards: t } = here.t
  const offer = findOffer(here.db, id)
  if (offer === null) return say(errors.offer_not_found({}))
  if (offer.state !== 'draft') return say(errors.offer_not_a_draft({ name: offer.name }))
  const other = otherHands(here.db, here.me, id)
  return other === null ? null : go(offers.open, { offer: id }, t.changedBy(other))
}

/** The way to the message of a series that an offer is; null for an offer of its own. */
export function inSeries(db: Db, offer: number): Go | null {
  const message = findMessageOf(db, offer)
  const series = message !== null && findCampaign(db, message.campaignId)?.kind === 'series'
  return series ? go(campaigns.message, { offer }) : null
}

/** Before what a message of a series has not: people, an hour, a check of its own. It leads to its card in the series. */
export const onItsOwn: Guard<'offer'> = ({ db }, { offer }) => inSeries(db, offer)

/** The same screens and deeds for whoever has the draft in their hands; others are shown its card first. */
export function draftPlaces(entries: readonly Entry[]): Entry[] {
  return guarded(inHands, entries)
}

/**
 * A screen of a draft. A draft has one card in all chats: an older copy goes, and one in the chat of another admin tells
 * who works on it now. What is sent while it stands is the offer's message, unless it asks for something else (`words`);
 * when another card asks, it becomes the card of the draft.
 */
export function draftScreen<Field extends string>(
  to: Address<Field | 'offer'>,
  show: Screen<Field | 'offer'>['show'],
  more: { words?: Words<Field | 'offer'>; note?: 'own'; costly?: true } = {},
): Screen<Field | 'offer'> {
  const asking = more.words === undefined ? ({ words: cardMessage, asks: false } as const) : {}
  return screen<Field | 'offer'>(
    to,
    async (here, values, note, memo) => {
      const shown = await show(here, values, note, memo)
      if (!('keyboard' in shown)) return shown
      const seen = () => {
        const offer = findOffer(here.db, values.offer)
        // Approved meanwhile, it has nothing to keep of this any more.
        if (offer?.state !== 'draft') return
        shown.seen?.()
        if (offer.draft.changing !== null) touchChange(here.db, offer.id, here.me, here.at)
      }
      return { ...shown, seen }
    },
    { ...asking, ...more, sole: takenOver, aside: (_, { offer }) => go(offers.open, { offer }) },
  )
}

/** What stands in the chat of whoever had the draft before. */
function takenOver(there: Here, { offer }: { offer: number }, by: Here): Card {
  const { offerCards: t } = there.t
  const name = findOffer(there.db, offer)?.name ?? '…'
  return {
    text: t.takenOver(shownName(name), shownName(by.name ?? '…')),
    keyboard: [[key(t.keys.openHere, offers.open, { offer })]],
  }
}
