import { MINUTE } from '../../clock.js'
import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { type deliveries, enrolments } from '../../db/schema/index.js'
import { type Sql, sql } from '../../segments/compile/sql.js'
import { compileCriterion } from '../../segments/compile.js'
import type { SkipReason } from '../gate.js'
import { APART_MS, remindedAt } from '../schedule/reminding.js'
import type { Series } from './campaign.js'
import { type CampaignMessage, listMessages } from './message.js'
import { dueAt, gapBetween, LATE_MS } from './timing.js'
import { exitSql, type WhyEnded } from './walk/exit.js'

const COLUMNS = columnsOf(enrolments, 'id', 'subscriberId', 'occurrence', 'edition', 'startedAt', 'position')

/** Somebody who is in a series, as far as what comes next goes; `zone`: of their clock, null: nobody knows. */
export type Walker = RowOf<typeof COLUMNS> & { zone: string | null; ends: WhyEnded | null }

/** A series as its walk needs it: the messages of each of its editions, read once; `reminds`: of some of them. */
export type Road = { series: Series; messages(edition: number): readonly Carried[]; reminds: boolean }

/** A message that is sent: `variantId` is its one version. */
type Carried = CampaignMessage & { broadcastId: number; variantId: number }

/** Reads what everybody's walk through a series needs. */
export function roadOf(db: Pick<Db, 'sql'>, series: Series): Road {
  const known = new Map<number, Carried[]>()
  const version = db.sql<{ id: number }>(`select parts ->> '$[0].variantId' as id from broadcasts where id = ?`)
  const reminds = db.sql('select 1 from broadcasts where campaign_id = ? and nudges is not null limit 1').get(series.id)
  return {
    series,
    reminds: reminds !== undefined,
    messages(edition) {
      const before = known.get(edition)
      if (before !== undefined) return before
      const all = listMessages(db, series.id, edition).flatMap(message => {
        const { broadcastId } = message
        const variantId = broadcastId === null ? undefined : version.get(broadcastId)?.id
        return broadcastId === null || variantId === undefined ? [] : [{ ...message, broadcastId, variantId }]
      })
      known.set(edition, all)
      return all
    },
  }
}

/**
 * People `n` of a series with what a step asks of them, found by their ids alone: a few are always few.
 * @param which which of them, as SQL over `n`
 */
function walkersSql(series: Series, which: string, at: number): Sql {
  const exit = exitSql(series, at)
  return {
    text: `select ${COLUMNS.of('n')}, s.time_zone as zone, ${exit.text} as ends
      from enrolments n not indexed cross join subscribers s on s.id = n.subscriber_id where ${which}`,
    params: exit.params,
  }
}

/**
 * Takes some of those on who are due in a series. To be called in a group.
 * @param at ms UTC
 * @returns how many messages they were given
 */
export function walkSome(db: Pick<Db, 'sql'>, road: Road, most: number, at: number): number {
  const { text, params } = walkersSql(
    road.series,
    `n.id in (select id from enrolments indexed by enrolments_due
       where campaign_id = ? and state = 'on_way' and next_at <= ? order by next_at, id limit ?)`,
    at,
  )
  const due = db.sql<Walker>(text).all(...params, road.series.id, at, most)
  let given = 0
  for (const walker of due) given += step(db, road, walker, at)
  return given
}

/** Whether it is anybody's turn in a series. @param at ms UTC */
export function isDue(db: Pick<Db, 'sql'>, campaignId: number, at: number): boolean {
  const { text, params } = dueSql(campaignId, at)
  return db.sql(text).get(...params) !== undefined
}

/** Somebody whose turn it is in a series, as SQL. */
export const dueSql = (campaignId: number, at: number): Sql =>
  sql`select 1 from enrolments indexed by enrolments_due
    where campaign_id = ${campaignId} and state = 'on_way' and next_at <= ${at} limit 1`

/** Takes one of them on, who has just come in. To be called in a group. @returns how many messages they were given */
export function walkOne(db: Pick<Db, 'sql'>, road: Road, enrolmentId: number, at: number): number {
  const { text, params } = walkersSql(road.series, 'n.id = ?', at)
  const walker = db.sql<Walker>(text).get(...params, enrolmentId)
  return walker === undefined ? 0 : step(db, road, walker, at)
}

