import type { Db } from '../../../db/open.js'
import { MOVED_LIMITS, USUAL_LIMITS } from '../../careful/alarm.js'
import { resumeBroadcast } from '../../lifecycle.js'
import { packAudience } from '../../plan/audience.js'

/** What carries a message of a series. `variantId`: its one version. `movedIn`: people who were moved in may get it as their first. */
export type Carrier = {
  campaignId: number
  offerId: number
  variantId: number
  zone: string
  createdBy: number
  movedIn: boolean
  /** After this nobody gets it, ms UTC; null: no such end. */
  notLaterThan: number | null
  /** It rests from the start on, since its campaign does. */
  rests: boolean
  /** It carries reminders of that broadcast's messages, each so many ms after; missing: it reminds of nothing. */
  nudges?: { id: number; after: number }
}

/**
 * Begins a broadcast that carries a message of a series: nobody is in it yet, people come one by one. To be called in a group.
 * @param at ms UTC
 * @returns its id
 */
export function standBroadcast(db: Pick<Db, 'sql'>, carrier: Carrier, at: number): number {
  const { parts, leftOut } = packAudience({
    parts: [{ variantId: carrier.variantId, segmentId: null, name: null, criterion: { leaf: 'everyone' } }],
    leftOut: [],
  })
  const limits = carrier.movedIn ? MOVED_LIMITS : USUAL_LIMITS
  const { lastInsertRowid } = db
    .sql(
      `insert into broadcasts (offer_id, state, pause_reason, parts, left_out, shown_audience, zone, starts_at, not_later_than, block_limit,
         stop_limit, campaign_id, standing, nudges, nudges_after, evaluated_at, started_at, created_by, created_at)
       values (:offer, :state, :reason, :parts, :leftOut, 0, :zone, :at, :end, :blocks, :stops, :campaign, 1, :nudges, :after, :at, :at, :by, :at)`,
    )
    .run({
      offer: carrier.offerId,
      state: carrier.rests ? 'paused' : 'running',
      reason: carrier.rests ? 'admin' : null,
      parts,
      leftOut,
      zone: carrier.zone,
      at,
      end: carrier.notLaterThan,
      blocks: limits.blocks,
      stops: limits.stops,
      campaign: carrier.campaignId,
      nudges: carrier.nudges?.id ?? null,
      after: carrier.nudges?.after ?? null,
      by: carrier.createdBy,
    })
  return Number(lastInsertRowid)
}

/** The broadcasts that carry messages of a series and are not over, and why they rest. */
function listStanding(db: Pick<Db, 'sql'>, campaignId: number): { id: number; state: string; reason: string | null }[] {
  return db
    .sql<{ id: number; state: string; reason: string | null }>(
      `select id, state, pause_reason as reason from broadcasts
       where campaign_id = ? and standing = 1 and state in ('running', 'paused') order by id`,
    )
    .all(campaignId)
}

/** Nothing of a series leaves any more, until it goes on. */
export function pauseStanding(db: Pick<Db, 'sql'>, campaignId: number): void {
  db.sql(
    `update broadcasts set state = 'paused', pause_reason = 'admin', pause_error = null, generation = generation + 1
     where campaign_id = ? and standing = 1 and state = 'running'`,
  ).run(campaignId)
}

/** What of a series rests goes on, whyever it rests; a repair under way ends its own pause. */
export function resumeStanding(db: Db, campaignId: number, at: number): void {
  for (const { id, state, reason } of listStanding(db, campaignId))
    if (state === 'paused' && reason !== 'fix') resumeBroadcast(db, id, at)
}

/**
 * A series is over, and so are the broadcasts that carried it: what waits in one is not sent. Nobody is sent a report of each
 * of them.
 */
export function endStanding(db: Pick<Db, 'sql'>, campaignId: number, at: number): void {
  db.sql(
    `update broadcasts set pause_reason = null, pause_error = null, finished_at = :at, reported_at = :at, generation = generation + 1,
       state = iif(exists (select 1 from deliveries d indexed by deliveries_queued
         where d.broadcast_id = broadcasts.id and d.state = 'queued'), 'cancelled', 'finished')
     where campaign_id = :campaign and standing = 1 and state in ('running', 'paused')`,
  ).run({ at, campaign: campaignId })
}
