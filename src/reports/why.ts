import { z } from 'zod'
import { DAY } from '../clock.js'
import type { Db } from '../db/open.js'
import type { broadcasts, conversions, deliveries, enrolments, reads } from '../db/schema/index.js'
import { AppError, isAppError } from '../errors.js'
import { sql } from '../segments/compile/sql.js'
import { compileCriterion } from '../segments/compile.js'
import { plainCriterionSchema } from '../segments/criterion.js'
import { sameMessage } from './results.js'

/** A message that somebody had before, and when it left, ms UTC. */
export type Had = { name: string; at: number }

/** An order that came after a message, by what it is known to have. Sums are minor units, times ms UTC. */
export type CameAfter = {
  at: number
  amount: number
  currency: string
  by: (typeof conversions.$inferSelect)['by']
}

/**
 * What became of one broadcast for one person.
 * - `got`: `sure` false where Telegram never answered; `segments` for whom this message was (null: everybody else).
 * - `waits`: until `dueAt`, for its turn among the first few of a careful start, or until a `version` is decided on.
 * - `left`: kept from it for a reason, with what is known of that reason.
 * - `turn`: had it in another run of the same repeat, which leaves such people out; when, ms UTC.
 * - `series`: of a message of a series that has not come to them; `state` of how they are in it (null: they never were), `ahead`: it is
 * still ahead of them, `nextAt`: when it is looked at what comes next, ms UTC.
 * - `outside`: was in none of its segments when that was decided. Who was in which segment then is not kept: `now` says in
 * which of them they are at this moment; null where that cannot be told.
 */
export type Fate =
  | {
      kind: 'got'
      sure: boolean
      at: number
      segments: (string | null)[]
      corrected: boolean
      takenBackAt: number | null
      seen: Grade | null
      clicks: number
      replied: boolean
      orders: CameAfter[]
    }
  | { kind: 'failed'; reason: string; at: number }
  | { kind: 'leaving' }
  | { kind: 'waits'; dueAt: number; later: boolean; rests: boolean; careful: boolean; version: boolean }
  | { kind: 'notSent' }
  | { kind: 'control'; share: number }
  | { kind: 'left'; reason: string; because: Because }
  | { kind: 'series'; state: InSeries['state'] | null; why: InSeries['why']; nextAt: number | null; ahead: boolean }
  | { kind: 'turn'; at: number }
  | { kind: 'outside'; decidedAt: number; now: string[] | null }
  | { kind: 'cameLater'; decidedAt: number; at: number }
  | { kind: 'notBegun'; startsAt: number }
  | { kind: 'neverBegan' }
  | { kind: 'deciding' }
  | { kind: 'forgotten' }

/** What is known of a reason. `since`: when they said or Telegram said so; `until`: as long as it holds; ms UTC. */
export type Because = {
  since: number | null
  until: number | null
  /** So many days before it what they had was counted. */
  days: number
  had: Had[]
  segments: string[]
  /** Of `segments`, those that hold them at this moment; null where that cannot be told. */
  now: string[] | null
}

const MOST_HAD = 7
const MOST_ORDERS = 5

const json = z.string().transform((text): unknown => JSON.parse(text))
const partsSchema = json.pipe(
  z.array(z.object({ variantId: z.number(), name: z.string().nullable(), criterion: plainCriterionSchema })),
)
const leftOutSchema = json.pipe(z.array(z.object({ name: z.string(), criterion: plainCriterionSchema })))
const versionsSchema = json.pipe(z.array(z.tuple([z.number(), z.number()])))

type Grade = (typeof reads.$inferSelect)['grade']
type InSeries = Pick<typeof enrolments.$inferSelect, 'state' | 'why' | 'nextAt'>
type State = (typeof broadcasts.$inferSelect)['state']

type Broadcast = {
  id: number
  state: State
  zone: string
  parts: string
  leftOut: string
  startsAt: number
  startedAt: number | null
  evaluatedAt: number | null
  notLaterThan: number | null
  control: number
  /** Of a message of a series its campaign; null of any other broadcast. */
  series: number | null
}

type Row = {
  id: number
  state: (typeof deliveries.$inferSelect)['state']
  reason: string | null
  variantId: number | null
  shownVariantId: number | null
  dueAt: number
  claimedAt: number | null
  sentAt: number | null
  takenBackAt: number | null
  wave: number | null
}

type Person = {
  createdAt: number
  erasedAt: number | null
  unreachableAt: number | null
  pausedUntil: number | null
}

