import { z } from 'zod'
import type { Db } from '../../db/open.js'
import { isAppError } from '../../errors.js'
import { type Sql, sql } from '../compile/sql.js'
import { compileCriterion } from '../compile.js'
import { expandCriterion } from '../criterion/expand.js'
import { parseCriterion } from '../criterion.js'
import type { EvaluationContext } from '../window.js'

/** The saved segments that hold a person, by name, and how many could not be asked: unreadable, or too slow. */
export type Belonging = { segments: { id: number; name: string }[]; unasked: number }

/** As many segments as one statement has room for: SQLite takes 32,766 parameters. */
const AT_ONCE = 10
const PARAMS = 30_000

/** Asks all saved segments about one person, in the reader. */
export async function segmentsOf(db: Db, subscriberId: number, context: EvaluationContext): Promise<Belonging> {
  const saved = db
    .sql<{ id: number; name: string; criterion: string }>(
      'select id, name, criterion from segments where deleted_at is null order by name_folded, id',
    )
    .all()
  const readable = saved.flatMap(({ id, name, criterion }) => {
    const test = compileStored(db, criterion, { ...context, one: true })
    return test === null ? [] : [{ id, name, test }]
  })
  const belonging: Belonging = { segments: [], unasked: saved.length - readable.length }
  for (const asked of roomy(readable)) {
    const answers = await askAtOnce(
      db,
      subscriberId,
      asked.map(({ test }) => test),
    )
    if (answers === null) belonging.unasked += asked.length
    else belonging.segments.push(...asked.filter((_, i) => answers[i] === 1).map(({ id, name }) => ({ id, name })))
  }
  return belonging
}

/** Groups that fit into one statement each. */
function roomy<Asked extends { test: Sql }>(all: readonly Asked[]): Asked[][] {
  const groups: Asked[][] = []
  let params = 0
  for (const one of all) {
    const last = groups.at(-1)
    params += one.test.params.length
    if (last !== undefined && last.length < AT_ONCE && params <= PARAMS) last.push(one)
    else {
      groups.push([one])
      params = one.test.params.length
    }
  }
  return groups
}

function compileStored(db: Db, criterion: string, context: EvaluationContext): Sql | null {
  try {
    return compileCriterion(expandCriterion(db, parseCriterion(JSON.parse(criterion))), context)
  } catch (error) {
    if (isAppError(error) || error instanceof SyntaxError) return null
    throw error
  }
}

/** One answer a test, 1 or 0; null when it took too long. */
async function askAtOnce(db: Db, subscriberId: number, tests: readonly Sql[]): Promise<number[] | null> {
  const list: Sql = { text: tests.map(({ text }) => text).join(', '), params: tests.flatMap(({ params }) => params) }
  const query = sql`select json_array(${list}) as answers from subscribers s where s.id = ${subscriberId}`
  try {
    const [row] = await db.people.rows<{ answers: string }>(query.text, query.params)
    return row === undefined ? [] : z.array(z.number()).parse(JSON.parse(row.answers))
  } catch (error) {
    if (isAppError(error, 'query_timeout')) return null
    throw error
  }
}
