import { builtIn, findAttribute } from '../../../audience/attribute.js'
import { findSource } from '../../../audience/source.js'
import { DAY } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import { AppError, unreachable } from '../../../errors.js'
import { expandCriterion } from '../../../segments/criterion/expand.js'
import { type Criterion, leavesOf } from '../../../segments/criterion.js'
import { kindOf } from '../../../segments/kinds/all.js'
import { watchSegment } from '../../../segments/people/membership.js'
import { getSegment } from '../../../segments/segment.js'
import type { CampaignMessage } from '../message.js'
import type { Entry, Start } from '../terms.js'

/** The segment whose coming and going a series starts by; null: it starts by something else. */
export function segmentOf(start: Start): number | null {
  return start.kind === 'enters' || start.kind === 'leaves' ? start.segmentId : null
}

/** The field whose date a series starts by; null: it starts by something else, or there is no such field any more. */
export function dateFieldOf(db: Db, start: Start): number | null {
  if (start.kind !== 'date') return null
  const field = start.attributeId === null ? builtIn(db, 'birthday') : findAttribute(db, start.attributeId)
  return field === null || field.type !== 'date' || field.archivedAt !== null ? null : field.id
}

/** True where what a series starts by is not there any more: its segment, field or event, or all of its sources. */
export function isStartGone(db: Db, on: Start): boolean {
  switch (on.kind) {
    case 'subscribed':
      return on.sources?.every(id => findSource(db, id) === null) === true
    case 'ordered':
      return false
    case 'enters':
    case 'leaves':
      return (
        db.sql(`select 1 from segments where id = ? and deleted_at is null and kind = 'rule'`).get(on.segmentId) ===
        undefined
      )
    case 'date':
      return dateFieldOf(db, on) === null
    case 'event':
      return db.sql('select 1 from event_names where id = ?').get(on.nameId) === undefined
    default:
      return unreachable(on)
  }
}

/**
 * Sees that what a series starts by is there and does not follow from the series itself.
 * @throws AppError `campaign_segment_gone`, `campaign_segment_list`, `campaign_start_gone`, `campaign_itself`
 */
export function checkStart(db: Db, { on }: Entry, messages: readonly Pick<CampaignMessage, 'offerId'>[]): void {
  if (on.kind === 'enters' || on.kind === 'leaves') {
    const criterion = ruleOf(db, on.segmentId)
    const own = new Set(messages.map(({ offerId }) => offerId))
    if (offersIn(db, criterion).some(offer => own.has(offer))) throw new AppError('campaign_itself')
  } else if (isStartGone(db, on)) throw new AppError('campaign_start_gone')
}

/**
 * Sees that no message asks whether it, or one behind it, was received: that cannot be by then.
 * @throws AppError `campaign_itself` {message: its position}
 */
export function checkOnlyIf(db: Db, messages: readonly CampaignMessage[]): void {
  for (const [i, { onlyIf, position }] of messages.entries()) {
    const later = new Set(messages.slice(i).map(({ offerId }) => offerId))
    if (onlyIf !== null && offersIn(db, onlyIf).some(offer => later.has(offer)))
      throw new AppError('campaign_itself', { message: position })
  }
}

/** @throws AppError `campaign_segment_gone`, `campaign_segment_list` */
function ruleOf(db: Db, id: number): Criterion {
  const kind = db.sql<{ kind: string }>('select kind from segments where id = ? and deleted_at is null').get(id)?.kind
  if (kind === undefined) throw new AppError('campaign_segment_gone')
  if (kind !== 'rule') throw new AppError('campaign_segment_list')
  return getSegment(db, id).criterion
}

/** The offers that a rule asks about, also by way of other segments. */
function offersIn(db: Db, criterion: Criterion): number[] {
  return leavesOf(expandCriterion(db, criterion)).flatMap(leaf =>
    kindOf(leaf)
      .refers(leaf)
      .flatMap(reference =>
        reference.kind === 'offer' ? [reference.id] : reference.kind === 'link' ? [reference.offer] : [],
      ),
  )
}

