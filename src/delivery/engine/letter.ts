import type { Db } from '../../db/open.js'
import { type Edit, editOf } from '../../offers/edit.js'
import { type Outgoing, type Prepared, prepareMessage, renderMessage } from '../../offers/render.js'
import { getVariant, type Variant } from '../../offers/variant.js'
import type { Language } from '../../text/format.js'
import type { Claimed } from '../queue.js'
import { quietData } from '../quiet.js'
import { findRows } from '../round.js'
import type { Step } from './step.js'

/** Writes people's messages. */
export type Letters = {
  /** The message of a person who waits. */
  write(message: Claimed): Outgoing
  /** The change that makes a message already sent show the version that it should. */
  rewrite(step: Step): Edit
}

type Ready = { variant: Variant; prepared: Prepared }

/** Approved versions keep their words, so each is prepared once; where its links lead is asked when they are opened. */
export function createLetters(
  db: Db,
  address: (deliveryId: number, link: number) => string,
  language: () => Language = () => 'en',
): Letters {
  const known = new Map<number, Ready>()

  function ready(variantId: number): Ready {
    const before = known.get(variantId)
    if (before !== undefined) return before
    const variant = getVariant(db, variantId)
    const fresh = { variant, prepared: prepareMessage(variant.content, variant.links) }
    known.set(variantId, fresh)
    return fresh
  }

  function render(
    prepared: Prepared,
    person: Pick<Claimed, 'subscriberId' | 'firstName' | 'lastName' | 'username'>,
    deliveryId: number,
  ) {
    const rows = findRows(db, { id: deliveryId, subscriberId: person.subscriberId }, language())
    const bell = quietData({ kind: 'delivery', id: deliveryId }, 'ask')
    return renderMessage(prepared, person, link => address(deliveryId, link), bell, rows)
  }

  return {
    write: message => render(ready(message.variantId).prepared, message, message.id),
    rewrite(step) {
      const after = ready(step.wantedId)
      const outgoing = render(after.prepared, step, step.deliveryId)
      return editOf(outgoing, ready(step.shownId).variant.content, after.variant.content)
    },
  }
}
