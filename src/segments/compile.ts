import { AppError } from '../errors.js'
import { compileColumn } from './column.js'
import type { Criterion, Leaf } from './criterion.js'
import { compileEvent } from './event.js'
import { joinSql, type Sql, sql } from './sql.js'
import type { EvaluationContext } from './window.js'

export type { Sql } from './sql.js'
export type { EvaluationContext } from './window.js'

/**
 * A criterion as one boolean SQL expression over `subscribers s`, with positional parameters. It is true or false for
 * every row, never NULL: what nobody knows makes a condition false, and `not` is the complement of that.
 */
export function compileCriterion(criterion: Criterion, context: EvaluationContext): Sql {
  return compile(criterion, context, true)
}

/** `wanted` false compiles the complement: `not` is carried down to the conditions, which turn it into SQL. */
function compile(criterion: Criterion, context: EvaluationContext, wanted: boolean): Sql {
  if ('not' in criterion) return compile(criterion.not, context, !wanted)
  if ('leaf' in criterion) return compileLeaf(criterion, context, wanted)
  const inside = 'all' in criterion ? criterion.all : criterion.any
  return joinSql(
    inside.map(child => compile(child, context, wanted)),
    'all' in criterion === wanted ? 'and' : 'or',
  )
}

function compileLeaf(leaf: Leaf, context: EvaluationContext, wanted: boolean): Sql {
  switch (leaf.leaf) {
    case 'everyone':
    case 'language':
    case 'premium':
    case 'source':
    case 'subscribed': {
      const test = compileColumn(leaf, context)
      return wanted ? test : sql`not ${test}`
    }
    case 'received':
    case 'seen':
    case 'clicked':
      return compileEvent(leaf, context, wanted)
    default:
      throw new AppError('criterion_invalid', { where: leaf.leaf, why: 'cannot be asked yet' })
  }
}
