import { HOUR } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { setButtons } from '../../offers/button/own.js'
import { copyDeadline, endOf, setPinned } from '../../offers/draft/deadline.js'
import { copyWindows } from '../../offers/draft/window.js'
import {
  changeDraft,
  createOffer,
  freezeOffer,
  getOffer,
  type Offer,
  setInterest,
  setKind,
} from '../../offers/offer.js'
import { currentOf, findVariant, listVariants, setContent, type Variant } from '../../offers/variant.js'
import type { PlainCriterion } from '../../segments/criterion.js'
import type { Broadcast } from '../broadcast.js'
import { type Carrier, standBroadcast } from '../campaign/series/standing.js'
import { scheduleBroadcast } from '../lifecycle.js'
import { IS_FIRST } from './end.js'

/** So many hours later at most: Telegram shows an old message that is quoted, but nobody remembers it. */
export const NUDGE_HOURS = { least: 1, most: 720 } as const

/** A broadcast that was approved and is to be nudged. Times as `scheduleBroadcast` takes them. */
export type Nudged = {
  id: number
  offerId: number
  startsAt: number
  ownClock: number | null
  zone: string
  shownAudience: number
  createdBy: number
}

/**
 * Approves the reminder of a broadcast, as its offer asks for one: whoever got the first message, pressed and answered nothing in it and ordered nothing after it by then,
 * gets a second one that quotes it. It is a broadcast of its own, with an offer of its own that has the same goal, buttons and
 * deadline. Whoever gets the first later than others is reminded as much later. To be called in the write that approves the first.
 * @param name what it is called
 * @returns its id; null where no reminder is asked for, or it would come after the deadline
 */
export function scheduleNudge(db: Db, first: Nudged, name: string, at: number): number | null {
  const offer = getOffer(db, first.offerId)
  const { nudge } = offer.draft
  if (nudge === null) return null
  const later = nudge.hours * HOUR
  const startsAt = first.startsAt + later
  const end = endOf(offer)
  if ((end !== null && startsAt >= end) || (offer.holds !== null && later >= offer.holds)) return null
  const { offerId, variantId } = writeNudge(db, offer, nudge, { name, createdBy: first.createdBy }, at)
  const criterion: PlainCriterion = {
    all: [
      { leaf: 'received', count: { atLeast: 1 }, window: null, offer: offer.id },
      { leaf: 'clicked', count: 'none', window: null, offer: offer.id, link: null },
      { not: { leaf: 'voted', offer: offer.id, did: 'any', option: null } },
      { leaf: 'orderedAfter', count: 'none', window: null, offer: offer.id },
    ],
  }
  return scheduleBroadcast(
    db,
    {
      ...{ offerId, leftOut: [], parts: [{ variantId, segmentId: null, name: null, criterion }] },
      ...{ zone: first.zone, shownAudience: first.shownAudience, createdBy: first.createdBy, startsAt },
      ownClock: first.ownClock === null ? null : first.ownClock + later,
      notLaterThan: end,
      nudges: first.id,
      nudgesAfter: later,
    },
    at,
  )
}

/**
 * Begins the broadcast that carries the reminders of another one, where its offer asks for them: each person's is due so long after
 * they got the first message. Of what goes again and again all are of one offer. To be called in the write that begins the other.
 * @param carrier.id what it reminds of
 * @returns its id; null where no reminder is asked for
 */
export function carryNudges(
  db: Db,
  {
    id,
    offerId,
    ...carrier
  }: Pick<Carrier, 'campaignId' | 'zone' | 'createdBy' | 'movedIn' | 'rests'> & {
    id: number
    offerId: number
  },
  at: number,
): number | null {
  const offer = getOffer(db, offerId)
  const { nudge } = offer.draft
  if (nudge === null || (offer.holds !== null && nudge.hours * HOUR >= offer.holds)) return null
  const written =
    findWritten(db, offerId) ??
    writeNudge(db, offer, nudge, { name: `${offer.name} 🔔`, createdBy: carrier.createdBy }, at)
  const nudges = { id, after: nudge.hours * HOUR }
  return standBroadcast(db, { ...carrier, ...written, notLaterThan: endOf(offer), nudges }, at)
}

type Written = { offerId: number; variantId: number }

/** The reminder of an earlier run of the same offer; null: there was none. */
function findWritten(db: Db, offerId: number): Written | null {
  const row = db
    .sql<{ offerId: number }>(
      `select n.offer_id as offerId from broadcasts f
         join broadcasts n on n.nudges = f.id and n.standing = 1 where f.offer_id = ? order by n.id desc limit 1`,
    )
    .get(offerId)
  // It may have been corrected since.
  const variant = row === undefined ? null : findVariant(db, row.offerId, null)
  return row === undefined || variant === null ? null : { offerId: row.offerId, variantId: variant.id }
}

/**
 * Makes the offer of a reminder: with the goal, buttons and end of the first one, and about the same. Where messages or versions of that
 * have buttons of their own, so has what reminds of them.
 */
function writeNudge(
  db: Db,
  offer: Offer,
  { content }: NonNullable<Offer['draft']['nudge']>,
  { name, createdBy }: { name: string; createdBy: number },
  at: number,
): Written {
  const { id } = createOffer(db, { createdBy, name, goal: offer.goal, utm: offer.utmCampaign !== null }, at)
  const own = listOwn(db, offer)
  const { each, segments, rest } = offer.draft
  changeDraft(db, id, () => (own.length === 0 ? { named: true } : { named: true, each, segments, rest }))
  setKind(db, id, offer.kind)
  copyWindows(db, offer.id, id)
  copyDeadline(db, offer.id, id)
  setPinned(db, id, false)
  setInterest(db, id, offer.interestId)
  if (own.length === 0) setContent(db, id, null, { ...content, buttons: [] })
  for (const { segmentId, version } of own) setContent(db, id, segmentId, { ...content, buttons: [] }, version)
  setButtons(db, id, offer.draft.buttons)
  for (const { segmentId, version, content } of own) setButtons(db, id, content.buttons, segmentId, version)
  freezeOffer(db, id, at)
  const [variant] = listVariants(db, id)
  if (variant === undefined) throw new Error('the reminder was not written')
  return { offerId: id, variantId: variant.id }
}

/** Everything that goes out, where any of it has other buttons than the offer; none: all have the same. */
function listOwn(db: Db, { id, draft }: Offer): Variant[] {
  const all = currentOf(listVariants(db, id))
  const buttons = JSON.stringify(draft.buttons)
  return all.some(({ content }) => JSON.stringify(content.buttons) !== buttons) ? all : []
}

/** True for a reminder whose first message has not begun, and still may. */
export function waitsForFirst(
  db: Pick<Db, 'sql'>,
  { nudges, startedAt }: Pick<Broadcast, 'nudges' | 'startedAt'>,
): boolean {
  if (nudges === null || startedAt !== null) return false
  const waits = `select 1 from broadcasts where id = ? and started_at is null and state in ('scheduled', 'planning', 'paused')`
  return db.sql(waits).get(nudges) !== undefined
}

/** The first message of whoever a nudging broadcast (`b`) writes to (`d`), as SQL: its number in their chat, or null. */
export const QUOTED = `(select f.message_id from deliveries f where ${IS_FIRST}
  and f.state = 'sent' and f.taken_back_at is null limit 1)`