const BROADCAST = `select id, state, zone, parts, left_out as leftOut, starts_at as startsAt, started_at as startedAt,
  evaluated_at as evaluatedAt, not_later_than as notLaterThan, control, iif(standing = 1, campaign_id, null) as series from broadcasts where id = ?`
const ROW = `select id, state, reason, variant_id as variantId, shown_variant_id as shownVariantId, due_at as dueAt,
  claimed_at as claimedAt, sent_at as sentAt, taken_back_at as takenBackAt, wave
  from deliveries where broadcast_id = ? and subscriber_id = ? order by occurrence desc limit 1`
/** When somebody had their last turn in a repeat that is not for everybody each time, before a run of it was decided on. */
const TURN = `select d.claimed_at as at from broadcasts b join campaigns c on c.id = b.campaign_id and c.kind = 'repeat'
    join campaign_runs r on r.campaign_id = c.id and r.broadcast_id <> b.id
    join deliveries d on d.broadcast_id = r.broadcast_id and d.subscriber_id = :person
  where b.id = :broadcast and c.starts ->> '$.to.kind' <> 'everybody' and d.state in ('sent', 'uncertain', 'sending')
    and d.claimed_at < :decidedAt order by d.claimed_at desc limit 1`
const PERSON = `select created_at as createdAt, erased_at as erasedAt, unreachable_at as unreachableAt,
  paused_until as pausedUntil from subscribers where id = ?`

/**
 * Why somebody got a broadcast, or did not, from what is stored: their row of it where they have one, else what it was
 * decided by.
 * @param at ms UTC
 * @throws AppError `broadcast_not_found`, `subscriber_not_found`
 */
export async function findFate(db: Db, broadcastId: number, subscriberId: number, at: number): Promise<Fate> {
  const broadcast = db.sql<Broadcast>(BROADCAST).get(broadcastId)
  if (broadcast === undefined) throw new AppError('broadcast_not_found')
  const person = db.sql<Person>(PERSON).get(subscriberId)
  if (person === undefined) throw new AppError('subscriber_not_found')
  if (person.erasedAt !== null) return { kind: 'forgotten' }
  const row = db.sql<Row>(ROW).get(broadcastId, subscriberId)
  return row === undefined
    ? withoutRow(db, broadcast, subscriberId, person, at)
    : withRow(db, broadcast, subscriberId, person, row, at)
}

/** What became of each broadcast for somebody: the state of their row, null where they have none. */
export type Standing = { broadcastId: number; name: string; at: number; state: Row['state'] | null }

/** Broadcasts are few: each is asked for its row of this person. The one that began last comes first. */
export const STANDINGS = `select b.id as broadcastId, o.name, coalesce(b.started_at, b.starts_at) as at,
    (select d.state from deliveries d where d.broadcast_id = b.id and d.subscriber_id = ? order by d.occurrence desc limit 1) as state
  from broadcasts b cross join offers o on o.id = b.offer_id
  where not (b.state = 'cancelled' and b.started_at is null)
  order by coalesce(b.started_at, b.starts_at) desc, b.id desc limit ? offset ?`

/** A page of all broadcasts with what became of them for one person, and how many there are. */
export function listStandings(
  db: Db,
  subscriberId: number,
  page: { limit: number; offset: number },
): { standings: Standing[]; total: number } {
  const total =
    db
      .sql<{ n: number }>(`select count(*) as n from broadcasts where not (state = 'cancelled' and started_at is null)`)
      .get()?.n ?? 0
  return { standings: db.sql<Standing>(STANDINGS).all(subscriberId, page.limit, page.offset), total }
}

async function withRow(
  db: Db,
  broadcast: Broadcast,
  subscriberId: number,
  person: Person,
  row: Row,
  at: number,
): Promise<Fate> {
  switch (row.state) {
    case 'sent':
    case 'uncertain':
      return got(db, broadcast, subscriberId, row)
    case 'failed':
      return { kind: 'failed', reason: row.reason ?? 'other', at: row.claimedAt ?? row.dueAt }
    case 'sending':
      return { kind: 'leaving' }
    case 'queued': {
      if (broadcast.state === 'cancelled') return { kind: 'notSent' }
      const start = db.sql<{ wave: number }>('select wave from careful_starts where broadcast_id = ?').get(broadcast.id)
      return {
        kind: 'waits',
        dueAt: row.dueAt,
        later: row.dueAt > at,
        rests: broadcast.state === 'paused',
        careful: start !== undefined && start.wave < Math.min(row.wave ?? 3, 3),
        version: isTrying(db, broadcast.id, row.wave),
      }
    }
    case 'held_out':
      return { kind: 'control', share: broadcast.control }
    case 'skipped': {
      const reason = row.reason ?? 'other'
      return {
        kind: 'left',
        reason,
        because: await becauseOf(db, broadcast, subscriberId, person, { ...row, reason }, at),
      }
    }
  }
}

