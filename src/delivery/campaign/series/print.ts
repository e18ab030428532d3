import { createHash } from 'node:crypto'
import type { Db } from '../../../db/open.js'
import { offerPrint } from '../../../offers/offer/release.js'
import type { OpenSeries } from './draft.js'

/**
 * What a series that is being composed comes to, as a number: another one once anything of it is another, be it when it starts or a
 * word of a message. So what is started is what somebody looked at.
 */
export function seriesPrint(db: Db, { series, edition, messages }: OpenSeries): number {
  const { name, state, generation, entry, exit } = series
  const all = messages.map(({ wait, onlyIf, offerId }) => [wait, onlyIf, offerPrint(db, offerId)])
  // Of changes that were thrown away and begun again none is the other.
  const which = state === 'draft' ? null : [edition, generation]
  const text = JSON.stringify([name, which, entry, exit, all])
  return createHash('sha256').update(text).digest().readUInt32BE(0)
}
