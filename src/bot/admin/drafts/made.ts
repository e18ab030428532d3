import type { Db } from '../../../db/open.js'
import { getSegment } from '../../../segments/segment.js'
import { type Go, go } from '../../screen.js'
import { offers } from '../offers/addresses.js'
import { changeRows } from './change.js'
import { isEveryone } from './versions.js'

/** Ticks a segment that was made for this offer. To be called in a group. @throws AppError `segment_not_found`, `offer_not_a_draft` */
export function tickMade(db: Db, offer: number, segment: number): Go {
  const { criterion } = getSegment(db, segment)
  changeRows(db, offer, ({ segments, leaveOut }) =>
    // Everyone stands in the card once, saved under a name or not.
    isEveryone(criterion)
      ? { rest: true }
      : {
          segments: segments.includes(segment) ? segments : [...segments, segment],
          leaveOut: leaveOut.filter(id => id !== segment),
        },
  )
  return go(offers.whom, { offer, page: 0 })
}
