import { CELLS_WITHOUT_SCORE } from '../../audience/rfm/cell.js'
import { unreachable } from '../../errors.js'
import type { PlainLeaf } from '../criterion.js'
import { among, any, type Sql, sql } from '../sql.js'
import { type EvaluationContext, ofOne } from '../window.js'
import { countedSql, linkedSql, ofOneCustomer } from './order.js'

/** Conditions on what was worked out of people's doings and stored: RFM scores and the ladder. */
export type ScoreLeaf = Extract<PlainLeaf, { leaf: 'rfm' | 'rfmScore' | 'ladder' }>

/** A condition on scores or the ladder, true or false but never NULL, between brackets. */
export function compileScore(leaf: ScoreLeaf, context: EvaluationContext): Sql {
  switch (leaf.leaf) {
    case 'rfm':
      return cells(leaf.cells, context)
    case 'rfmScore':
      return scored(scoreTest(leaf), context)
    case 'ladder':
      return ladder(leaf.rungs, context)
    default:
      return unreachable(leaf)
  }
}

function cells(chosen: Extract<ScoreLeaf, { leaf: 'rfm' }>['cells'], context: EvaluationContext): Sql {
  const areas = chosen.filter(cell => !CELLS_WITHOUT_SCORE.some(other => other === cell))
  const [before, never] = [chosen.includes('bought_before'), chosen.includes('never_bought')]
  const parts = areas.length === 0 ? [] : [scored(sql`r.cell in ${among(areas)}`, context)]
  if (chosen.includes('not_linked')) parts.push(sql`not ${linkedSql(context)}`)
  if (before && never) parts.push(withoutScore(sql`true`, context))
  else if (before) parts.push(withoutScore(hasOrder(context), context))
  else if (never) parts.push(withoutScore(sql`not ${hasOrder(context)}`, context))
  return any(...parts)
}

/** Linked people whose customer `c` has no score, and passes. */
function withoutScore(test: Sql, context: EvaluationContext): Sql {
  return sql`s.id in (select c.subscriber_id from customers c where c.subscriber_id is not null
    and not exists (select 1 from rfm_scores r where r.customer_id = c.id) and ${test}${ofOne(sql`c.subscriber_id`, context)})`
}

function hasOrder({ at }: EvaluationContext): Sql {
  return sql`exists (select 1 from orders o where o.customer_id = c.id and ${countedSql} and o.at <= ${at})`
}

function scored(test: Sql, context: EvaluationContext): Sql {
  return sql`(s.id in (select c.subscriber_id from rfm_scores r cross join customers c on c.id = r.customer_id
    where ${test} and c.subscriber_id is not null${ofOneCustomer(sql`r.customer_id`, context)}))`
}

/** The index is (r, f, m): naming every score before the one that is asked lets it be searched, not scanned. */
function scoreTest({ measure, from, to }: Extract<ScoreLeaf, { leaf: 'rfmScore' }>): Sql {
  const any = sql`in (1, 2, 3, 4, 5)`
  const asked = sql`between ${from} and ${to}`
  switch (measure) {
    case 'r':
      return sql`r.r ${asked}`
    case 'f':
      return sql`r.r ${any} and r.f ${asked}`
    case 'm':
      return sql`r.r ${any} and r.f ${any} and r.m ${asked}`
    default:
      return unreachable(measure)
  }
}

/** Nobody has a row who stands nowhere: 0 is the lack of one. */
function ladder(rungs: readonly number[], context: EvaluationContext): Sql {
  const mine = ofOne(sql`a.subscriber_id`, context)
  const on = rungs.filter(rung => rung !== 0)
  const parts =
    on.length === 0 ? [] : [sql`s.id in (select a.subscriber_id from awareness a where a.rung in ${among(on)}${mine})`]
  if (rungs.includes(0)) parts.push(sql`s.id not in (select a.subscriber_id from awareness a where true${mine})`)
  return any(...parts)
}
