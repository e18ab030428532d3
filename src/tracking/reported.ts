import { z } from 'zod'
import type { Db } from '../db/open.js'

/** Something that the shop reported of a person: what it is called, when it happened, ms UTC, and its properties in their order. */
export type Reported = { id: number; name: string; at: number; properties: [string, string][] }

const propertiesSchema = z.record(z.string(), z.unknown())

/** What the shop reported of somebody, the newest first, and how much there is, in the people's reader. @throws AppError `query_timeout` */
export async function listReported(
  db: Db,
  subscriberId: number,
  page: { offset: number; limit: number },
): Promise<{ events: Reported[]; total: number }> {
  const [rows, total] = await Promise.all([
    db.people.rows<{ id: number; name: string; at: number; properties: string | null }>(
      `select e.id, n.name, e.at, e.properties from events e indexed by events_person join event_names n on n.id = e.name_id
       where e.subscriber_id = ? order by e.at desc, e.id desc limit ? offset ?`,
      [subscriberId, page.limit, page.offset],
    ),
    db.people.rows<{ n: number }>('select count(*) as n from events indexed by events_person where subscriber_id = ?', [
      subscriberId,
    ]),
  ])
  const events = rows.map(({ properties, ...event }) => ({ ...event, properties: readProperties(properties) }))
  return { events, total: total[0]?.n ?? 0 }
}

/** Whether the shop reported anything of somebody. */
export function hasReported(db: Pick<Db, 'sql'>, subscriberId: number): boolean {
  return (
    db.sql('select 1 from events indexed by events_person where subscriber_id = ? limit 1').get(subscriberId) !==
    undefined
  )
}

function readProperties(stored: string | null): [string, string][] {
  if (stored === null) return []
  const properties = propertiesSchema.parse(JSON.parse(stored))
  return Object.entries(properties).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
}
