import type { Db } from '../../db/open.js'
import { AppError } from '../../errors.js'
import { changeDraft, freezeOffer, getOffer } from '../../offers/offer.js'
import { listVariants } from '../../offers/variant.js'
import { carryNudges } from '../schedule/nudge.js'
import { type Campaign, getCampaign, type Series } from './campaign.js'
import { checkOnlyIf, checkStart, firstPosition, ROWS_AGAIN, watchStart } from './entering/start.js'
import { type CampaignMessage, listMessages } from './message.js'
import { dropEdition } from './series/edition.js'
import { endStanding, pauseStanding, resumeStanding, standBroadcast } from './series/standing.js'

/** A series. @throws AppError `campaign_not_found`, also for a repeat */
export function getSeries(db: Pick<Db, 'sql'>, id: number): Series {
  const campaign = getCampaign(db, id)
  if (campaign.kind !== 'series') throw new AppError('campaign_not_found')
  return campaign
}

/**
 * Sees whether a series can be started, or a change of it approved, without doing anything.
 * @param edition whose messages would go out
 * @throws AppError `campaign_empty`, `campaign_segment_gone`, `campaign_segment_list`, `campaign_start_gone`,
 * `campaign_itself`, `draft_incomplete` {what: 'message'}
 */
export function checkSeries(db: Db, series: Series, edition: number): CampaignMessage[] {
  const messages = listMessages(db, series.id, edition)
  if (messages.length === 0) throw new AppError('campaign_empty')
  checkStart(db, series.entry, messages)
  checkOnlyIf(db, messages)
  for (const { offerId } of messages)
    if (versionOf(db, offerId) === null) throw new AppError('draft_incomplete', { what: 'message' })
  return messages
}

/**
 * Starts a series that is a draft: its offers can no longer change, and people come in from now on, and those to whom it
 * happened in the days before where it says so. To be called in a group.
 * @param at ms UTC
 * @throws AppError `campaign_not_found`, `campaign_state` when it is no draft (any more), and whatever `checkSeries` finds
 */
export function startSeries(db: Db, id: number, at: number): void {
  const series = getSeries(db, id)
  if (series.state !== 'draft') throw new AppError('campaign_state')
  for (const message of checkSeries(db, series, series.edition)) carry(db, series, message, at)
  watchStart(db, series.entry.on)
  db.sql(
    `update campaigns set state = 'running', started_at = ?, position = ?, generation = generation + 1 where id = ?`,
  ).run(at, firstPosition(db, series.entry, at), id)
}

/** The one version of a message that is the same for everybody; null while nothing is written. */
function versionOf(db: Db, offerId: number): number | null {
  const versions = listVariants(db, offerId).filter(({ segmentId, version }) => segmentId === null && version === 0)
  return versions.at(-1)?.id ?? null
}

/** Freezes the offer of a message and begins the broadcast that carries it. */
export function carry(db: Db, series: Series, message: CampaignMessage, at: number): void {
  const { offerId } = message
  if (getOffer(db, offerId).state === 'draft') {
    // Whom it goes to is for the series to say.
    changeDraft(db, offerId, () => ({ segments: [], rest: true, leaveOut: [], each: false, when: { kind: 'now' } }))
    freezeOffer(db, offerId, at)
  }
  const variantId = versionOf(db, offerId)
  if (variantId === null) throw new AppError('draft_incomplete', { what: 'message' })
  const { on } = series.entry
  const common = {
    campaignId: series.id,
    zone: series.zone,
    createdBy: series.createdBy,
    movedIn: on.kind === 'subscribed' && on.movedIn,
    rests: series.state === 'paused',
  }
  const broadcastId = standBroadcast(
    db,
    { ...common, offerId, variantId, notLaterThan: getOffer(db, offerId).deadline },
    at,
  )
  setCarrier(db, message, broadcastId)
  carryNudges(db, { ...common, id: broadcastId, offerId }, at)
}

