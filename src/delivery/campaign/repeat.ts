import type { Db } from '../../db/open.js'
import { AppError } from '../../errors.js'
import { copyDeadline } from '../../offers/draft/deadline.js'
import { copyOffer } from '../../offers/offer/copy.js'
import { changeDraft, discardOffer, freezeOffer, getOffer, type Offer } from '../../offers/offer.js'
import { fold } from '../../text/fold.js'
import { cancelBroadcast, cancelNudges, pauseBroadcast, resumeBroadcast } from '../lifecycle.js'
import { audienceOf } from '../plan/addressed.js'
import { listReminders } from '../schedule/reminding.js'
import { createCampaign, findCampaign, getCampaign, type Repeat, uniqueCampaignName } from './campaign.js'
import { listMessages } from './message.js'
import { deadlineOf, firstRun, GRACE_AFTER, listNextRuns, spanOf } from './repeat/next-run.js'
import { type Course, courseSchema, type End, endSchema } from './terms.js'

const AT_ONCE = JSON.stringify({ kind: 'at_once' })

const OPEN = `('scheduled', 'planning', 'running', 'paused')`

/** How a repeat goes unless somebody says otherwise: each person gets it once in so many days. */
export const USUAL_EVERY_DAYS = 7

/** A repeat. @throws AppError `campaign_not_found` also where it is a series */
export function getRepeat(db: Db, id: number): Repeat {
  const campaign = getCampaign(db, id)
  if (campaign.kind !== 'repeat') throw new AppError('campaign_not_found')
  return campaign
}

/** What a repeat sends from its next run on. @throws AppError `offer_not_found` */
export function offerOf(db: Db, { id, edition }: Repeat): Offer {
  return getOffer(db, listMessages(db, id, edition)[0]?.offerId ?? 0)
}

/** The draft that would take the place of what a repeat sends; null where nothing of it is being changed. */
export function changeOf(db: Db, { id, edition }: Repeat): Offer | null {
  const change = listMessages(db, id, edition + 1)[0]
  return change === undefined ? null : getOffer(db, change.offerId)
}

/** The repeat that a draft of an offer is for: one that is not begun, or one whose message it would become; null where it goes once. */
export function repeatOf(db: Db, offerId: number): Repeat | null {
  const row = db
    .sql<{ id: number }>(
      `select c.id from campaign_messages m join campaigns c on c.id = m.campaign_id
       where m.offer_id = ? and c.kind = 'repeat' and (c.state = 'draft' or m.edition > c.edition)
         and c.state not in ('ended', 'discarded')`,
    )
    .get(offerId)
  const found = row === undefined ? null : findCampaign(db, row.id)
  return found?.kind === 'repeat' ? found : null
}

/** Makes the draft of an offer one that goes again and again. To be called in a group. @returns the id of the campaign */
export function createRepeat(
  db: Db,
  offer: Pick<Offer, 'id' | 'name'>,
  terms: { course: Course; end: End; zone: string; createdBy: number },
  at: number,
): number {
  const id = createCampaign(db, { kind: 'repeat', ready: null, name: offer.name, ...terms }, at)
  addMessage(db, { id, edition: 1 }, offer.id)
  return id
}

function addMessage(db: Db, { id, edition }: Pick<Repeat, 'id' | 'edition'>, offerId: number): void {
  db.sql(`insert into campaign_messages (campaign_id, edition, position, offer_id, wait) values (?, ?, 1, ?, ?)`).run(
    id,
    edition,
    offerId,
    AT_ONCE,
  )
}

/**
 * Begins a repeat: its offer can no longer change, and it runs from its first moment on. To be called in a group.
 * @returns when that is, ms UTC
 * @throws AppError `deed_done` for one that is no draft, `repeat_over` where it would end before that,
 * `draft_incomplete`, `segment_not_found`
 */
