import type { Offer } from '../../../offers/offer.js'
import { showsCode } from '../../../offers/personal.js'
import { promoOf } from '../../../offers/promo.js'
import { listVariants, missingMessages } from '../../../offers/variant.js'
import type { Piece } from '../../../text/rich.js'
import { type Key, key } from '../../card.js'
import type { Here } from '../../here.js'
import { offers } from '../offers/addresses.js'

/** What keeps a draft from being sent, and the button that leads to where it is put right. */
export type Lack = { words: Piece; way: Key }

/** What is missing of a promo code that a draft's messages show, or have and do not show. */
export function promoLacks({ db, t }: Pick<Here, 'db' | 't'>, { id }: Pick<Offer, 'id'>): Lack[] {
  const promo = promoOf(db, id)
  const shown = listVariants(db, id).some(({ content }) => showsCode(content))
  const way = key(t.codeCards.keys.promo, offers.promo, { offer: id })
  if (promo === null) return shown ? [{ words: t.codeCards.missing, way }] : []
  const unseen = !promo.button && !shown && missingMessages(db, id).length === 0
  const usedUp = promo.kind === 'each' && promo.left === 0 && promo.rest === null
  return [
    ...(unseen ? [{ words: t.codeCards.unseen, way }] : []),
    ...(usedUp ? [{ words: t.codeCards.usedUp, way }] : []),
  ]
}
