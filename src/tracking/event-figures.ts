import { z } from 'zod'
import type { Db } from '../db/open.js'

/** How often an event was reported and of how many people; `more`: there were more than are counted. */
export type EventFigures = { times: number; people: number; more: boolean }

/** Counting stops here: a larger number would say nothing more. */
const MOST = 100_000
/** The last events whose properties are looked at. */
const LATEST = 50

/** What no JSON number can be (1e999) was kept as null once. */
const oneSchema = z.union([z.string(), z.number(), z.null()])
const valueSchema = z.record(z.string(), z.union([oneSchema, z.array(oneSchema)]))

/**
 * How often an event was reported since `from`, ms UTC.
 * @throws AppError `query_timeout` after 5 s
 */
export async function findEventFigures(db: Db, nameId: number, from: number): Promise<EventFigures> {
  const [row] = await db.people.rows<{ times: number; people: number }>(
    `select count(*) as times, count(distinct subscriber_id) as people from (
       select subscriber_id from events indexed by events_name where name_id = ? and at >= ? order by at desc limit ?)`,
    [nameId, from, MOST + 1],
  )
  const { times, people } = row ?? { times: 0, people: 0 }
  return { times: Math.min(times, MOST), people, more: times > MOST }
}

/** A value of each property that came with the last events, by its folded name, as it is compared. */
export function latestProperties(db: Pick<Db, 'sql'>, nameId: number): ReadonlyMap<string, string> {
  const rows = db
    .sql<{ folded: string }>(
      `select folded from (select folded from events indexed by events_name where name_id = ? order by at desc limit ?)
       where folded is not null`,
    )
    .all(nameId, LATEST)
  const found = new Map<string, string>()
  for (const { folded } of rows.reverse())
    for (const [name, value] of Object.entries(valueSchema.parse(JSON.parse(folded)))) {
      const shown = [value]
        .flat()
        .filter(one => one !== null)
        .join(', ')
      if (shown !== '') found.set(name, shown)
    }
  return found
}
