import { columnsOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { lanes } from '../../db/schema/index.js'
import type { LaneState } from '../pace.js'

const COLUMNS = columnsOf(lanes, 'rate', 'pausedUntil', 'pausedFor')

/** What the broadcast lane was doing when the program last wrote it down; null on a new database. */
export function findLane(db: Db): LaneState | null {
  const row = db.sql<LaneState>(`select ${COLUMNS.sql} from lanes where name = 'broadcast'`).get()
  return row ?? null
}

/** Keeps the lane's rate and rest, so that a restart neither bursts nor forgets what Telegram asked. */
export function saveLane(db: Db, state: LaneState): void {
  db.sql(
    `insert into lanes (name, rate, paused_until, paused_for) values ('broadcast', ?, ?, ?)
     on conflict (name) do update set rate = excluded.rate, paused_until = excluded.paused_until, paused_for = excluded.paused_for`,
  ).run(state.rate, state.pausedUntil, state.pausedFor)
}
