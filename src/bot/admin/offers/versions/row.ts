import { repeatOf } from '../../../../delivery/campaign/repeat.js'
import type { Offer } from '../../../../offers/offer.js'
import { type Key, key } from '../../../card.js'
import type { Here } from '../../../here.js'
import { listTried } from '../../drafts/tried.js'
import { lettersOf } from '../../words/tried.js'
import { offers } from '../addresses.js'
import { termWords } from './words.js'

/** What the card of a draft says of its versions; null of a survey, which has none. */
export function versionsRow(here: Here, offer: Offer): string | null {
  if (offer.kind === 'survey') return null
  const { versionCards: t } = here.t
  const most = Math.max(0, ...listTried(here.db, offer).map(({ versions }) => versions.length))
  if (most === 0) return repeatOf(here.db, offer.id) === null ? t.row(t.one) : null
  return t.row(t.changedTo(lettersOf(most, here.language), termWords(here, offer)))
}

/** The way to its versions. */
export function versionsKey({ db, t }: Here, offer: Offer): Key[] {
  // A repeat sends one version; whoever had more before can still take them out.
  const none = offer.kind === 'survey' || (repeatOf(db, offer.id) !== null && listTried(db, offer).length === 0)
  return none ? [] : [key(t.versionCards.keys.door, offers.ab, { offer: offer.id })]
}
