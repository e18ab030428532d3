import type { Db } from '../../../db/open.js'
import { changeDraft, type Draft, type Offer } from '../../../offers/offer.js'
import { addressed } from './versions.js'

/** Changes rows of the card; what was shown at the last check no longer holds. */
export function changeRows(db: Db, offerId: number, change: (draft: Draft) => Partial<Draft>): Offer {
  return changeDraft(db, offerId, draft => {
    const changed = { ...draft, ...change(draft) }
    return { ...changed, each: changed.each && addressed(changed).length > 1, shown: null, cancelled: null }
  })
}
