import { MINUTE } from '../../clock.js'
import { columnsOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { broadcasts } from '../../db/schema/index.js'
import type { WallTime } from '../gate/hours.js'

const COLUMNS = columnsOf(broadcasts, 'id', 'startsAt', 'zone', 'ownClock', 'shownAudience', 'createdBy')

/** So long before its time a broadcast is brought to mind once more. */
const REMINDER_MS = 15 * MINUTE

/** A broadcast whose admin is to be reminded of it. */
export type Reminder = {
  id: number
  offerName: string
  startsAt: number
  zone: string
  /** Everybody gets it when their own clock shows this; null: all at once. */
  ownClock: WallTime | null
  shownAudience: number
  createdBy: number
}

/** When the reminder comes, ms UTC; null for a broadcast approved so late that its admin surely still knows of it. */
export function reminderAt({ startsAt, createdAt }: { startsAt: number; createdAt: number }): number | null {
  const at = startsAt - REMINDER_MS
  return createdAt < at ? at : null
}

/** Scheduled broadcasts that begin within 15 minutes and were approved before that, the nearest first. */
export function listToRemind(db: Db, at: number): Reminder[] {
  return db
    .sql<Omit<Reminder, 'ownClock'> & { ownClock: number | null }>(
      `select ${COLUMNS.of('b')}, o.name as offerName
       from broadcasts b join offers o on o.id = b.offer_id
       where b.state = 'scheduled' and b.reminded_at is null and b.starts_at > ? and b.starts_at <= ?
         and b.created_at < b.starts_at - ? order by b.starts_at, b.id`,
    )
    .all(at, at + REMINDER_MS, REMINDER_MS)
    .map(({ ownClock, ...row }) => ({ ...row, ownClock: ownClock === null ? null : { at: ownClock, zone: row.zone } }))
}

/** Its admin was reminded, and is not again. */
export function recordReminded(db: Db, id: number, at: number): void {
  db.sql('update broadcasts set reminded_at = ? where id = ?').run(at, id)
}