/** So many enrolments are looked at in one write. */
export const ROWS = 250

/** Some of the enrolments by their ids, the first not included. */
export type Range = { after: number; upto: number }

/** Enrolments in the order of their ids, so that each is looked at once. @returns the next range; null behind the last */
export function nextRange(db: Pick<Db, 'sql'>, after: number): Range | null {
  const top = db.sql<{ id: number | null }>('select max(id) as id from enrolments').get()?.id ?? 0
  return after >= top ? null : { after, upto: Math.min(top, after + ROWS) }
}

/** Of some who are in a series those whose end has come, whatever they wait for. */
export function listEnds(db: Pick<Db, 'sql'>, series: Series, range: Range, at: number): Walker[] {
  const { text, params } = endsSql(series, range, at)
  return db.sql<Walker>(text).all(...params)
}

/** The same as SQL. */
export function endsSql(series: Series, { after, upto }: Range, at: number): Sql {
  const { text, params } = walkersSql(series, `n.id > ? and n.id <= ? and n.campaign_id = ? and n.state = 'on_way'`, at)
  return { text: `select * from (${text}) where ends is not null`, params: [...params, after, upto, series.id] }
}

/** Takes them out. To be called in a group. @returns how many */
export function endSome(db: Pick<Db, 'sql'>, series: Series, range: Range, at: number): number {
  const ended = listEnds(db, series, range, at)
  for (const { id, ends } of ended) if (ends !== null) end(db, id, ends, at)
  return ended.length
}

/**
 * One look at somebody in a series: they go out when what it ends by has happened, and else get each message whose time has
 * come, once the one before it has left or was skipped. What is too late, or not meant for them, is skipped with a row that
 * says so.
 * @returns how many messages they were given
 */
function step(db: Pick<Db, 'sql'>, road: Road, walker: Walker, at: number): number {
  const { id, startedAt, ends } = walker
  if (ends !== null) {
    end(db, id, ends, at)
    return 0
  }
  const zone = walker.zone ?? road.series.zone
  const messages = road.messages(walker.edition)
  const due = (index: number) => {
    const message = messages[index]
    return message === undefined ? startedAt : dueAt(message.wait, startedAt, zone)
  }
  let { position } = walker
  let before = lastOf(db, road.series.id, messages[position - 1], walker)
  let given = 0
  for (;;) {
    const message = messages[position]
    if (before.waits) {
      // What follows is never sooner than so long after it left: until then there is nothing to see.
      if (message === undefined) return wait(db, id, position, at + lookAgain(at - due(position - 1)), given)
      const earliest = Math.max(due(position), at + gapBetween(due(position - 1), due(position)))
      return wait(db, id, position, earliest, given)
    }
    if (message === undefined) {
      finish(db, id, position, before.at ?? at)
      return given
    }
    if (hasHad(db, road, message, walker)) {
      position += 1
      continue
    }
    const planned = due(position)
    const follows = before.at === null ? planned : Math.max(planned, before.at + gapBetween(due(position - 1), planned))
    const reminded = road.reminds ? remindedAt(db, road.series.id, walker) : null
    const ready = reminded === null ? follows : Math.max(follows, reminded + APART_MS)
    if (ready > at) return wait(db, id, position, ready, given)
    const reason =
      at - ready > LATE_MS ? 'late' : fits(db, message, walker, { at, zone: road.series.zone }) ? null : 'only_if'
    give(db, message, walker, ready, reason)
    position += 1
    if (reason === null) given += 1
    before = reason === null ? { waits: true, at: null } : { waits: false, at: null }
  }
}

/** Whoever waits for the last message to leave is looked at soon, and then ever more seldom. */
const lookAgain = (late: number) => gapBetween(0, Math.max(MINUTE, late))

/** What became of the message before: it has not left yet, or left then, ms UTC; null: it was skipped, or there is none. */
type Before = { waits: boolean; at: number | null }

