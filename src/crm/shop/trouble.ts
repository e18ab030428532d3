import { DAY, HOUR } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { type Connection, listConnections, type Trouble } from './connection.js'

/** A silence is unusual from this on, ms, and by so many calls that should have come. */
const SHORTEST_MS = 6 * HOUR
const FEWEST_MISSED = 12
/** So much longer than any silence before it. */
const LONGER = 1.5
/** What is needed to know what is usual. */
const FEWEST_CALLS = 20
const FEWEST_DAYS = 5
const LOOK_BACK = 28 * DAY
const FEWEST_FORGED = 3

/** How often a shop calls: `perDay` calls, and the longest silence between two of them, ms. */
export type Usual = { perDay: number; longest: number; last: number }

/** Looks after connections that go wrong without a word. */
export type TroubleWatch = { run(at: number): Promise<void> }

/**
 * Creates it. Silence is judged by the shop's own days of the last four weeks, and not within an hour of our own start,
 * when what could not come meanwhile still may.
 * @param startedAt ms UTC
 */
export function createTroubleWatch(db: Db, startedAt: number, changed: (connectionId: number) => void): TroubleWatch {
  async function troubleOf(connection: Connection, at: number): Promise<Trouble | null> {
    if (isRefused(db, connection.id)) return 'refused'
    const last = lastCall(db, connection.id)
    if (last === null || at - last < SHORTEST_MS) return null
    // What was found before our start still holds while nothing came.
    if (at - startedAt < HOUR) return connection.trouble === 'silent' ? 'silent' : null
    const usual = await usualOf(db, connection.id, at)
    return usual !== null && isUnusual(usual, at) ? 'silent' : null
  }

  return {
    async run(at) {
      for (const connection of listConnections(db)) {
        const trouble = await troubleOf(connection, at)
        if (trouble === connection.trouble) continue
        await db.group(() => {
          db.sql('update connections set trouble = ?, trouble_at = ?, told_at = null where id = ?').run(
            trouble,
            trouble === null ? null : at,
            connection.id,
          )
        })
        changed(connection.id)
      }
    },
  }
}

/** What is wrong at this moment: what was found when it was looked at last, or has become plain or been over since. */
export function troubleNow(db: Pick<Db, 'sql'>, { id, trouble, troubleAt }: Connection): Trouble | null {
  if (isRefused(db, id)) return 'refused'
  return trouble === 'silent' && (lastCall(db, id) ?? 0) <= (troubleAt ?? 0) ? 'silent' : null
}

/** Troubles that the team was not told of yet. */
export function listUntold(db: Pick<Db, 'sql'>): Connection[] {
  return listConnections(db).filter(({ trouble, toldAt }) => trouble !== null && toldAt === null)
}

/** Keeps that the team was told of it. @param at ms UTC */
export function tellTrouble(db: Pick<Db, 'sql'>, id: number, at: number): void {
  db.sql('update connections set told_at = ? where id = ?').run(at, id)
}

/** How often a shop usually calls; null while it called too seldom to say. @param at ms UTC */
export async function usualOf(db: Pick<Db, 'jobs'>, id: number, at: number): Promise<Usual | null> {
  const [row] = await db.jobs.rows<{ n: number; first: number | null; last: number | null; longest: number | null }>(
    `with calls as (select at, at - lag(at) over (order by at) as gap from webhook_inbox where connection_id = ? and at >= ?)
     select count(*) as n, min(at) as first, max(at) as last, max(gap) as longest from calls`,
    [id, at - LOOK_BACK],
  )
  if (row === undefined || row.first === null || row.last === null || row.longest === null) return null
  const days = (row.last - row.first) / DAY
  if (row.n < FEWEST_CALLS || days < FEWEST_DAYS) return null
  return { perDay: row.n / days, longest: row.longest, last: row.last }
}

/** Whether the silence since the last call is longer than the shop's days explain. @param at ms UTC */
function isUnusual({ perDay, longest, last }: Usual, at: number): boolean {
  const silence = at - last
  return silence >= SHORTEST_MS && silence > LONGER * longest && (perDay * silence) / DAY >= FEWEST_MISSED
}

/** Several calls with a wrong signature, and none with a right one since. */
function isRefused(db: Pick<Db, 'sql'>, id: number): boolean {
  const row = db
    .sql<{ n: number; last: number }>(
      `select coalesce(sum(n), 0) as n, coalesce(max(last_at), 0) as last from webhook_refusals
       where connection_id = ? and why = 'forged'`,
    )
    .get(id)
  return row !== undefined && row.n >= FEWEST_FORGED && row.last > (lastCall(db, id) ?? 0)
}

function lastCall(db: Pick<Db, 'sql'>, id: number): number | null {
  return (
    db.sql<{ at: number | null }>('select max(at) as at from webhook_inbox where connection_id = ?').get(id)?.at ?? null
  )
}