export function startRepeat(db: Db, id: number, at: number): number {
  const repeat = getRepeat(db, id)
  if (repeat.state !== 'draft') throw new AppError('deed_done')
  const offer = offerOf(db, repeat)
  audienceOf(db, offer)
  const next = firstRun(db, repeat, at)
  if (next === null) throw new AppError('repeat_over')
  freezeOffer(db, offer.id, at)
  const name = uniqueCampaignName(db, offer.name, id)
  db.sql(
    `update campaigns set state = 'running', name = ?, name_folded = ?, started_at = ?, next_run_at = ?, generation = generation + 1
     where id = ?`,
  ).run(name, fold(name), at, next, id)
  return next
}

/**
 * Sets when a repeat runs, to whom and when it ends; one that has begun goes by it from its next run on. To be called in a group.
 * @throws AppError `repeat_over` where one that has begun would never run again, `campaign_over`
 */
export function setTerms(db: Db, id: number, terms: { course?: Course; end?: End; zone?: string }, at: number): Repeat {
  const before = getRepeat(db, id)
  if (before.state === 'ended' || before.state === 'discarded') throw new AppError('campaign_over')
  const repeat = { ...before, ...terms }
  const next = before.state === 'draft' ? null : firstRun(db, repeat, at)
  if (before.state !== 'draft' && next === null) throw new AppError('repeat_over')
  db.sql('update campaigns set starts = ?, ends = ?, zone = ?, next_run_at = ? where id = ?').run(
    JSON.stringify(courseSchema.parse(repeat.course)),
    JSON.stringify(endSchema.parse(repeat.end)),
    repeat.zone,
    next,
    id,
  )
  return getRepeat(db, id)
}

/** Lets a repeat rest, and a run of it that is not over. To be called in a group. @returns false when it does not run */
export function pauseRepeat(db: Db, id: number, at: number): boolean {
  const { changes } = db
    .sql(
      `update campaigns set state = 'paused', paused_at = ?, halt = null, generation = generation + 1
       where id = ? and kind = 'repeat' and state = 'running'`,
    )
    .run(at, id)
  if (changes > 0) for (const run of listOpenRuns(db, id)) pauseBroadcast(db, run, 'admin')
  return changes > 0
}

/**
 * Lets a repeat go on, and runs of it that rest because somebody asked. What it would have sent meanwhile goes within three hours;
 * what is older is left out, and kept as such. To be called in a group.
 * @returns false when it does not rest
 */
export function resumeRepeat(db: Db, id: number, at: number): boolean {
  const repeat = getRepeat(db, id)
  if (repeat.state !== 'paused') return false
  let planned = repeat.nextRunAt
  while (planned !== null && spanOf(db, repeat, planned).last < at - GRACE_AFTER) {
    recordRun(db, id, planned, 'paused', at)
    planned = listNextRuns(db, repeat, planned, 1)[0] ?? null
  }
  db.sql(
    `update campaigns set state = 'running', paused_at = null, halt = null, halt_told_at = null, next_run_at = ?,
       generation = generation + 1 where id = ?`,
  ).run(planned, id)
  const paused = db.sql(`select 1 from broadcasts where id = ? and state = 'paused' and pause_reason = 'admin'`)
  for (const run of listOpenRuns(db, id)) if (paused.get(run) !== undefined) resumeBroadcast(db, run, at)
  return true
}

/** Ends a repeat for good: a run of it that is not over ends as well. To be called in a group. @returns false when it is over, or never began */
export function endRepeat(db: Db, id: number, at: number): boolean {
  const { changes } = db
    .sql(
      `update campaigns set state = 'ended', ended_at = ?, next_run_at = null, halt = null, generation = generation + 1
       where id = ? and kind = 'repeat' and state in ('running', 'paused')`,
    )
    .run(at, id)
  if (changes === 0) return false
  for (const run of listOpenRuns(db, id)) cancelBroadcast(db, run, at)
  dropRepeatChange(db, getRepeat(db, id))
  return true
}

