import {
  beginComparison,
  broadcastHoldout,
  dropComparison,
  extendComparison,
  isKeptFromSql,
} from '../audience/comparison.js'
import { linkedSql } from '../audience/holdout.js'
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
 * On which side of the comparison the people of a plan are, as columns of it: `held`, null for those on none, and `linked`,
 * whether their orders are known now. Nothing is looked for where nobody is kept.
 */
export function sideSql({ control }: Pick<Controlled, 'control'>): string {
  if (control === 0) return 'null as held, null as linked'
  const held = `case when reason is null then 0 when reason = '${KEPT}' then 1 end`
  return `${held} as held, ${linkedSql('person')} as linked`
}

/** Begins the comparison that a plan is about to fill. @returns its id; null for a broadcast that nobody is kept from */
export function beginControl(db: Db, broadcast: Controlled & { createdBy: number }, at: number): number | null {
  const { id, control: share, createdBy } = broadcast
  if (share === 0) return null
  return db.write(() => beginComparison(db, { id, share, createdBy, window: windowFor(db, id) }, at))
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
