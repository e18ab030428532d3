import { MINUTE } from '../../clock.js'
import { columnsOf, type RowOf } from '../../db/columns.js'
import type { Db } from '../../db/open.js'
import { broadcastChanges } from '../../db/schema/index.js'
import { dropChange } from '../../offers/offer/change.js'

/** A change that nobody touched for so long is asked about. */
const IDLE_MS = 30 * MINUTE

const COLUMNS = columnsOf(broadcastChanges, 'broadcastId', 'offerId', 'adminId', 'touchedAt')

/** A scheduled broadcast that is being changed; `offerId`: the draft that may take its place. */
export type Change = RowOf<typeof COLUMNS>

/** Why it is asked how a change goes on: nobody touched it, or the hour of its broadcast has come. */
export type ChangeQuestion = Change & {
  why: 'idle' | 'due'
  offerName: string
  startsAt: number
  zone: string
}

/** How a broadcast is being changed; null when it is not. */
export function findChange(db: Db, broadcastId: number): Change | null {
  return (
    db.sql<Change>(`select ${COLUMNS.of('c')} from broadcast_changes c where c.broadcast_id = ?`).get(broadcastId) ??
    null
  )
}

/** Begins a change. */
export function recordChange(db: Db, { broadcastId, offerId, adminId, touchedAt }: Change): void {
  db.sql('insert into broadcast_changes (broadcast_id, offer_id, admin_id, touched_at) values (?, ?, ?, ?)').run(
    broadcastId,
    offerId,
    adminId,
    touchedAt,
  )
}

/** Somebody works on it: it is not asked about for another half an hour. */
export function touchChange(db: Db, draftId: number, adminId: number, at: number): void {
  db.sql('update broadcast_changes set touched_at = ?, admin_id = ?, asked_at = null where offer_id = ?').run(
    at,
    adminId,
    draftId,
  )
}

/** Nobody changes the broadcast any more. @param keep the draft has taken its place, and is no longer there */
export function endChange(db: Db, broadcastId: number, keep = false): void {
  const change = findChange(db, broadcastId)
  if (change === null) return
  db.sql('delete from broadcast_changes where broadcast_id = ?').run(broadcastId)
  if (!keep) dropChange(db, change.offerId)
}

/** Changes that are to be asked about, those whose hour has come first. @param at ms UTC */
export function listChangesToAsk(db: Db, at: number): ChangeQuestion[] {
  return db
    .sql<ChangeQuestion>(
      `select ${COLUMNS.of('c')}, iif(b.starts_at <= :at, 'due', 'idle') as why, o.name as offerName, b.starts_at as startsAt, b.zone
       from broadcast_changes c join broadcasts b on b.id = c.broadcast_id join offers o on o.id = b.offer_id
       where (b.starts_at <= :at and c.due_asked_at is null) or (c.touched_at <= :idle and c.asked_at is null)
       order by b.starts_at, b.id`,
    )
    .all({ at, idle: at - IDLE_MS })
}

/** It was asked about. */
export function recordChangeAsked(
  db: Db,
  { broadcastId, why }: Pick<ChangeQuestion, 'broadcastId' | 'why'>,
  at: number,
): void {
  db.sql(
    `update broadcast_changes set asked_at = :at, due_asked_at = iif(:due, :at, due_asked_at) where broadcast_id = :broadcast`,
  ).run({ at, due: why === 'due' ? 1 : 0, broadcast: broadcastId })
}