/** Whether they wait until it is decided which version of their message they get; those of each part wait in a wave of their own, from 4 on. */
function isTrying(db: Db, broadcastId: number, wave: number | null): boolean {
  const open = db.sql(
    `select 1 from trials where broadcast_id = ? and part = ? - 4 and state in ('trying', 'judged', 'asked')`,
  )
  return wave !== null && wave >= 4 && open.get(broadcastId, wave) !== undefined
}

function got(db: Db, broadcast: Broadcast, subscriberId: number, row: Row): Fate {
  const signs = db
    .sql<{ seen: Grade | null; clicks: number; replied: number }>(
      `select (select min(grade) from reads where delivery_id = :id) as seen,
         (select count(*) from clicks where delivery_id = :id and verdict = 'human') as clicks,
         exists (select 1 from replies where broadcast_id = :broadcast and subscriber_id = :person)
           or exists (select 1 from poll_votes where delivery_id = :id) as replied`,
    )
    .get({ id: row.id, broadcast: broadcast.id, person: subscriberId })
  return {
    kind: 'got',
    sure: row.state === 'sent',
    at: row.sentAt ?? row.claimedAt ?? row.dueAt,
    segments: segmentsOf(db, broadcast, row),
    corrected: row.shownVariantId !== null && row.shownVariantId !== row.variantId,
    takenBackAt: row.takenBackAt,
    seen: signs?.seen ?? null,
    clicks: signs?.clicks ?? 0,
    replied: signs?.replied === 1,
    orders: db
      .sql<CameAfter>(
        `select at, amount, currency, by from conversions where delivery_id = ? and by <> 'shared' order by at limit ${MOST_ORDERS}`,
      )
      .all(row.id),
  }
}

/** For which segments the message was that they got; corrections of it are the same message. */
function segmentsOf(db: Db, broadcast: Broadcast, { variantId }: Row): (string | null)[] {
  const parts = partsSchema.safeParse(broadcast.parts)
  if (!parts.success || parts.data.length < 2) return []
  const edits = db
    .sql<{ versions: string }>(sameMessage(':broadcast'))
    .all({ broadcast: broadcast.id })
    .flatMap(({ versions }) => versionsSchema.parse(versions))
  const first = new Map<number, number>()
  for (const [from, to] of edits) first.set(to, first.get(from) ?? from)
  const own = variantId === null ? null : (first.get(variantId) ?? variantId)
  return parts.data.filter(part => part.variantId === own).map(({ name }) => name)
}

async function withoutRow(
  db: Db,
  broadcast: Broadcast,
  subscriberId: number,
  person: Person,
  at: number,
): Promise<Fate> {
  if (broadcast.series !== null) return inSeries(db, broadcast.id, broadcast.series, subscriberId)
  if (broadcast.state === 'planning') return { kind: 'deciding' }
  if (broadcast.evaluatedAt === null)
    return broadcast.state === 'cancelled' ? { kind: 'neverBegan' } : { kind: 'notBegun', startsAt: broadcast.startsAt }
  const decidedAt = broadcast.evaluatedAt
  if (person.createdAt > decidedAt) return { kind: 'cameLater', decidedAt, at: person.createdAt }
  const turn = db.sql<{ at: number }>(TURN).get({ broadcast: broadcast.id, person: subscriberId, decidedAt })
  if (turn !== undefined) return { kind: 'turn', at: turn.at }
  const parts = partsSchema.safeParse(broadcast.parts)
  const named = parts.success ? parts.data.map(part => ({ ...part, name: part.name ?? '' })) : null
  const now = named === null ? null : await holding(db, named, subscriberId, { at, zone: broadcast.zone })
  return { kind: 'outside', decidedAt, now }
}

/** How somebody is in the series of a message that they have no row of: the last time that they came in. */
function inSeries(db: Db, broadcastId: number, campaignId: number, subscriberId: number): Fate {
  const found = db
    .sql<InSeries & { ahead: number }>(
      `select n.state, n.why, n.next_at as nextAt, exists (select 1 from campaign_messages m where m.campaign_id = n.campaign_id
         and m.edition = n.edition and m.broadcast_id = ? and m.position > n.position) as ahead
       from enrolments n where n.subscriber_id = ? and n.campaign_id = ? order by n.id desc limit 1`,
    )
    .get(broadcastId, subscriberId, campaignId)
  if (found === undefined) return { kind: 'series', state: null, why: null, nextAt: null, ahead: false }
  return { kind: 'series', ...found, ahead: found.ahead === 1 }
}

