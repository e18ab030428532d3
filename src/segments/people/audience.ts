import type { Db } from '../../db/open.js'
import { sql } from '../compile/sql.js'
import { compileCriterion } from '../compile.js'
import { expandCriterion } from '../criterion/expand.js'
import type { Criterion } from '../criterion.js'
import type { EvaluationContext } from '../window.js'

/** How many people a criterion holds, and how many of them can be written to now (active and not on pause). */
export type PeopleCount = { people: number; reachable: number }

/** A person of a sample: enough to recognise them. */
export type SamplePerson = { id: number; firstName: string; lastName: string | null; username: string | null }

/** Counts the people of a criterion, in the reader. @throws AppError `query_timeout` after 5 s, `criterion_…` */
export async function countPeople(db: Db, criterion: Criterion, context: EvaluationContext): Promise<PeopleCount> {
  const query = sql`select count(*) as people,
    coalesce(sum(s.status = 'active' and coalesce(s.paused_until, 0) <= ${context.at}), 0) as reachable
    from subscribers s where ${compileCriterion(expandCriterion(db, criterion), context)}`
  const [counted] = await db.people.rows<PeopleCount>(query.text, query.params)
  return counted ?? { people: 0, reachable: 0 }
}

/**
 * How many people there are, without those who were forgotten; counted in the reader. @throws AppError `query_timeout`
 * after 5 s
 */
export async function countEveryone(db: Db): Promise<number> {
  const [counted] = await db.people.rows<{ n: number }>('select count(telegram_id) as n from subscribers')
  return counted?.n ?? 0
}

/**
 * Up to `n` people of a criterion: a random draw, but the same one every time while the audience stays the same.
 * @throws AppError `query_timeout` after 5 s, `criterion_…`
 */
export async function samplePeople(
  db: Db,
  criterion: Criterion,
  context: EvaluationContext,
  n: number,
): Promise<SamplePerson[]> {
  const query = sql`select s.id, s.first_name as firstName, s.last_name as lastName, s.username
    from subscribers s where ${compileCriterion(expandCriterion(db, criterion), context)} order by s.dice, s.id limit ${n}`
  return db.people.rows<SamplePerson>(query.text, query.params)
}
