import { columnsOf, type RowOf } from '../db/columns.js'
import type { Db } from '../db/open.js'
import { broadcasts } from '../db/schema/index.js'

const COLUMNS = columnsOf(broadcasts, 'id', 'createdBy', 'startedAt')

/** A broadcast of which its admin is to be told something. Times are ms UTC. */
export type Untold = RowOf<typeof COLUMNS>

/** Broadcasts that were paused by the program and whose admin has not been told yet. */
export function listPausesToTell(db: Db): Untold[] {
  return db
    .sql<Untold>(
      `select ${COLUMNS.sql} from broadcasts where state = 'paused' and pause_told_at is null
         and pause_reason not in ('admin', 'fix', 'change') order by starts_at, id`,
    )
    .all()
}

/** The admin was told of the pause. The next pause is news again. */
export function recordPauseTold(db: Db, id: number, at: number): void {
  db.sql('update broadcasts set pause_told_at = ? where id = ?').run(at, id)
}

/**
 * Broadcasts that ended at least `settled` ms before `at`, with no answer outstanding, and whose report was not sent
 * yet, even if the clock was set back meanwhile.
 */
export function listUnreported(db: Db, at: number, settled: number): Untold[] {
  return db
    .sql<Untold>(
      `select ${COLUMNS.sql} from broadcasts b
       where state in ('finished', 'cancelled') and reported_at is null and abs(? - coalesce(finished_at, 0)) >= ?
         and not exists (select 1 from deliveries where broadcast_id = b.id and state = 'sending')
       order by starts_at, id`,
    )
    .all(at, settled)
}

/** The report of this broadcast has reached its admin. */
export function recordReported(db: Db, id: number, at: number): void {
  db.sql('update broadcasts set reported_at = ? where id = ?').run(at, id)
}
