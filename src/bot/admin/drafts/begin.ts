import type { Db } from '../../../db/open.js'
import { repeatOf } from '../../../delivery/campaign/repeat.js'
import {
  createOffer,
  type Draft,
  findHabits,
  type Goal,
  listOffers,
  type Offer,
  setGoal,
} from '../../../offers/offer.js'
import { findVariant } from '../../../offers/variant.js'
import { getSegment } from '../../../segments/segment.js'
import type { Here } from '../../here.js'
import { type Go, go } from '../../screen.js'
import { offers } from '../offers/addresses.js'
import { changeRows } from './change.js'
import { isEveryone } from './versions.js'

const LOOKED_AT = 5

/** Nothing was put into it yet, and it goes once. */
export function isBlank(db: Db, offer: Pick<Offer, 'id' | 'draft'>): boolean {
  return isEmpty(db, offer) && repeatOf(db, offer.id) === null
}

/** Nothing was put into it yet. */
export function isEmpty(db: Db, { id, draft }: Pick<Offer, 'id' | 'draft'>): boolean {
  const { segments, rest, leaveOut, buttons, named, when } = draft
  const empty = segments.length + leaveOut.length + buttons.length === 0 && !rest && !named && when.kind === 'now'
  return empty && findVariant(db, id, null) === null
}

/** The offer that this admin left blank; one that asks for numbers is taken for nothing else. */
export function findBlank({ db, me }: Here): Offer | undefined {
  return newest(db).find(offer => offer.createdBy === me && offer.goal !== 'know_orders' && isBlank(db, offer))
}

/** The offer that this admin left blank, or a new one. To be called in a group. */
export function blankOffer(here: Here): Offer {
  return findBlank(here) ?? newOffer(here)
}

/** A new offer with the goal and the marks that this admin used last. To be called in a group. */
export function newOffer({ db, me, at, t }: Here): Offer {
  return createOffer(db, { createdBy: me, name: t.offers.unnamed, ...findHabits(db, me) }, at)
}

/**
 * Begins an offer for a segment, and leads to its card; what is sent next is its message. A second time leads to the same
 * one while nothing else was put into it. To be called in a group.
 * @param goal what it is for; the one this admin used last unless given
 * @throws AppError `segment_not_found`
 */
export function beginFor(here: Here, segmentId: number, goal?: Goal): Go {
  const { db, t } = here
  const { criterion } = getSegment(db, segmentId)
  // Everyone stands in the card once, saved under a name or not.
  const whom: Partial<Draft> = isEveryone(criterion) ? { rest: true } : { segments: [segmentId] }
  const begun = newest(db).find(
    ({ id, createdBy, draft }) =>
      createdBy === here.me &&
      draft.segments.length === 1 &&
      draft.segments[0] === segmentId &&
      isBlank(db, { id, draft: { ...draft, segments: [] } }),
  )
  const { id } = changeRows(db, (begun ?? blankOffer(here)).id, () => whom)
  if (goal !== undefined) setGoal(db, id, goal)
  return go(offers.open, { offer: id }, t.offerCards.sendOrTap)
}

function newest(db: Db): Offer[] {
  return listOffers(db, { offset: 0, limit: LOOKED_AT, state: 'draft' }).offers
}
