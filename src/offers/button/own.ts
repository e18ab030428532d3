import { eq } from 'drizzle-orm'
import type { Db } from '../../db/open.js'
import { offers } from '../../db/schema/index.js'
import type { Button } from '../content.js'
import { getDraft, getOffer, type Offer } from '../draft.js'
import { fieldsIn, withFields, writtenOn } from '../personal/field.js'
import { checkButtons, checkShape } from '../personal.js'
import { everyVariant, listMessages, listVersions, storeContent, type Variant } from '../variant.js'

/**
 * Gives all messages of an offer these buttons, also those not written yet, but not those that have other ones of their
 * own. Versions of a message follow version A as long as they have the same as it.
 * @param segmentId only the message of this one (null: the one for all, or for the rest)
 * @param version only this version of it, from 1 for B on
 * @throws AppError `offer_not_found`, `offer_not_a_draft`, and whatever `checkShape` finds
 */
export function setButtons(
  db: Db,
  offerId: number,
  buttons: Button[][],
  segmentId?: number | null,
  version?: number,
): void {
  const offer = getDraft(db, offerId)
  const all = everyVariant(db, offer)
  const variants = all.filter(variant => {
    if (version !== undefined) return variant.segmentId === segmentId && variant.version === version
    if (differsFromA(all, variant)) return false
    return segmentId === undefined ? !hasOwn(offer, variant) : variant.segmentId === segmentId
  })
  const before = Object.assign({}, ...variants.map(({ content }) => content.fields))
  checkButtons(buttons, fieldsIn(db, writtenOn(buttons), before))
  const concerned = variants.map(variant => ({
    id: variant.id,
    content: withFields(db, { ...variant.content, buttons }),
  }))
  for (const variant of concerned) checkShape(variant.content)
  for (const variant of concerned) storeContent(db, offerId, variant.id, variant.content)
  if (segmentId !== undefined) return
  const changed = JSON.stringify({ ...offer.draft, buttons })
  db.orm.update(offers).set({ draft: changed }).where(eq(offers.id, offerId)).run()
}

/** Those of the messages that will go out whose buttons are not those of the offer. */
export function listOwnButtons(db: Db, offerId: number): Variant[] {
  const offer = getOffer(db, offerId)
  return listMessages(db, offerId).filter(variant => hasOwn(offer, variant))
}

/** The versions of a message (from B on) that have other buttons than version A. */
export function listVersionsWithButtons(db: Db, offerId: number, segmentId: number | null): Variant[] {
  const versions = listVersions(db, offerId, segmentId)
  return versions.filter(variant => differsFromA(versions, variant))
}

/** True for a version that has other buttons than version A of the same message, among all that are written. */
function differsFromA(all: readonly Variant[], { segmentId, version, content }: Variant): boolean {
  const a = all.find(one => one.segmentId === segmentId && one.version === 0)
  return version > 0 && a !== undefined && JSON.stringify(a.content.buttons) !== JSON.stringify(content.buttons)
}

/** Where there is one message only, its buttons are the offer's. */
function hasOwn({ draft }: Offer, { content }: Variant): boolean {
  return draft.each && JSON.stringify(content.buttons) !== JSON.stringify(draft.buttons)
}
