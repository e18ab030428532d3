import type { Db } from '../../src/db/open.js'
import type { Criterion } from '../../src/segments/criterion.js'
import { type NewList, prepareFrozen } from '../../src/segments/list.js'
import { getSegment, type Segment } from '../../src/segments/segment.js'
import type { EvaluationContext } from '../../src/segments/window.js'

/** Makes a fixed list of everybody whom a criterion holds at this moment. */
export async function freezeCriterion(
  db: Db,
  { name, ...list }: NewList & { criterion: Criterion },
  context: EvaluationContext,
): Promise<Segment> {
  const prepared = await prepareFrozen(db, list, context)
  return getSegment(db, await db.group(() => prepared.publish(name)))
}
