import { type Scoped, scoped } from './compile/scope.js'
import { joinSql, type Sql, sql } from './compile/sql.js'
import type { PlainCriterion } from './criterion.js'
import { kindOf } from './kinds/all.js'
import type { EvaluationContext } from './window.js'

export type { Sql } from './compile/sql.js'
export type { EvaluationContext } from './window.js'

/** A list of few, so that an index that holds all that is asked needs no row beside it. */
const NOT_FORGOTTEN = sql`s.id not in (select id from subscribers where erased_at is not null)`

/**
 * A criterion as one boolean SQL expression over `subscribers s`, with positional parameters. It is true or false for
 * every row, never NULL: what nobody knows makes a condition false, and `not` is the complement of that. Whoever was
 * forgotten is in nothing, whatever it asks for.
 */
export function compileCriterion(criterion: PlainCriterion, context: EvaluationContext): Sql {
  return sql`(${NOT_FORGOTTEN} and ${compile(scoped(criterion), context, true)})`
}

/** `wanted` false compiles the complement: `not` is carried down to the conditions. */
function compile(criterion: PlainCriterion, context: EvaluationContext, wanted: boolean): Sql {
  if ('not' in criterion) return compile(criterion.not, context, !wanted)
  if ('leaf' in criterion) {
    const test = kindOf(criterion).sql(criterion, context, drawnFrom(criterion, context))
    return wanted ? test : sql`(not ${test})`
  }
  const inside = 'all' in criterion ? criterion.all : criterion.any
  return joinSql(
    inside.map(child => compile(child, context, wanted)),
    'all' in criterion === wanted ? 'and' : 'or',
  )
}

/** Whom a condition draws from: among everybody, whoever is asked about. */
function drawnFrom({ of }: Scoped, { at, zone }: EvaluationContext): Sql {
  return of === undefined ? NOT_FORGOTTEN : compileCriterion(of, { at, zone })
}
