import type { Window } from '../parts.js'
import { type Counted, type Phrasing, quoted } from '../phrase.js'
import type { Said } from '../read/lexicon.js'

const LINK = { en: 'link', ru: 'ссылка' }

/** A link of an offer by its number, with its label. */
export function linkPhrase(offer: number, link: number, { names, language }: Phrasing): string {
  // Of a link that is gone its number alone would be one that was mistyped.
  const label = (names.link(offer, link) ?? '').replace(/\s+/gu, ' ').trim()
  return `${LINK[language]} ${link} ${quoted(label)}`
}

/** The name of an offer in quotes, as far as one is named. */
export function offerPhrase(offer: number | null, { names }: Phrasing): string[] {
  if (offer === null) return []
  const name = names.offers.name(offer)
  return [name === null ? `#${offer}` : quoted(name)]
}

/** That something happened with any offer, and that it did with none. */
export type AnyOffer = Said<{ some: string; none: string }>

/** The offer that something happened with, or that it may be any where that has to be said. */
export function offerOfEvent(event: OfOffer, counted: Counted, phrasing: Phrasing, any: AnyOffer): string[] {
  if (!meansAny(event, counted, phrasing)) return offerPhrase(event.offer, phrasing)
  return [any[phrasing.language][counted.verb === 'none' ? 'none' : 'some']]
}

type OfOffer = { offer: number | null; window: Window | null }

/**
 * True where what happened has to say that it is of any offer: one was named before, and without a number and a time it
 * would be taken to be of that.
 */
export function meansAny({ offer, window }: OfOffer, counted: Counted, { offerSaid }: Phrasing): boolean {
  return offer === null && offerSaid && counted.count === null && window === null
}