/** Which broadcast carries a message. */
export function setCarrier(
  db: Pick<Db, 'sql'>,
  { campaignId, edition, position }: CampaignMessage,
  broadcastId: number,
): void {
  db.sql('update campaign_messages set broadcast_id = ? where campaign_id = ? and edition = ? and position = ?').run(
    broadcastId,
    campaignId,
    edition,
    position,
  )
}

/**
 * Lets a campaign rest: nobody gets anything of it, and everybody keeps their place. A run of a repeat that has begun goes on.
 * To be called in a group.
 * @param at ms UTC
 * @param halt why, where nobody asked for it; null: somebody does
 * @returns false when it does not run
 */
export function pauseCampaign(db: Pick<Db, 'sql'>, id: number, at: number, halt: Campaign['halt'] = null): boolean {
  const { changes } = db
    .sql(
      `update campaigns set state = 'paused', paused_at = ?, halt = ?, halt_told_at = null, generation = generation + 1
       where id = ? and state = 'running'`,
    )
    .run(at, halt, id)
  if (changes > 0) pauseStanding(db, id)
  return changes > 0
}

/**
 * Lets a campaign go on. Of a series, what became due meanwhile comes now, and what is over three days late is skipped; who would have
 * come in meanwhile comes in. To be called in a group.
 * @param at ms UTC
 * @returns false when it does not rest
 * @throws AppError `campaign_segment_gone` and the like, when what a series starts by is not there any more
 */
export function resumeCampaign(db: Db, id: number, at: number): boolean {
  const campaign = getCampaign(db, id)
  if (campaign.state !== 'paused') return false
  if (campaign.kind === 'series') {
    checkStart(db, campaign.entry, listMessages(db, id, campaign.edition))
    watchStart(db, campaign.entry.on)
  }
  // Those who were moved in may have been taken out meanwhile, and their numbers given to people who came.
  const again = campaign.kind === 'series' && campaign.entry.on.kind === 'subscribed' ? ROWS_AGAIN : 0
  db.sql(
    `update campaigns set state = 'running', paused_at = null, halt = null, halt_told_at = null, generation = generation + 1,
       position = max(min(position, coalesce(floor, 0)), position - ?) where id = ?`,
  ).run(again, id)
  if (campaign.kind === 'series') resumeStanding(db, id, at)
  return true
}

/**
 * Ends a campaign for good: nobody gets anything more of it. A change that was begun goes with it. To be called in a group.
 * @param at ms UTC
 * @param halt `over`: it has come to its own end; null: somebody ends it
 * @returns false when it was over, or never began
 */
export function endCampaign(db: Db, id: number, at: number, halt: Campaign['halt'] = null): boolean {
  const { changes } = db
    .sql(
      `update campaigns set state = 'ended', ended_at = ?, next_run_at = null, moving = null, halt = ?, halt_told_at = null,
         generation = generation + 1 where id = ? and state in ('running', 'paused')`,
    )
    .run(at, halt, id)
  if (changes === 0) return false
  endStanding(db, id, at)
  const running = db.sql<{ id: number; edition: number }>('select id, edition from campaigns where id = ?').get(id)
  if (running !== undefined) dropEdition(db, running)
  return true
}

/** A campaign that rests or ended although nobody asked for that, and whose author does not know of it yet. */
export function listHaltsToTell(db: Pick<Db, 'sql'>): Pick<Campaign, 'id' | 'createdBy' | 'halt'>[] {
  return db
    .sql<Pick<Campaign, 'id' | 'createdBy' | 'halt'>>(
      `select id, created_by as createdBy, halt from campaigns
       where state in ('paused', 'ended') and halt is not null and halt_told_at is null order by id`,
    )
    .all()
}

/** Its author knows why it rests or ended. */
export function recordHaltTold(db: Pick<Db, 'sql'>, id: number, at: number): void {
  db.sql('update campaigns set halt_told_at = ? where id = ?').run(at, id)
}
