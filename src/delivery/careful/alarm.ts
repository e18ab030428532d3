import { z } from 'zod'
import type { Db } from '../../db/open.js'
import { exceeds, FEWEST_CASES } from '../../statistics/exceeding.js'

/** People of 1,000 who may block the bot, or stop offers, before a broadcast halts. */
export type HarmLimits = { blocks: number; stops: number }

/** Where people know who writes. */
export const USUAL_LIMITS: HarmLimits = { blocks: 15, stops: 20 }
/** Where people were moved in and get the first thing from this bot. */
export const MOVED_LIMITS: HarmLimits = { blocks: 60, stops: 40 }

/** One that does not start carefully is judged after so many people. */
const FIRST = 300
/** A message of a series is judged by so many people who got it last: what was years ago says nothing of its words today. */
const LATEST = 2_000

/** What a broadcast has done so far: of `people` who got it or turned out to have blocked the bot. */
export type Harm = { people: number; blocks: number; stops: number }

/** As kept with a broadcast that halted. */
const harmSchema = z.object({ people: z.int(), blocks: z.int(), stops: z.int() })

/** Whether a broadcast must halt. @param careful it starts carefully, so that the first few people are asked */
export function isAlarming({ people, blocks, stops }: Harm, limits: HarmLimits, careful: boolean): boolean {
  if (!careful && people < FIRST) return false
  return exceeds(blocks, people, limits.blocks) || exceeds(stops, people, limits.stops)
}

/**
 * The limits where some people know who writes and others were moved in: those of both, weighed.
 * @param movedIn of 1,000 people, those who were moved in and get the first thing from this bot
 */
export function limitsFor(movedIn: number): HarmLimits {
  const weigh = (kind: keyof HarmLimits) =>
    Math.round((MOVED_LIMITS[kind] * movedIn + USUAL_LIMITS[kind] * (1_000 - movedIn)) / 1_000)
  return { blocks: weigh('blocks'), stops: weigh('stops') }
}

/** Limits for going on although these were exceeded: twice what was found, so that it halts again if it gets worse; at 1,000 it never does. */
export function raisedLimits(limits: HarmLimits, { people, blocks, stops }: Harm): HarmLimits {
  const raise = (count: number, limit: number) =>
    exceeds(count, people, limit) ? Math.min(1_000, Math.ceil((2 * 1_000 * count) / people)) : limit
  return { blocks: raise(blocks, limits.blocks), stops: raise(stops, limits.stops) }
}

/** What is kept of a broadcast that halted, as the error of its pause. */
export function packHarm(harm: Harm): string {
  return JSON.stringify(harm)
}

/** What `packHarm` kept; nothing where something else stands there. */
export function readHarm(error: string | null): Harm {
  try {
    return harmSchema.parse(JSON.parse(error ?? ''))
  } catch {
    return { people: 0, blocks: 0, stops: 0 }
  }
}

/** The first and the last row of a broadcast that began. */
export type Rows = { low: number; high: number }

/**
 * Which rows are a broadcast's; they stay the same once it began. Of one that carries a message of a series the newest, which
 * grow. Asked in the people's reader.
 */
export async function findRows(db: Db, broadcastId: number, standing = false): Promise<Rows> {
  const own = 'select id from deliveries where broadcast_id = ?'
  const [rows] = await db.people.rows<{ low: number | null; high: number | null }>(
    `select min(id) as low, max(id) as high from (${standing ? `${own} order by id desc limit ${LATEST}` : own})`,
    [broadcastId],
  )
  return { low: rows?.low ?? 0, high: rows?.high ?? 0 }
}

const leftBecause = (kind: string) => `(select count(distinct e.subscriber_id)
    from subscription_events e cross join deliveries d on d.id = e.delivery_id
    where e.delivery_id between :low and :high and e.kind = '${kind}' and d.broadcast_id = :broadcast)`

/** Blocks after this message and answers that it was blocked already; stops after it. */
export const HARM = `select
    ${leftBecause('block')} + (select count(*) from deliveries
      where broadcast_id = :broadcast and state = 'failed' and reason = 'blocked' and id between :low and :high) as blocks,
    ${leftBecause('stop')} as stops`

const REACHED = `select
    (select count(*) from deliveries where broadcast_id = :broadcast and state = 'sent' and id between :low and :high) +
    (select count(*) from deliveries where broadcast_id = :broadcast and state = 'failed' and reason = 'blocked'
       and id between :low and :high) as people`

/**
 * What a broadcast has done so far, asked in the people's reader. A block or a stop is its own when this message was the
 * last before it (`causeOf`); a refusal with "blocked" is, too.
 * @returns null while too few have left for anything to be said
 * @throws AppError `query_timeout`
 */
export async function findHarm(db: Db, { id }: { id: number }, rows: Rows): Promise<Harm | null> {
  const [left] = await db.people.rows<{ blocks: number; stops: number }>(HARM, { broadcast: id, ...rows })
  if (left === undefined || Math.max(left.blocks, left.stops) < FEWEST_CASES) return null
  const [reached] = await db.people.rows<{ people: number }>(REACHED, { broadcast: id, ...rows })
  return { ...left, people: reached?.people ?? 0 }
}
