import { HOUR, SECOND } from '../../clock.js'
import type { Db } from '../../db/open.js'

/** The least and the most messages an hour that a broadcast may be kept to. */
export const PER_HOUR = { least: 1, most: 100_000 } as const

/**
 * A broadcast's own pace: messages leave evenly, one in so many ms, and what a pause left unused for up to a second comes after
 * it. The interval is as much wider, so that no hour has more than it may: a bucket of `unused` that fills by the clock. How full
 * it is stands in the database: a restart neither bursts nor waits.
 */
type Hourly = { interval: number; unused: number }

/** A broadcast with a pace of its own: at most `perHour` messages in any hour. */
export type Paced = { id: number; perHour: number }

function paceOf(perHour: number): Hourly {
  const interval = Math.floor((HOUR + SECOND) / perHour) + 1
  return { interval, unused: interval + SECOND }
}

/** From when on its next message may be counted; a clock that was set back makes nobody wait for the old time. */
function startOf(spentUntil: number | null, { unused }: Hourly, at: number): number {
  const earliest = at - unused
  return spentUntil === null || spentUntil > at ? earliest : Math.max(spentUntil, earliest)
}

/** How many messages of a broadcast with a pace of its own may leave at `at`, ms UTC. */
export function roomThisHour(db: Db, { id, perHour }: Paced, at: number): number {
  const pace = paceOf(perHour)
  return Math.floor((at - startOf(spentUntilOf(db, id), pace, at)) / pace.interval)
}

/** So many of its messages leave at `at`, ms UTC. To be called with the write that claims them. */
export function spendThisHour(db: Db, { id, perHour }: Paced, n: number, at: number): void {
  if (n === 0) return
  const pace = paceOf(perHour)
  const until = Math.ceil(startOf(spentUntilOf(db, id), pace, at) + n * pace.interval)
  db.sql('update broadcasts set spent_until = ? where id = ?').run(until, id)
}

function spentUntilOf(db: Db, id: number): number | null {
  const row = db.sql<{ until: number | null }>('select spent_until as until from broadcasts where id = ?').get(id)
  return row?.until ?? null
}
