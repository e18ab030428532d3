import type { Db } from '../../../db/open.js'
import type { Offer } from '../../../offers/offer.js'
import { showsCode } from '../../../offers/personal.js'
import type { Promo } from '../../../offers/promo.js'
import { listVariants } from '../../../offers/variant.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Piece } from '../../../text/rich.js'

/** "AUTUMN20 for everybody", "5,000 codes, one a person; for the rest AUTUMN20"; "none". */
export function promoWords(promo: Promo | null, language: Language): string {
  const t = texts(language).codeCards
  if (promo === null) return t.none
  if (promo.kind === 'one') return t.one(promo.code)
  return t.each(promo.left, promo.given) + (promo.rest === null ? '' : t.rest(promo.rest))
}

/** Where readers see the code of an offer: in one of its messages, by a button, in both, or nowhere. */
export function shownWhere(db: Db, { id }: Pick<Offer, 'id'>, promo: Promo): 'text' | 'button' | 'both' | 'nowhere' {
  const inText = listVariants(db, id).some(({ content }) => showsCode(content))
  if (promo.button) return inText ? 'both' : 'button'
  return inText ? 'text' : 'nowhere'
}

/** The same in words. */
export function whereWords(where: ReturnType<typeof shownWhere>, language: Language): Piece {
  const t = texts(language).codeCards
  return { text: t.inText, button: t.byButton, both: t.both, nowhere: t.nowhere }[where]
}
