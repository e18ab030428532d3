import type { Repeat } from '../../../../delivery/campaign/campaign.js'
import { getRepeat, offerOf, setTerms } from '../../../../delivery/campaign/repeat.js'
import type { Course, End } from '../../../../delivery/campaign/terms.js'
import type { Piece } from '../../../../text/rich.js'
import { type Doing, type Go, go } from '../../../screen.js'
import { changeRows } from '../../drafts/change.js'
import { firstWords } from '../../words/repeat.js'
import { repeat as places } from './addresses.js'

/** Sets what of a repeat is other now, and leads to its card, which of one that runs says from when on. To be called in a group. */
export function changeTerms(
  doing: Doing,
  id: number,
  change: (repeat: Repeat) => { course?: Course; end?: End; zone?: string },
): Go {
  const repeat = setTerms(doing.db, id, change(getRepeat(doing.db, id)), doing.at)
  // What was seen at the last check no longer holds.
  if (repeat.state === 'draft') changeRows(doing.db, offerOf(doing.db, repeat).id, () => ({}))
  return go(places.open, { id }, changedNote(doing, repeat))
}

/** That it holds from the next run on; null for a draft, whose card says it all. */
function changedNote(doing: Doing, repeat: Repeat): Piece | null {
  if (repeat.state === 'draft') return null
  return doing.t.repeatCards.changed(firstWords(doing, repeat))
}
