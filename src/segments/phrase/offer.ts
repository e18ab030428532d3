import { type Phrasing, quoted } from '../phrase.js'

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
