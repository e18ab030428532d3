import type { Db } from '../../db/open.js'
import { AppError } from '../../errors.js'
import { draftChange, markCancelled, takeChange } from '../../offers/offer/change.js'
import { findOffer, freezeOffer, thawOffer } from '../../offers/offer.js'
import { missingMessages } from '../../offers/variant.js'
import { findBroadcast, getBroadcast } from '../broadcast.js'
import { cancelBroadcast, cancelNudges, type NewBroadcast, pauseBroadcast } from '../lifecycle.js'
import { packAudience } from '../plan/audience.js'
import { setTrials } from '../trial/trial.js'
import { endChange, findChange, recordChange } from './change.js'

/**
 * Stops the clock of a scheduled broadcast and opens it for changes: what was approved stays as it is, a draft beside it
 * is changed. One that is open already is gone on with. To be called in a group.
 * @returns the draft's id; null when the broadcast has begun, or waits for another reason
 */
export function openChange(db: Db, id: number, adminId: number, at: number): number | null {
  const open = findChange(db, id)
  if (open !== null) return open.offerId
  const { state, offerId, campaignId } = getBroadcast(db, id)
  // A run of a campaign is what its campaign says, and changed there.
  if (campaignId !== null || state !== 'scheduled' || !pauseBroadcast(db, id, 'change')) return null
  const draft = draftChange(db, offerId, id, at)
  recordChange(db, { broadcastId: id, offerId: draft.id, adminId, touchedAt: at })
  return draft.id
}

/**
 * Approves a change: the broadcast becomes what its draft holds and starts at `startsAt`. To be called in a group.
 * @returns false when nothing of it waits to be changed (any more)
 * @throws AppError `offer_not_a_draft`, `draft_incomplete` {what: 'message'}
 */
export function applyChange(
  db: Db,
  id: number,
  terms: Omit<NewBroadcast, 'offerId' | 'createdBy'>,
  at: number,
): boolean {
  const change = findChange(db, id)
  const { state, pauseReason } = getBroadcast(db, id)
  // A copy of the database that was brought back says nothing of who got it meanwhile: it waits for another word.
  if (change === null || state !== 'paused' || pauseReason !== 'change') return false
  if (missingMessages(db, change.offerId).length > 0) throw new AppError('draft_incomplete', { what: 'message' })
  takeChange(db, change.offerId, getBroadcast(db, id).offerId, at)
  endChange(db, id, true)
  cancelNudges(db, id, at)
  const { parts, leftOut } = packAudience(terms)
  const changed = db.sql(
    `update broadcasts set state = 'scheduled', pause_reason = null, pause_error = null, parts = ?, left_out = ?,
       shown_audience = ?, zone = ?, starts_at = ?, own_clock = ?, not_later_than = ?, urgent = ?, careful = ?,
       control = ?, per_hour = ?, reminded_at = null, nudges_after = iif(starts_at is ?, nudges_after, null)
     where id = ? and state = 'paused' and pause_reason = 'change'`,
  )
  setTrials(db, id, terms.trials ?? [])
  const { shownAudience, zone, startsAt, ownClock, notLaterThan, urgent, careful, control, perHour } = terms
  return (
    changed.run(
      parts,
      leftOut,
      shownAudience,
      zone,
      startsAt,
      ownClock ?? null,
      notLaterThan ?? null,
      urgent === true ? 1 : 0,
      careful === true ? 1 : 0,
      control ?? 0,
      perHour ?? null,
      startsAt,
      id,
    ).changes > 0
  )
}

/**
 * Leaves a broadcast as it was approved, and starts its clock; one whose hour is over by now waits for a word instead. To
 * be called in a group.
 * @returns false when it was not being changed
 */
export function leaveAsItWas(db: Db, id: number, at: number): boolean {
  if (findChange(db, id) === null) return false
  endChange(db, id)
  const resumed = db.sql(
    `update broadcasts set state = iif(starts_at > :at, 'scheduled', 'paused'),
       pause_reason = iif(starts_at > :at, null, 'admin') where id = :id and state = 'paused' and pause_reason = 'change'`,
  )
  return resumed.run({ at, id }).changes > 0
}

/**
 * What became of a broadcast that was cancelled before anybody got it. `draft`: its offer may be changed and sent again;
 * `undo`: it may go back on its clock, being what was approved.
 */
export type Withdrawn = { offerId: number; draft: boolean; undo: boolean }

/**
 * Cancels a broadcast that has not begun; its offer is a draft again, unless it was sent before. What was being changed
 * stays changed. To be called in a group.
 * @returns null when it has begun, or is over
 */
export function withdrawBroadcast(db: Db, id: number, at: number): Withdrawn | null {
  const broadcast = getBroadcast(db, id)
  const { offerId } = broadcast
  if (broadcast.startedAt !== null || !['scheduled', 'planning', 'paused'].includes(broadcast.state)) return null
  const change = findChange(db, id)
  const changed = change !== null && findOffer(db, change.offerId)?.state === 'draft'
  if (change !== null && changed) takeChange(db, change.offerId, offerId, at)
  endChange(db, id, true)
  cancelBroadcast(db, id, at)
  const draft = thawOffer(db, offerId)
  // What somebody was about to change was never approved.
  const undo = draft && !changed
  if (undo) markCancelled(db, offerId, id)
  return { offerId, draft, undo }
}

/**
 * Puts a broadcast that was cancelled before it began back on its clock. To be called in a group.
 * @returns false when its hour is over, or something of its offer has changed since
 */
export function restoreBroadcast(db: Db, id: number, at: number): boolean {
  const broadcast = findBroadcast(db, id)
  if (broadcast?.state !== 'cancelled' || broadcast.startedAt !== null || broadcast.startsAt <= at) return false
  const offer = findOffer(db, broadcast.offerId)
  if (offer?.state !== 'draft' || offer.draft.cancelled !== id) return false
  freezeOffer(db, offer.id, at)
  db.sql(
    `update broadcasts set state = 'scheduled', finished_at = null, reported_at = null
     where nudges = :id and state = 'cancelled' and started_at is null and starts_at > :at`,
  ).run({ id, at })
  return (
    db
      .sql(
        `update broadcasts set state = 'scheduled', finished_at = null, reported_at = null where id = ? and state = 'cancelled'`,
      )
      .run(id).changes > 0
  )
}

/**
 * Sends a scheduled broadcast now, to everybody at once; its reminder comes as much sooner. One that is a reminder itself goes to whoever had
 * the first message by now, whenever that was.
 * @returns false when it does not wait for its time (any more)
 */
export function sendNow(db: Db, id: number, at: number): boolean {
  db.sql(
    `update broadcasts set starts_at = starts_at - (select max(0, f.starts_at - :at) from broadcasts f where f.id = :id),
       own_clock = null where nudges = :id and state = 'scheduled'`,
  ).run({ id, at })
  const now = db.sql(
    `update broadcasts set starts_at = ?, own_clock = null, nudges_after = null, generation = generation + 1 where id = ? and state = 'scheduled'`,
  )
  return now.run(at, id).changes > 0
}

/**
 * Lets a scheduled broadcast begin now instead of at its time.
 * @returns false when it is not waiting for its time (any more)
 */
export function startAtOnce(db: Db, id: number, at: number): boolean {
  const sooner = db.sql(`update broadcasts set starts_at = min(starts_at, ?) where id = ? and state = 'scheduled'`)
  return sooner.run(at, id).changes > 0
}
