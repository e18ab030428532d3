import { unreachable } from '../errors.js'
import { fold } from '../text/fold.js'
import { compileColumn } from './compile/column.js'
import { compileEvent } from './compile/event.js'
import { compileField } from './compile/field.js'
import { compileOrder } from './compile/order.js'
import { compileScore } from './compile/score.js'
import { compileSign } from './compile/sign.js'
import type { PlainCriterion, PlainLeaf } from './criterion.js'
import { compilePlace } from './place.js'
import { drawSql } from './sample.js'
import { joinSql, type Sql, sql } from './sql.js'
import { type EvaluationContext, ofOne } from './window.js'

export type { Sql } from './sql.js'
export type { EvaluationContext } from './window.js'

/**
 * A criterion as one boolean SQL expression over `subscribers s`, with positional parameters. It is true or false for
 * every row, never NULL: what nobody knows makes a condition false, and `not` is the complement of that.
 */
export function compileCriterion(criterion: PlainCriterion, context: EvaluationContext): Sql {
  return compile(criterion, context, true)
}

/** `wanted` false compiles the complement: `not` is carried down to the conditions. */
function compile(criterion: PlainCriterion, context: EvaluationContext, wanted: boolean): Sql {
  if ('not' in criterion) return compile(criterion.not, context, !wanted)
  if ('leaf' in criterion) {
    const test = compileLeaf(criterion, context)
    return wanted ? test : sql`(not ${test})`
  }
  const inside = 'all' in criterion ? criterion.all : criterion.any
  return joinSql(
    inside.map(child => compile(child, context, wanted)),
    'all' in criterion === wanted ? 'and' : 'or',
  )
}

/** Each is true or false but never NULL, and stands between brackets. */
function compileLeaf(leaf: PlainLeaf, context: EvaluationContext): Sql {
  switch (leaf.leaf) {
    case 'everyone':
    case 'language':
    case 'premium':
    case 'source':
    case 'known':
    case 'status':
    case 'subscribed':
      return compileColumn(leaf, context)
    case 'field':
    case 'age':
      return compileField(leaf, context)
    case 'received':
    case 'seen':
    case 'clicked':
      return compileEvent(leaf, context)
    case 'stopped':
    case 'engagement':
      return compileSign(leaf, context)
    case 'ordered':
    case 'spent':
    case 'orderTime':
    case 'linked':
      return compileOrder(leaf, context)
    case 'rfm':
    case 'rfmScore':
    case 'ladder':
      return compileScore(leaf, context)
    case 'listed':
      return sql`(s.id in (select m.subscriber_id from segment_members m
        where m.segment_id = ${leaf.segment}${ofOne(sql`m.subscriber_id`, context)}))`
    case 'near':
      return compilePlace(leaf)
    case 'random':
      return sql`(${drawSql(`sample ${fold(leaf.sample)}`, sql`s.dice`)} % 10000 < ${leaf.share})`
    default:
      return unreachable(leaf)
  }
}
