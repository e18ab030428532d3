import type { Db } from '../../db/open.js'
import { getDraft } from '../draft.js'
import { getVariant, storeContent } from '../variant.js'
import type { Poll } from './poll.js'

/**
 * Says what the options of a draft's poll become, each in its place: an address as `actionAddress` has it, or null for nothing.
 * A message that is no poll stays as it is. @throws AppError `offer_not_found`, `offer_not_a_draft`
 */
export function setPollSettings(
  db: Db,
  variantId: number,
  sets: (option: number, now: string | null) => string | null,
): void {
  const { offerId, content } = getVariant(db, variantId)
  getDraft(db, offerId)
  if (content.poll === undefined) return
  const options: Poll['options'] = content.poll.options.map(({ sets: now, ...option }, i) => {
    const next = sets(i, now ?? null)
    return next === null ? option : { ...option, sets: next }
  })
  storeContent(db, offerId, variantId, { ...content, poll: { ...content.poll, options } })
}
