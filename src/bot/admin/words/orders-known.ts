import { isAnythingBought } from '../../../audience/customer/bought.js'
import { ordersAreComing } from '../../../audience/order/coming.js'
import { countOrdersKnown } from '../../../reports/orders-known.js'
import { type Language, share } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Piece } from '../../../text/rich.js'
import type { Here } from '../../here.js'
import { unlessSlow } from '../patience.js'

/**
 * What stands below every figure that rests on orders: of how many people they are known (nothing while there are none, or
 * where counting took too long), and that a file of them is coming in.
 */
export async function ordersKnownLines({
  db,
  at,
  language,
}: Pick<Here, 'db' | 'at'> & { language: Language }): Promise<Piece[]> {
  const { orderCards: t } = texts(language)
  const known = isAnythingBought(db) ? await unlessSlow(countOrdersKnown(db, at), null) : null
  return [
    ...(known === null ? [] : [t.known(known.known, known.people, share(known.known, known.people, language))]),
    ...(ordersAreComing(db) ? [t.coming] : []),
  ]
}
