import type { Db } from '../../db/open.js'
import type { PauseReason } from '../../delivery/broadcast.js'

/** Why a broadcast rests although nobody asked for it. */
export type HeldReason = Exclude<PauseReason, 'admin' | 'fix' | 'change'>

/** A broadcast that rests by itself. */
export type Held = { id: number; name: string; reason: HeldReason; createdBy: number }

/** Broadcasts that rest by themselves, the oldest first. */
export function listHeld(db: Db): Held[] {
  return db
    .sql<Held>(
      `select b.id, o.name, b.pause_reason as reason, b.created_by as createdBy
       from broadcasts b join offers o on o.id = b.offer_id
       where b.state = 'paused' and b.pause_reason not in ('admin', 'fix', 'change')
       order by b.starts_at, b.id`,
    )
    .all()
}