/** What somebody was given by any edition of the series: a change may have taken out, or written anew, what they still wait for. */
function lastOf(db: Pick<Db, 'sql'>, campaignId: number, message: Carried | undefined, walker: Walker): Before {
  if (message === undefined && walker.edition === 1) return { waits: false, at: null }
  const rows = db
    .sql<{ broadcast: number; state: (typeof deliveries.$inferSelect)['state']; at: number | null }>(
      `select d.broadcast_id as broadcast, iif(d.state = 'queued' and b.state in ('finished', 'cancelled'), 'skipped', d.state) as state,
         coalesce(d.sent_at, d.claimed_at) as at
       from campaign_messages m cross join deliveries d on d.broadcast_id = m.broadcast_id and d.subscriber_id = ?
         and d.occurrence = ? cross join broadcasts b on b.id = d.broadcast_id
       where m.campaign_id = ? and m.edition <= ?`,
    )
    .all(walker.subscriberId, walker.occurrence, campaignId, walker.edition)
  if (rows.some(({ state }) => state === 'queued' || state === 'sending')) return { waits: true, at: null }
  const last = rows.find(({ broadcast }) => broadcast === message?.broadcastId)
  if (last?.state === 'skipped') return { waits: false, at: null }
  const left = rows.flatMap(({ state, at }) => (state === 'skipped' || at === null ? [] : [at]))
  return { waits: false, at: left.length === 0 ? null : Math.max(...left) }
}

/** Whether somebody was given a message before a change put it elsewhere, in whatever words. */
function hasHad(
  db: Pick<Db, 'sql'>,
  road: Road,
  message: Carried,
  { edition, subscriberId, occurrence }: Walker,
): boolean {
  if (edition === 1) return false
  const row = db.sql('select 1 from deliveries where broadcast_id = ? and subscriber_id = ? and occurrence = ?')
  let made: Carried | undefined = message
  for (let before = edition - 1; made !== undefined; before--) {
    if (row.get(made.broadcastId, subscriberId, occurrence) !== undefined) return true
    const { earlier }: Carried = made
    made = earlier === null ? undefined : road.messages(before).find(({ position }) => position === earlier)
  }
  return false
}

/**
 * Messages of a series were left out as they were claimed: whoever was to get them is looked at next, for what follows has nothing
 * to wait for. To be called with the write that left them out.
 * @param ids of deliveries
 */
export function lookNext(db: Pick<Db, 'sql'>, campaignId: number, ids: readonly number[], at: number): void {
  const look = db.sql(
    `update enrolments indexed by enrolments_once set next_at = :at
     where campaign_id = :campaign and subscriber_id = (select subscriber_id from deliveries where id = :id)
       and occurrence = (select occurrence from deliveries where id = :id) and state = 'on_way' and next_at > :at`,
  )
  for (const id of ids) look.run({ at, campaign: campaignId, id })
}

/** Whether a message is meant for somebody. */
function fits(
  db: Pick<Db, 'sql'>,
  { onlyIf }: Carried,
  { subscriberId }: Walker,
  context: { at: number; zone: string },
): boolean {
  if (onlyIf === null) return true
  const test = compileCriterion(onlyIf, { ...context, one: true })
  return (
    db.sql(`select 1 from subscribers s where s.id = ? and ${test.text}`).get(subscriberId, ...test.params) !==
    undefined
  )
}

function give(
  db: Pick<Db, 'sql'>,
  { broadcastId, variantId }: Carried,
  { subscriberId, occurrence }: Walker,
  due: number,
  reason: Extract<SkipReason, 'late' | 'only_if'> | null,
): void {
  db.sql(
    `insert into deliveries (broadcast_id, subscriber_id, occurrence, variant_id, state, reason, due_at)
     values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
  ).run(broadcastId, subscriberId, occurrence, variantId, reason === null ? 'queued' : 'skipped', reason, due)
}

function wait(db: Pick<Db, 'sql'>, id: number, position: number, nextAt: number, given: number): number {
  db.sql('update enrolments set position = ?, next_at = ? where id = ?').run(position, nextAt, id)
  return given
}

function finish(db: Pick<Db, 'sql'>, id: number, position: number, at: number): void {
  db.sql(`update enrolments set position = ?, next_at = null, state = 'done', ended_at = ? where id = ?`).run(
    position,
    at,
    id,
  )
}

function end(db: Pick<Db, 'sql'>, id: number, why: WhyEnded, at: number): void {
  db.sql(`update enrolments set next_at = null, state = 'ended', why = ?, ended_at = ? where id = ?`).run(why, at, id)
}
