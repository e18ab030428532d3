import type { Db } from '../../db/open.js'
import { sql } from '../compile/sql.js'
import { compileTogether } from '../compile.js'
import { expandCriterion } from '../criterion/expand.js'
import type { Criterion } from '../criterion.js'
import type { EvaluationContext } from '../window.js'

/** People, and how many of them can be written to now. */
export type Group = { people: number; reachable: number }

/** Two segments laid over each other: three groups that share nobody. */
export type Overlap = { onlyFirst: Group; both: Group; onlySecond: Group }

/** Who is in one segment, in the other, and in both. @throws AppError `query_timeout` after 5 s */
export async function overlapOf(
  db: Db,
  first: Criterion,
  second: Criterion,
  context: EvaluationContext,
): Promise<Overlap> {
  const { tests, from } = compileTogether([expandCriterion(db, first), expandCriterion(db, second)], context)
  const [a = sql`false`, b = sql`false`] = tests
  // The limit keeps SQLite from asking anew wherever `a` and `b` stand.
  const query = sql`select a, b, count(*) as people, sum(reachable) as reachable
    from (select ${a} as a, ${b} as b, s.status = 'active' and coalesce(s.paused_until, 0) <= ${context.at} as reachable
      from ${from()} limit -1)
    where a or b group by a, b`
  const rows = await db.people.rows<{ a: number; b: number } & Group>(query.text, query.params)
  const group = (inFirst: number, inSecond: number): Group => {
    const row = rows.find(({ a, b }) => a === inFirst && b === inSecond)
    return { people: row?.people ?? 0, reachable: row?.reachable ?? 0 }
  }
  return { onlyFirst: group(1, 0), both: group(1, 1), onlySecond: group(0, 1) }
}
