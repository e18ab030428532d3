import type { Db } from '../../db/open.js'
import { isAppError } from '../../errors.js'
import { sql } from '../../segments/compile/sql.js'
import { compileCriterion } from '../../segments/compile.js'
import type { PlainCriterion } from '../../segments/criterion.js'

/** Which of these segments, by the rules that they had then, hold somebody at this moment; null where that takes too long. */
export async function holding(
  db: Db,
  segments: readonly { name: string; criterion: PlainCriterion }[],
  subscriberId: number,
  context: { at: number; zone: string },
): Promise<string[] | null> {
  try {
    const held: string[] = []
    for (const { name, criterion } of segments) {
      const test = compileCriterion(criterion, { ...context, one: true })
      const query = sql`select 1 from subscribers s where s.id = ${subscriberId} and (${test})`
      if ((await db.people.rows(query.text, query.params)).length > 0) held.push(name)
    }
    return held
  } catch (error) {
    if (isAppError(error)) return null
    throw error
  }
}
