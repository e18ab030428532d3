import { HOUR } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { setButtons } from '../../offers/button/own.js'
import { copyDeadline, endOf, setPinned } from '../../offers/draft/deadline.js'
import { copyWindows } from '../../offers/draft/window.js'
import { changeDraft, createOffer, freezeOffer, getOffer, setKind } from '../../offers/offer.js'
import { findVariant, setContent } from '../../offers/variant.js'
import type { PlainCriterion } from '../../segments/criterion.js'
import type { Broadcast } from '../broadcast.js'
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
 * deadline. To be called in the write that approves the first.
 * @param name what it is called
 * @returns its id; null where no reminder is asked for, or it would come after the deadline
 */
export function scheduleNudge(db: Db, first: Nudged, name: string, at: number): number | null {
  const offer = getOffer(db, first.offerId)
  const { nudge, buttons } = offer.draft
  if (nudge === null) return null
  const later = nudge.hours * HOUR
  const startsAt = first.startsAt + later
  const end = endOf(offer)
  if (end !== null && startsAt >= end) return null
  const made = createOffer(
    db,
    { createdBy: first.createdBy, name, goal: offer.goal, utm: offer.utmCampaign !== null },
    at,
  )
  changeDraft(db, made.id, () => ({ named: true }))
  setKind(db, made.id, offer.kind)
  copyWindows(db, offer.id, made.id)
  copyDeadline(db, offer.id, made.id)
  setPinned(db, made.id, false)
  setContent(db, made.id, null, { ...nudge.content, buttons: [] })
  setButtons(db, made.id, buttons)
  freezeOffer(db, made.id, at)
  const variant = findVariant(db, made.id, null)
  if (variant === null) throw new Error('the reminder was not written')
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
      ...{ offerId: made.id, leftOut: [], parts: [{ variantId: variant.id, segmentId: null, name: null, criterion }] },
      ...{ zone: first.zone, shownAudience: first.shownAudience, createdBy: first.createdBy, startsAt },
      ownClock: first.ownClock === null ? null : first.ownClock + later,
      notLaterThan: end,
      nudges: first.id,
    },
    at,
  )
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
