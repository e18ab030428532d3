import type { Bindable } from '../../db/binding.js'
import type { Db } from '../../db/open.js'
import { drawnSql } from '../draw.js'
import { COLUMNS, type Holdout, linkedSql } from '../holdout.js'

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

/** The next people of a plan by their ids, which is how both sides are kept; each that is told stands in it once. */
const PLANNED = `select d.subscriber_id as person, d.state from deliveries d indexed by deliveries_once
  where d.broadcast_id = :broadcast and d.subscriber_id > :after order by d.subscriber_id limit :rows`

/**
 * Gives the next people of a plan their sides, with whose orders are known now; who does not get it for another reason has
 * none. To be called for one slice after another until nobody is left, before anything is sent.
 * @param plan.after the last person who was looked at, by id
 * @returns the last one of these; null when nobody was left
 */
export function takeSides(
  db: Db,
  { holdout, broadcast, after }: { holdout: number; broadcast: number; after: number },
  rows: number,
  at: number,
): number | null {
  const span = { broadcast, after, rows }
  const last = db.sql<{ last: number | null }>(`select max(person) as last from (${PLANNED})`).get(span)?.last ?? null
  if (last === null) return null
  db.sql(
    `insert into holdout_members (holdout_id, subscriber_id, held, linked, at)
     select :holdout, person, state = 'held_out', ${linkedSql('person')}, :at from (${PLANNED})
     where state in ('queued', 'held_out')`,
  ).run({ ...span, holdout, at })
  return last
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
