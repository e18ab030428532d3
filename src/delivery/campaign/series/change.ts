import type { Db } from '../../../db/open.js'
import { AppError } from '../../../errors.js'
import { draftChange, dropChange as dropDraft } from '../../../offers/offer/change.js'
import { isSameOffer, releaseChange } from '../../../offers/offer/release.js'
import { getOffer } from '../../../offers/offer.js'
import { MOVED_LIMITS } from '../../careful/alarm.js'
import { cancelNudges } from '../../lifecycle.js'
import { listReminders } from '../../schedule/reminding.js'
import type { Series } from '../campaign.js'
import { isSameEntry, replaceEntry } from '../entering/intake.js'
import { watchStart } from '../entering/start.js'
import { type CampaignMessage, listMessages } from '../message.js'
import { carry, checkSeries, getSeries, setCarrier } from '../series.js'
import type { Range } from '../walk.js'
import { beginTerms, changedSeries, dropEdition, findChangeOf } from './edition.js'

/**
 * Begins a change of a series that was started, beside what runs: when it starts and ends, and its messages, copied, each with a draft of
 * its own. One that was begun already is gone on with. To be called in a group.
 * @param at ms UTC
 * @returns its edition
 * @throws AppError `campaign_not_found`, `campaign_state` when it was not started or is over
 */
export function beginChange(db: Db, id: number, at: number): number {
  const series = getSeries(db, id)
  if (series.state !== 'running' && series.state !== 'paused') throw new AppError('campaign_state')
  const open = findChangeOf(db, series)
  if (open !== null) return open
  const edition = series.edition + 1
  beginTerms(db, id, edition)
  for (const message of listMessages(db, id, series.edition)) {
    const draft = draftChange(db, message.offerId, message.broadcastId ?? 0, at)
    db.sql(
      `insert into campaign_messages (campaign_id, edition, position, offer_id, wait, only_if, only_segment_id, earlier)
       select campaign_id, ?, position, ?, wait, only_if, only_segment_id, position from campaign_messages
       where campaign_id = ? and edition = ? and position = ?`,
    ).run(edition, draft.id, id, series.edition, message.position)
  }
  db.sql('update campaigns set generation = generation + 1 where id = ?').run(id)
  return edition
}

/** Puts a change away: everything stays as it runs. To be called in a group. @returns false when none was begun */
export function dropChange(db: Db, id: number): boolean {
  return dropEdition(db, getSeries(db, id))
}

/**
 * Lets a change take the place of what runs: from now on people come in by its start, and get its messages. A message that it leaves as it
 * was is carried on by the same broadcast. To be called in a group.
 * @param terms.onTheirWay those who are in the series already get the new messages and go out by the new end, or finish the old ones and go
 * out by the old
 * @param at ms UTC
 * @throws AppError `campaign_state` when no change was begun, and whatever `checkSeries` finds
 */
export function approveChange(db: Db, id: number, { onTheirWay }: { onTheirWay: 'new' | 'old' }, at: number): void {
  const series = getSeries(db, id)
  const edition = findChangeOf(db, series)
  if (edition === null || (series.state !== 'running' && series.state !== 'paused'))
    throw new AppError('campaign_state')
  const before = new Map(listMessages(db, id, series.edition).map(message => [message.position, message]))
  const changed = changedSeries(db, series, edition)
  for (const message of checkSeries(db, changed, edition)) {
    const source = message.earlier === null ? undefined : before.get(message.earlier)
    if (source !== undefined && source.broadcastId !== null && isSameOffer(db, source.offerId, message.offerId))
      keep(db, changed, message, { ...source, broadcastId: source.broadcastId })
    else {
      if (source !== undefined && getOffer(db, message.offerId).draft.changing !== null)
        releaseChange(db, message.offerId, source.offerId)
      carry(db, changed, message, at)
    }
  }
  beginTerms(db, id, edition)
  const { entry, exit } = changed
  const letsInto = onTheirWay === 'new' ? edition : series.edition
  // Whoever came before and was not looked at yet, as in a pause, is on their way too.
  if (onTheirWay === 'old' || !isSameEntry(series.entry, entry))
    replaceEntry(db, series, { edition, entry, letsInto }, at)
  if (onTheirWay === 'new')
    db.sql('update campaign_editions set lets_into = ? where campaign_id = ? and upto is not null').run(edition, id)
  db.sql(
    `update campaigns set edition = ?, moving = ?, starts = ?, ends = ?, generation = generation + 1 where id = ?`,
  ).run(edition, onTheirWay === 'new' ? edition : series.moving, JSON.stringify(entry), JSON.stringify(exit), id)
  if (onTheirWay === 'new') endReminders(db, id, edition, at)
  watchStart(db, entry.on)
}