/** From when on what happened brings people in, ms UTC. @param at when the series was started */
export function sinceOf({ lastDays }: Pick<Entry, 'lastDays'>, at: number): number {
  return at - lastDays * DAY
}

/**
 * From where on the log is followed that a series starts by: the last row before it, or for dates the moment; null: orders have
 * no such log. To be called when the series starts.
 */
export function firstPosition(db: Db, entry: Entry, at: number): number | null {
  const { on } = entry
  const since = sinceOf(entry, at)
  const before = (first: number | null | undefined, newest: string) =>
    (first ?? (db.sql<{ id: number | null }>(newest).get()?.id ?? 0) + 1) - 1
  switch (on.kind) {
    case 'subscribed': {
      const started = before(
        db
          .sql<{ id: number | null }>(
            `select min(e.id) as id from subscribers s indexed by subscribers_subscribed_at
               cross join subscription_events e on e.subscriber_id = s.id and e.kind = 'start' and e.at >= ?
             where s.subscribed_at >= ?`,
          )
          .get(since, since)?.id,
        NEWEST.subscribed,
      )
      return on.movedIn ? Math.min(started, lastBefore(db, since)) : started
    }
    case 'ordered':
      return null
    case 'enters':
    case 'leaves':
      return before(
        db
          .sql<{ id: number | null }>('select min(id) as id from segment_changes where segment_id = ? and at >= ?')
          .get(on.segmentId, since)?.id,
        NEWEST.segment,
      )
    case 'date':
      return since
    case 'event':
      return before(
        db
          .sql<{ id: number | null }>('select min(id) as id from events where name_id = ? and at >= ?')
          .get(on.nameId, since)?.id,
        NEWEST.event,
      )
    default:
      return unreachable(on)
  }
}

/**
 * The last row of the history of subscriptions before a moment, found by halves, as the rows are written in their order: whoever is
 * moved in has subscribed long before.
 */
function lastBefore(db: Pick<Db, 'sql'>, since: number): number {
  const at = db.sql<{ id: number; at: number }>(
    'select id, at from subscription_events where id >= ? order by id limit 1',
  )
  let [low, high] = [0, db.sql<{ id: number | null }>(NEWEST.subscribed).get()?.id ?? 0]
  while (low < high) {
    const middle = Math.floor((low + high) / 2) + 1
    const row = at.get(middle)
    if (row !== undefined && row.id <= high && row.at < since) low = row.id
    else high = middle - 1
  }
  return low
}

/** Where rows of a log were taken out, such as those of people whose import was undone, their numbers are given anew: so many are looked at again. */
export const ROWS_AGAIN = 5_000

/** The newest row of each log, as `id`; null where it has none. */
export const NEWEST = {
  subscribed: 'select max(id) as id from subscription_events',
  segment: 'select max(id) as id from segment_changes',
  event: 'select max(id) as id from events',
} as const

/** What tells a row of each log from another that has the same number, as `print`. */
export const PRINTS = {
  subscribed: `select subscriber_id || ' ' || kind || ' ' || at as print from subscription_events where id = ?`,
  segment: `select segment_id || ' ' || subscriber_id || ' ' || entered || ' ' || at as print from segment_changes where id = ?`,
  event: `select subscriber_id || ' ' || name_id || ' ' || at || ' ' || received_at as print from events where id = ?`,
} as const

/**
 * Who enters and leaves the segment of a series is taken down from now on, also if somebody ended that by hand.
 * @throws AppError `segment_not_found`
 */
export function watchStart(db: Pick<Db, 'sql'>, start: Start): void {
  const segment = segmentOf(start)
  if (segment !== null && db.sql('select 1 from segments where id = ? and listened = 1').get(segment) === undefined)
    watchSegment(db, segment)
}
