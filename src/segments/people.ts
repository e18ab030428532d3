import type { FoundPerson } from '../audience/search.js'
import type { Db } from '../db/open.js'
import { sql } from './compile/sql.js'
import { compileCriterion } from './compile.js'
import { expandCriterion } from './criterion/expand.js'
import type { Criterion } from './criterion.js'
import type { EvaluationContext } from './window.js'

/**
 * A page of the people of a criterion, the newest first, in the reader; `more` where others come behind it.
 * @throws AppError `query_timeout` after 5 s, `criterion_…`
 */
export async function listPeople(
  db: Db,
  criterion: Criterion,
  context: EvaluationContext,
  page: { offset: number; limit: number },
): Promise<{ people: FoundPerson[]; more: boolean }> {
  const query = sql`select p.*, (select v.shown from attributes a
        join attribute_values v on v.attribute_id = a.id and v.subscriber_id = p.id where a.key = 'city') as city
    from (select s.id, s.telegram_id as telegramId, s.first_name as firstName, s.last_name as lastName, s.username,
        substr(s.phone, -4) as phoneEnd, s.subscribed_at as since
      from subscribers s where ${compileCriterion(expandCriterion(db, criterion), context)}
      order by s.id desc limit ${page.limit + 1} offset ${page.offset}) p`
  const found = await db.people.rows<FoundPerson>(query.text, query.params)
  return { people: found.slice(0, page.limit), more: found.length > page.limit }
}
