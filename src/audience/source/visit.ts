import type { Db } from '../../db/open.js'
import type { sourceVisits } from '../../db/schema/index.js'

/** Visits of a source on a day (UTC, days since 1970) with one verdict. `sourceId` 0: of names that nobody made. */
export type VisitCount = typeof sourceVisits.$inferSelect

/** Stands for every name that nobody made a source of. */
export const NO_SOURCE = 0

const COUNT = `insert into source_visits (source_id, day, verdict, n)
  values (coalesce((select id from sources where id = :sourceId), ${NO_SOURCE}), :day, :verdict, :n)
  on conflict (source_id, day, verdict) do update set n = n + excluded.n`

/** Adds visits. Call it inside a group. */
export function recordVisits(db: Pick<Db, 'sql'>, visits: readonly VisitCount[]): void {
  for (const visit of visits) db.sql(COUNT).run(visit)
}
