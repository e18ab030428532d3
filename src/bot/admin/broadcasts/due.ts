import { z } from 'zod'
import { DAY } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import type { Goal } from '../../../offers/offer.js'
import { closesAt } from '../../../reports/window.js'
import { saveSetting } from '../../settings.js'

const schema = z.object({ next: z.enum(['day', 'window']) })
const key = (broadcastId: number) => `reports:${broadcastId}`

/** A report that comes anew: a day after the end, or when nothing more counts for its goal. */
export type DueReport = { broadcastId: number; createdBy: number; kind: 'day' | 'window' }

/** The report of the end was sent; two more will follow it. */
export function planReports(db: Db, broadcastId: number): void {
  saveSetting(db, key(broadcastId), schema, { next: 'day' })
}

/** Reports whose time has come. Where both have, only the later one: it says all that the other would. */
export function listDueReports(db: Db, at: number): DueReport[] {
  return db
    .sql<{ broadcastId: number; createdBy: number; finishedAt: number; goal: Goal; next: 'day' | 'window' }>(
      `select b.id as broadcastId, b.created_by as createdBy, b.finished_at as finishedAt, o.goal,
         s.value ->> '$.next' as next
       from settings s join broadcasts b on b.id = cast(substr(s.key, length('reports:') + 1) as integer)
       join offers o on o.id = b.offer_id
       where s.key >= 'reports:' and s.key < 'reports;' and b.state in ('finished', 'cancelled')
         and b.reported_at is not null and b.finished_at <= ?`,
    )
    .all(at - DAY)
    .flatMap(({ finishedAt, goal, next, ...row }): DueReport[] => {
      if (at >= closesAt(goal, finishedAt)) return [{ ...row, kind: 'window' }]
      return next === 'day' ? [{ ...row, kind: 'day' }] : []
    })
}

/** It was sent, and is not sent again. */
export function recordReportSent(db: Db, { broadcastId, kind }: DueReport): void {
  if (kind === 'day') saveSetting(db, key(broadcastId), schema, { next: 'window' })
  else db.sql('delete from settings where key = ?').run(key(broadcastId))
}
