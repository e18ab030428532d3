import { z } from 'zod'
import type { Db } from '../../db/open.js'
import type { broadcasts, conversions, deliveries, enrolments, reads } from '../../db/schema/index.js'
import { AppError } from '../../errors.js'
import { plainCriterionSchema } from '../../segments/criterion.js'
import { sameMessage } from '../results.js'
import { type Because, becauseOf } from './because.js'
import { holding } from './holding.js'

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

const MOST_ORDERS = 5

const json = z.string().transform((text): unknown => JSON.parse(text))
const partsSchema = json.pipe(
  z.array(z.object({ variantId: z.number(), name: z.string().nullable(), criterion: plainCriterionSchema })),
)
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
  evaluated_at as evaluatedAt, not_later_than as notLaterThan, control, iif(standing = 1, (select c.id from campaigns c where c.id = campaign_id and c.kind = 'series'), null) as series from broadcasts where id = ?`
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
        because: await becauseOf(db, broadcast, subscriberId, person, { reason, dueAt: row.dueAt }, at),
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
