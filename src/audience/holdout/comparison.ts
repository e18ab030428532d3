import type { Bindable } from '../../db/binding.js'
import type { Db } from '../../db/open.js'
import type { Scratch } from '../../db/reader.js'
import { COLUMNS, type Holdout } from '../holdout.js'
import { drawnSql } from './draw.js'

/** The comparison of one broadcast; null when nobody was kept from it, or it has not begun. */
export function broadcastHoldout(db: Pick<Db, 'sql'>, broadcastId: number): Holdout | null {
  return db.sql<Holdout>(`select ${COLUMNS.sql} from holdouts where broadcast_id = ?`).get(broadcastId) ?? null
}

/** The draw by which one broadcast keeps some of its audience from it. @param dice the column `dice` */
export function isKeptFromSql(broadcastId: number, share: number, dice = 'dice'): { text: string; params: Bindable[] } {
  return drawnSql(`control ${broadcastId}`, { text: dice, params: [] }, share)
}

/** Begins the comparison of a broadcast that is being planned. @param window how long after it orders count, ms @returns its id */
export function beginComparison(
  db: Db,
  broadcast: { id: number; share: number; createdBy: number; window: number },
  at: number,
): number {
  const { id, share, createdBy, window } = broadcast
  const { lastInsertRowid } = db
    .sql(
      `insert into holdouts (kind, broadcast_id, share, from_at, to_at, created_by, created_at, assigned_at)
       values ('broadcast', ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(id, share, at, at + window, createdBy, at, at)
  return Number(lastInsertRowid)
}

/** The last message left later than the plan: orders count for as long after that. @param until ms UTC */
export function extendComparison(db: Pick<Db, 'sql'>, broadcastId: number, until: number): void {
  db.sql('update holdouts set to_at = ? where broadcast_id = ? and to_at < ?').run(until, broadcastId, until)
}

const TAKE_SIDES = `insert into main.holdout_members (holdout_id, subscriber_id, held, linked, at)
  select :holdout, person, held, linked, :at from scratch.result where rowid > :after and rowid <= :upto order by rowid`

/**
 * Gives people their sides of a comparison, a few at a time.
 * @param sides `person`, whether they are `held`, and whether their orders are known (`linked`), in the order of their ids
 */
export async function takeSides(db: Pick<Db, 'merge'>, holdout: number, sides: Scratch, at: number): Promise<void> {
  await db.merge(sides, TAKE_SIDES, { holdout, at })
}

/**
 * Takes back a few sides of a broadcast that never began, and its comparison once there are none.
 * @returns how many rows went; 0 when nothing is left of it
 */
export function dropComparison(db: Db, broadcastId: number, most: number): number {
  const holdout = broadcastHoldout(db, broadcastId)
  if (holdout === null) return 0
  const { changes } = db
    .sql(
      `delete from holdout_members where holdout_id = ? and subscriber_id in
         (select subscriber_id from holdout_members where holdout_id = ? limit ?)`,
    )
    .run(holdout.id, holdout.id, most)
  return changes > 0 ? changes : db.sql('delete from holdouts where id = ?').run(holdout.id).changes
}
