import type { Db } from '../../../db/open.js'
import { addressed } from '../../../delivery/plan/addressed.js'
import type { Draft } from '../../../offers/offer.js'
import type { Criterion } from '../../../segments/criterion.js'
import { findListed } from '../../../segments/segment.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { shownName } from '../words/name.js'

export { addressed, audienceOf, EVERYONE, reminderOf } from '../../../delivery/plan/addressed.js'

/** True for the condition that everybody fits, by whatever name it is saved. */
export function isEveryone(criterion: Criterion): boolean {
  return 'leaf' in criterion && criterion.leaf === 'everyone'
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
