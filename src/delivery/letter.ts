import type { Db } from '../db/open.js'
import { type Outgoing, type Prepared, prepareMessage, renderMessage } from '../offers/render.js'
import { getVariant } from '../offers/variant.js'
import type { Claimed } from './queue.js'
import { quietData } from './quiet.js'

/** Writes each person's message. Approved versions never change, so each is prepared once. */
export function createLetters(
  db: Db,
  address: (deliveryId: number, link: number) => string,
): { write(message: Claimed): Outgoing } {
  const prepared = new Map<number, Prepared>()

  function prepare(variantId: number): Prepared {
    const known = prepared.get(variantId)
    if (known !== undefined) return known
    const variant = getVariant(db, variantId)
    const fresh = prepareMessage(variant.content, variant.links)
    prepared.set(variantId, fresh)
    return fresh
  }

  return {
    write: message =>
      renderMessage(
        prepare(message.variantId),
        message,
        link => address(message.id, link),
        quietData({ kind: 'delivery', id: message.id }, 'ask'),
      ),
  }
}