/** Whoever is taken into an edition is reminded of what they got before only where that edition still reminds of it. */
function endReminders(db: Db, id: number, edition: number, at: number): void {
  const kept = new Set<number | null>()
  for (const last of listMessages(db, id, edition)) {
    if (getOffer(db, last.offerId).draft.nudge === null) continue
    let message: CampaignMessage | undefined = last
    for (let before = edition - 1; message !== undefined; before--) {
      kept.add(message.broadcastId)
      const { earlier }: CampaignMessage = message
      message = earlier === null ? undefined : listMessages(db, id, before).find(({ position }) => position === earlier)
    }
  }
  for (const first of listReminders(db, id).keys()) if (!kept.has(first)) cancelNudges(db, first, at)
}

/** Of a message that was not changed the offer and the broadcast are those that there were. */
function keep(
  db: Db,
  { entry }: Series,
  message: CampaignMessage,
  source: CampaignMessage & { broadcastId: number },
): void {
  if (entry.on.kind === 'subscribed' && entry.on.movedIn)
    db.sql('update broadcasts set block_limit = max(block_limit, ?), stop_limit = max(stop_limit, ?) where id = ?').run(
      MOVED_LIMITS.blocks,
      MOVED_LIMITS.stops,
      source.broadcastId,
    )
  db.sql('update campaign_messages set offer_id = ? where campaign_id = ? and edition = ? and position = ?').run(
    source.offerId,
    message.campaignId,
    message.edition,
    message.position,
  )
  setCarrier(db, message, source.broadcastId)
  dropDraft(db, message.offerId)
}

/**
 * How many messages of a later edition somebody has behind them who had so many of an earlier one: up to the last that was made
 * from one of theirs, before the first that was made from one they have not had.
 */
function placeIn(
  db: Pick<Db, 'sql'>,
  campaignId: number,
  from: { edition: number; position: number },
  to: number,
): number {
  let { position } = from
  for (let edition = from.edition + 1; edition <= to; edition++) {
    const had = position
    const messages = listMessages(db, campaignId, edition)
    const ahead = messages.findIndex(({ earlier }) => earlier !== null && earlier > had)
    position = messages
      .slice(0, ahead < 0 ? undefined : ahead)
      .reduce((last, message) => (message.earlier === null ? last : message.position), 0)
  }
  return position
}

/**
 * Takes some of those on their way into the edition that runs. To be called in a group.
 * @param range the ids of enrolments to look at
 * @param at ms UTC
 */
export function moveSome(db: Pick<Db, 'sql'>, series: Series, range: Range, at: number): number {
  const { id, moving } = series
  if (moving === null) return 0
  const rows = db
    .sql<{ id: number; edition: number; position: number }>(
      `select id, edition, position from enrolments not indexed
       where id > ? and id <= ? and campaign_id = ? and state = 'on_way' and edition < ?`,
    )
    .all(range.after, range.upto, id, moving)
  const places = new Map<string, number>()
  const move = db.sql('update enrolments set edition = ?, position = ?, next_at = ? where id = ?')
  for (const row of rows) {
    const key = `${row.edition} ${row.position}`
    const place = places.get(key) ?? placeIn(db, id, row, moving)
    places.set(key, place)
    move.run(moving, place, at, row.id)
  }
  return rows.length
}
