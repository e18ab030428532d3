import type { Db } from '../../../db/open.js'
import type { Audience } from '../../../delivery/broadcast.js'
import { AppError } from '../../../errors.js'
import type { Draft, Offer } from '../../../offers/offer.js'
import { listMessages } from '../../../offers/variant.js'
import type { Criterion, PlainCriterion } from '../../../segments/criterion.js'
import { expandCriterion } from '../../../segments/expand.js'
import { findListed, getSegment } from '../../../segments/segment.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { shownName } from '../words/name.js'

/** Everybody who ever pressed Start. */
export const EVERYONE: PlainCriterion = { leaf: 'everyone' }

/** True for the condition that everybody fits, by whatever name it is saved. */
export function isEveryone(criterion: Criterion): boolean {
  return 'leaf' in criterion && criterion.leaf === 'everyone'
}

/** Whom a draft addresses, the most wanted first; null stands for everyone (else). */
export function addressed(draft: Draft): (number | null)[] {
  return [...draft.segments, ...(draft.rest ? [null] : [])]
}

/** Whose messages a draft needs; null stands for one message for all, or for everyone else's. */
export function wantedVersions(draft: Draft): (number | null)[] {
  return draft.each ? addressed(draft) : [null]
}

/** What those addressed are called; a segment that is gone has no name left. */
export function addresseeName(db: Db, draft: Draft, segmentId: number | null, language: Language): string {
  if (segmentId !== null) return shownName(findListed(db, segmentId)?.name ?? '…')
  const words = texts(language).admin
  return draft.segments.length === 0 ? words.everyone : words.everyoneElse
}

/**
 * To whom the draft would go, in the form a broadcast keeps.
 * @throws AppError `draft_incomplete` {what: 'audience' or 'message'}, `segment_not_found`
 */
export function audienceOf(db: Db, offer: Offer): Audience {
  const { draft } = offer
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
