import type { Db } from '../../../../db/open.js'
import { compileCriterion, type EvaluationContext } from '../../../../segments/compile.js'
import type { Criterion } from '../../../../segments/criterion.js'
import { expandCriterion } from '../../../../segments/expand.js'
import { unlessSlow } from '../patience.js'

/** How many people each of some criteria holds, how many are in any, in two or more, and how many there are at all. */
export type Headcount = { each: number[]; any: number; several: number; everyone: number }

/**
 * Counts several criteria in one pass over the people, in the reader; null when that takes longer than 5 s.
 * @param leftOut whoever fits one of these counts nowhere
 */
export async function countHeads(
  db: Db,
  criteria: readonly Criterion[],
  context: EvaluationContext,
  leftOut: readonly Criterion[] = [],
): Promise<Headcount | null> {
  const tests = criteria.map(criterion => compileCriterion(expandCriterion(db, criterion), context))
  const left =
    leftOut.length === 0
      ? { text: 'false', params: [] }
      : compileCriterion({ any: leftOut.map(criterion => expandCriterion(db, criterion)) }, context)
  const columns = tests.map((test, i) => `(${test.text}) as c${i}`)
  const names = tests.map((_, i) => `c${i}`)
  const sum = names.length === 0 ? '0' : names.join(' + ')
  const text = `with heads as materialized (select ${['s.id', ...columns].join(', ')} from subscribers s where not (${left.text}))
    select count(*) as everyone, total(${sum} >= 1) as some, total(${sum} >= 2) as several
      ${names.map(name => `, total(${name}) as ${name}`).join('')} from heads`
  const params = [...tests.flatMap(test => test.params), ...left.params]
  const rows = await unlessSlow(db.people.rows<Record<string, number>>(text, params), null)
  if (rows === null) return null
  const value = (name: string) => rows[0]?.[name] ?? 0
  return {
    each: names.map(value),
    any: value('some'),
    several: value('several'),
    everyone: value('everyone'),
  }
}
