import { z } from 'zod'
import { DAY } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { broadcasts, subscribers } from '../../db/schema/index.js'
import { plainCriterionSchema } from '../../segments/criterion.js'
import { holding } from './holding.js'

/** A message that somebody had before, and when it left, ms UTC. */
export type Had = { name: string; at: number }

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

const leftOutSchema = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.object({ name: z.string(), criterion: plainCriterionSchema })))

/** A broadcast as far as it says why somebody was left out of it. */
type Broadcast = Pick<typeof broadcasts.$inferSelect, 'id' | 'zone' | 'leftOut' | 'evaluatedAt' | 'notLaterThan'>
type Person = Pick<typeof subscribers.$inferSelect, 'unreachableAt' | 'pausedUntil'>

/**
 * What is known of why somebody was left out of a broadcast.
 * @param row their row of it
 * @param at ms UTC
 */
export async function becauseOf(
  db: Db,
  broadcast: Broadcast,
  subscriberId: number,
  person: Person,
  row: { reason: string; dueAt: number },
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
