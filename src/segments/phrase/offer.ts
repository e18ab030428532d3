import { type Phrasing, quoted } from '../phrase.js'

/** The name of an offer in quotes, as far as one is named. */
export function offerPhrase(offer: number | null, { names }: Phrasing): string[] {
  if (offer === null) return []
  const name = names.offers.name(offer)
  return [name === null ? `#${offer}` : quoted(name)]
}
