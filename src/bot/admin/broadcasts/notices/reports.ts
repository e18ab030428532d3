import { z } from 'zod'
import { DAY, SECOND } from '../../../../clock.js'
import type { Db } from '../../../../db/open.js'
import { findBroadcast } from '../../../../delivery/broadcast.js'
import { isLaterRun } from '../../../../delivery/campaign/repeat/run.js'
import { listUnreported, recordReported } from '../../../../delivery/untold.js'
import type { Goal } from '../../../../offers/offer.js'
import { closesAt } from '../../../../reports/metrics/window.js'
import type { NoticeKind } from '../../../notice.js'
import { go } from '../../../screen.js'
import { saveSetting } from '../../../settings.js'
import { broadcasts } from '../addresses.js'
import { isOver } from '../progress-view.js'

/** So long after the end its card has said so. */
const SETTLES_MS = 3 * SECOND
const schema = z.object({ next: z.enum(['day', 'window']) })
const key = (broadcastId: number) => `reports:${broadcastId}`

/** The report at the end, once the last answers are in. Of what never began there is nothing to tell. */
export const endReports: NoticeKind = ({ db }, at) =>
  listUnreported(db, at, SETTLES_MS).map(({ id, createdBy, startedAt }) => ({
    name: `report:${id}`,
    to: createdBy,
    // Of a repeat the first run is told of: the others stand on its card.
    say: () => (startedAt === null || isLaterRun(db, id) ? null : go(broadcasts.report, { id })),
    told(now) {
      // It may have been sent again to those without an answer meanwhile; then a new report is due later.
      const broadcast = findBroadcast(db, id)
      if (broadcast === null || !isOver(broadcast)) return
      recordReported(db, id, now)
      if (broadcast.startedAt !== null && !isLaterRun(db, id)) saveSetting(db, key(id), schema, { next: 'day' })
    },
  }))

/** The report that comes anew: a day after the end, and when nothing more counts for its goal. */
export const laterReports: NoticeKind = ({ db }, at) =>
  listDue(db, at).map(({ id, createdBy, kind }) => ({
    name: `report:${id}:${kind}`,
    to: createdBy,
    say: () => go(broadcasts.report, { id }),
    told() {
      if (kind === 'day') saveSetting(db, key(id), schema, { next: 'window' })
      else db.sql('delete from settings where key = ?').run(key(id))
    },
  }))

type Due = { id: number; createdBy: number; kind: 'day' | 'window' }

/** Reports whose time has come. Where both have, only the later one: it says all that the other would. */
function listDue(db: Db, at: number): Due[] {
  return db
    .sql<{
      id: number
      createdBy: number
      finishedAt: number
      goal: Goal
      windowDays: number | null
      next: 'day' | 'window'
    }>(
      `select b.id, b.created_by as createdBy, b.finished_at as finishedAt, o.goal, o.window_days as windowDays, s.value ->> '$.next' as next
       from settings s join broadcasts b on b.id = cast(substr(s.key, length('reports:') + 1) as integer)
       join offers o on o.id = b.offer_id
       where s.key >= 'reports:' and s.key < 'reports;' and b.state in ('finished', 'cancelled')
         and b.reported_at is not null and b.finished_at <= ?`,
    )
    .all(at - DAY)
    .flatMap(({ id, createdBy, finishedAt, next, ...offer }): Due[] => {
      if (at >= closesAt(offer, finishedAt)) return [{ id, createdBy, kind: 'window' }]
      return next === 'day' ? [{ id, createdBy, kind: 'day' }] : []
    })
}