/** What is known of why they were left out. */
async function becauseOf(
  db: Db,
  broadcast: Broadcast,
  subscriberId: number,
  person: Person,
  row: Row & { reason: string },
  at: number,
): Promise<Because> {
  const nothing: Because = { since: null, until: null, days: 7, had: [], segments: [], now: null }
  const decidedAt = broadcast.evaluatedAt ?? row.dueAt
  switch (row.reason) {
    case 'cap':
    case 'less_often': {
      const days = row.reason === 'less_often' && wantsByMonth(db, subscriberId) ? 30 : 7
      return { ...nothing, days, had: hadBefore(db, subscriberId, Math.max(decidedAt, row.dueAt), broadcast.id, days) }
    }
    case 'unsubscribed':
      return { ...nothing, since: lastSaid(db, subscriberId, 'stop', decidedAt) }
    case 'paused':
      return { ...nothing, since: lastSaid(db, subscriberId, 'pause', decidedAt), until: person.pausedUntil }
    case 'blocked':
    case 'deactivated':
      return { ...nothing, since: person.unreachableAt }
    case 'too_late':
      return { ...nothing, until: broadcast.notLaterThan }
    case 'control':
      return { ...nothing, until: controlUntil(db, subscriberId, decidedAt) }
    case 'left_out': {
      const leftOut = leftOutSchema.safeParse(broadcast.leftOut)
      if (!leftOut.success) return nothing
      const names = leftOut.data.map(({ name }) => name)
      if (names.length === 1) return { ...nothing, segments: names, now: names }
      return {
        ...nothing,
        segments: names,
        now: await holding(db, leftOut.data, subscriberId, { at, zone: broadcast.zone }),
      }
    }
    default:
      return nothing
  }
}

/** True for whoever wants so many offers in a month. */
function wantsByMonth(db: Db, subscriberId: number): boolean {
  return (
    db.sql('select 1 from wishes where subscriber_id = ? and per_month is not null').get(subscriberId) !== undefined
  )
}

/** Offers that were on their way to them in the days before, the newest first: those that a cap counts. */
function hadBefore(db: Db, subscriberId: number, before: number, broadcastId: number, days: number): Had[] {
  return db
    .sql<Had>(
      `select o.name, d.claimed_at as at from deliveries d join broadcasts b on b.id = d.broadcast_id
         join offers o on o.id = b.offer_id
       where d.subscriber_id = ? and d.claimed_at >= ? and d.claimed_at <= ? and d.state in ('sending', 'sent', 'uncertain')
         and o.kind <> 'service' and d.broadcast_id <> ? order by d.claimed_at desc limit ${MOST_HAD}`,
    )
    .all(subscriberId, before - days * DAY, before, broadcastId)
}

function lastSaid(db: Db, subscriberId: number, kind: 'stop' | 'pause', before: number): number | null {
  return (
    db
      .sql<{ at: number | null }>(
        'select max(at) as at from subscription_events where subscriber_id = ? and kind = ? and at <= ?',
      )
      .get(subscriberId, kind, before)?.at ?? null
  )
}

/** Until when the control group of the quarter lasts that kept them from it, ms UTC. */
function controlUntil(db: Db, subscriberId: number, at: number): number | null {
  return (
    db
      .sql<{ until: number }>(
        `select coalesce(h.ended_at, h.to_at) as until from holdouts h cross join holdout_members m
           on m.holdout_id = h.id and m.subscriber_id = ?
         where m.held = 1 and h.kind = 'quarter' and h.from_at <= ? order by h.from_at desc limit 1`,
      )
      .get(subscriberId, at)?.until ?? null
  )
}

/** Which of these segments, by the rules that they had then, hold somebody at this moment; null where that takes too long. */
async function holding(
  db: Db,
  segments: readonly { name: string; criterion: z.infer<typeof plainCriterionSchema> }[],
  subscriberId: number,
  context: { at: number; zone: string },
): Promise<string[] | null> {
  try {
    const held: string[] = []
    for (const { name, criterion } of segments) {
      const test = compileCriterion(criterion, { ...context, one: true })
      const query = sql`select 1 from subscribers s where s.id = ${subscriberId} and (${test})`
      if ((await db.people.rows(query.text, query.params)).length > 0) held.push(name)
    }
    return held
  } catch (error) {
    if (isAppError(error)) return null
    throw error
  }
}
