import {
  beginComparison,
  broadcastHoldout,
  dropComparison,
  extendComparison,
  isKeptFromSql,
  takeSides,
} from '../../audience/holdout/comparison.js'
import { linkedSql } from '../../audience/holdout.js'
import type { Db } from '../../db/open.js'
import type { Scratch } from '../../db/reader.js'
import { windowOf } from '../../offers/draft/window.js'
import type { Goal } from '../../offers/draft.js'
import type { Sql } from '../../segments/compile.js'

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
 * Everybody who gets a broadcast, and everybody who is kept from it, in the order of their ids, and whose orders are known now.
 * @param plan its rows: `person`, and as `reason` why they get nothing
 * @returns null where nobody is kept from it
 */
export async function sidesOf(db: Db, { control }: Controlled, plan: Scratch): Promise<Scratch | null> {
  if (control === 0) return null
  return await db.jobs.scratch(
    `select person, reason is not null as held, ${linkedSql('person')} as linked from basis.result
     where reason is null or reason = '${KEPT}' order by person`,
    [],
    plan,
  )
}

/**
 * Notes who is on which side of a plan whose rows are there, a few at a time, before anything of it is sent.
 * @param sides of `sidesOf`; where there are none, nothing is noted
 */
export async function takeControl(
  db: Db,
  broadcast: Controlled & { createdBy: number },
  sides: Scratch | null,
  at: number,
): Promise<void> {
  if (sides === null) return
  const { id, control: share, createdBy } = broadcast
  const holdout = db.write(() => beginComparison(db, { id, share, createdBy, window: windowFor(db, id) }, at))
  await takeSides(db, holdout, sides, at)
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
