import type { Db } from '../../db/open.js'
import { AppError } from '../../errors.js'
import type { Draft, Offer } from '../../offers/offer.js'
import { currentOf, listMessages, listVariants } from '../../offers/variant.js'
import { expandCriterion } from '../../segments/criterion/expand.js'
import type { PlainCriterion } from '../../segments/criterion.js'
import { getSegment } from '../../segments/segment.js'
import { type Broadcast, findBroadcast } from '../broadcast.js'
import type { Audience } from './audience.js'

/** Everybody who ever pressed Start. */
export const EVERYONE: PlainCriterion = { leaf: 'everyone' }

/** Whom a draft addresses, the most wanted first; null stands for everyone (else). */
export function addressed(draft: Draft): (number | null)[] {
  return [...draft.segments, ...(draft.rest ? [null] : [])]
}

/** The reminder that a draft changes; null: it changes none. Whom that reminds follows from what it reminds of. */
export function reminderOf(db: Db, { changing }: Pick<Draft, 'changing'>): Broadcast | null {
  const broadcast = changing === null ? null : findBroadcast(db, changing)
  return broadcast?.nudges == null ? null : broadcast
}

/**
 * To whom the offer would go now, by what its draft says and its segments are, in the form a broadcast keeps.
 * @throws AppError `draft_incomplete` {what: 'audience' or 'message'}, `segment_not_found`
 */
export function audienceOf(db: Db, offer: Pick<Offer, 'id' | 'draft'>): Audience {
  const { draft } = offer
  const reminder = reminderOf(db, draft)
  if (reminder !== null) {
    const [message] = currentOf(listVariants(db, offer.id))
    if (message === undefined) throw new AppError('draft_incomplete', { what: 'message' })
    const { parts, leftOut } = reminder
    return { parts: parts.map(part => ({ ...part, variantId: message.id })), leftOut }
  }
  const variants = new Map(listMessages(db, offer.id).map(variant => [variant.segmentId, variant.id]))
  const parts = addressed(draft).map(segmentId => {
    const variantId = variants.get(draft.each ? segmentId : null)
    if (variantId === undefined) throw new AppError('draft_incomplete', { what: 'message' })
    if (segmentId === null) return { variantId, segmentId, name: null, criterion: EVERYONE }
    const { name, criterion } = getSegment(db, segmentId)
    return { variantId, segmentId, name, criterion: expandCriterion(db, criterion) }
  })
  if (parts.length === 0) throw new AppError('draft_incomplete', { what: 'audience' })
  const leftOut = draft.leaveOut.map(segmentId => {
    const { name, criterion } = getSegment(db, segmentId)
    return { segmentId, name, criterion: expandCriterion(db, criterion) }
  })
  return { parts, leftOut }
}