/** Runs of a campaign that are not over, oldest first. */
export function listOpenRuns(db: Db, id: number): number[] {
  return db
    .sql<{ id: number }>(`select id from broadcasts where campaign_id = ? and state in ${OPEN} order by id`)
    .all(id)
    .map(row => row.id)
}

/** Keeps what became of a run that did not begin. */
export function recordRun(db: Db, id: number, planned: number, outcome: 'missed' | 'paused', at: number): void {
  db.sql('insert into campaign_runs (campaign_id, planned_for, outcome, at) values (?, ?, ?, ?)').run(
    id,
    planned,
    outcome,
    at,
  )
}

/**
 * Opens what a repeat sends for a change, as a draft beside it: the repeat goes on as it is until that is approved. One that is
 * open already is gone on with. To be called in a group.
 * @returns the draft
 * @throws AppError `campaign_over`, `survey_not_copied`
 */
export function beginRepeatChange(db: Db, id: number, createdBy: number, at: number): Offer {
  const repeat = getRepeat(db, id)
  if (repeat.state !== 'running' && repeat.state !== 'paused') throw new AppError('campaign_over')
  const open = changeOf(db, repeat)
  if (open !== null) return open
  const { id: from, draft } = offerOf(db, repeat)
  const { urgent, careful, control, perHour, nudge } = draft
  const made = copyOffer(db, from, { createdBy, keepAudience: true }, at)
  addMessage(db, { id, edition: repeat.edition + 1 }, made.id)
  copyDeadline(db, from, made.id)
  return changeDraft(db, made.id, () => ({ urgent, careful, control, perHour, nudge }))
}

/**
 * What was changed is sent from the next run on; where it reminds of nothing any more, nobody who waits is reminded. To be called in a group.
 * @throws AppError `campaign_over`, `draft_incomplete`, `segment_not_found`, `repeat_over` where it holds for none
 */
export function approveRepeatChange(db: Db, id: number, at: number): void {
  const repeat = getRepeat(db, id)
  const change = changeOf(db, repeat)
  if (change === null || (repeat.state !== 'running' && repeat.state !== 'paused')) throw new AppError('campaign_over')
  audienceOf(db, change)
  freezeOffer(db, change.id, at)
  db.sql('update campaigns set edition = edition + 1, generation = generation + 1 where id = ?').run(id)
  if (change.draft.nudge === null) for (const run of listReminders(db, id).keys()) cancelNudges(db, run, at)
  const { nextRunAt } = repeat
  if (nextRunAt !== null && nextRunAt >= (deadlineOf(db, id) ?? Number.POSITIVE_INFINITY))
    throw new AppError('repeat_over')
  // It may hold for longer than what was changed.
  if (nextRunAt === null) db.sql('update campaigns set next_run_at = ? where id = ?').run(firstRun(db, repeat, at), id)
}

/** The draft of an offer is for no repeat any more, because it goes away, or goes once. To be called in a group. */
export function leaveRepeat(db: Db, offerId: number): void {
  const repeat = repeatOf(db, offerId)
  if (repeat === null) return
  if (repeat.state !== 'draft') forgetChange(db, repeat)
  else discard(db, repeat)
}

function discard(db: Db, { id }: Repeat): void {
  db.sql(`update campaigns set state = 'discarded', name_folded = name_folded || char(10) || id where id = ?`).run(id)
}

function forgetChange(db: Db, { id, edition }: Repeat): void {
  db.sql('delete from campaign_messages where campaign_id = ? and edition = ?').run(id, edition + 1)
}

/** Nothing of a repeat is changed any more. To be called in a group. */
function dropRepeatChange(db: Db, repeat: Repeat): void {
  const change = changeOf(db, repeat)
  if (change === null) return
  forgetChange(db, repeat)
  if (change.state === 'draft') discardOffer(db, change.id)
}
