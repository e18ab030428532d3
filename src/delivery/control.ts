import {
  beginComparison,
  broadcastHoldout,
  dropComparison,
  extendComparison,
  isKeptFromSql,
  takeSides,
} from '../audience/holdout/comparison.js'
import type { Db } from '../db/open.js'
import type { Goal } from '../offers/draft.js'
import { windowOf } from '../offers/window.js'
import type { Sql } from '../segments/compile.js'

/** What stands where a plan has a reason, of those who are kept from the broadcast: they are its control group. */
export const KEPT = 'held_out'

/** A broadcast as far as its control group goes: `control` of 10,000 are kept from it. */
type Controlled = { id: number; control: number }

/** Keeps a share of those who would get it from a broadcast: in the plan their `reason` becomes `KEPT`. */
export function keepSql(plan: Sql, { id, control }: Controlled): Sql {
  if (control === 0) return plan
  const kept = isKeptFromSql(id, control)
  return {
    text: `select person, dice, zone, part, due, iif(reason is null and ${kept.text}, '${KEPT}', reason) as reason
      from (${plan.text})`,
    params: [...kept.params, ...plan.params],
  }
}

/**
 * Notes who is on which side of a plan whose rows are there, a few at a time: everybody who gets it, and everybody who is kept
 * from it. Nothing is noted where nobody is.
 */
export async function takeControl(db: Db, broadcast: Controlled & { createdBy: number }, at: number): Promise<void> {
  const { id, control: share, createdBy } = broadcast
  if (share === 0) return
  const holdout = db.write(() => beginComparison(db, { id, share, createdBy, window: windowFor(db, id) }, at))
  let after = 0
  await db.slices(rows => {
    const last = takeSides(db, { holdout, broadcast: id, after }, rows, at)
    after = last ?? after
    return last === null ? 0 : rows
  })
}

/** The broadcast is over: what people do counts for its window from now on. @param at ms UTC */
export function closeControl(db: Db, id: number, at: number): void {
  if (broadcastHoldout(db, id) !== null) extendComparison(db, id, at + windowFor(db, id))
}

/** Takes back a few rows of the comparison of a broadcast that never began. @returns how many went */
export function dropControl(db: Db, id: number, most: number): number {
  const begun = db.sql('select 1 from broadcasts where id = ? and started_at is not null').get(id)
  return begun === undefined ? dropComparison(db, id, most) : 0
}

function windowFor(db: Db, broadcastId: number): number {
  const offer = db
    .sql<{ goal: Goal; windowDays: number | null }>(
      `select o.goal, o.window_days as windowDays from broadcasts b join offers o on o.id = b.offer_id where b.id = ?`,
    )
    .get(broadcastId)
  return offer === undefined ? 0 : windowOf(offer)
}
