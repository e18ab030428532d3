import type { Db } from '../../db/open.js'
import { AppError } from '../../errors.js'
import { type Criterion, EXPANDED, isLeaf, type PlainCriterion, parseCriterion } from '../criterion.js'

/** The rule of a segment and its name, by its id; null when there is no such segment. */
export type Rules = (segment: number) => { name: string; criterion: Criterion } | null

/**
 * Replaces every segment that a criterion names by that segment's rule, and theirs. What could be kept can be used,
 * with more asked beside it: the limits are wider here than where a criterion is kept.
 * @throws AppError `criterion_unknown_reference` (with `segment`: its id), `criterion_cycle` (with `name`: the segment
 * that comes back to itself), `criterion_too_deep`, `criterion_too_large` (both with `limit`)
 */
export function expandCriterion(db: Db, criterion: Criterion): PlainCriterion {
  return expandBy(savedRules(db), criterion, EXPANDED.used)
}

/** The rules as they are saved. */
export function savedRules(db: Db): Rules {
  return segment => {
    const row = db
      .sql<{ name: string; criterion: string }>(
        'select name, criterion from segments where id = ? and deleted_at is null',
      )
      .get(segment)
    return row === undefined ? null : { name: row.name, criterion: parseCriterion(JSON.parse(row.criterion)) }
  }
}

/** `expandCriterion` by given rules, within the limits of what is kept. @throws AppError as `expandCriterion` */
export function expandBy(
  rules: Rules,
  criterion: Criterion,
  limits: { depth: number; leaves: number } = EXPANDED,
): PlainCriterion {
  // Counted on the way: segments that name others twice would double at every step.
  let leaves = 0

  function expand(criterion: Criterion, depth: number, within: readonly number[]): PlainCriterion {
    if (depth > limits.depth) throw new AppError('criterion_too_deep', { limit: limits.depth })
    if (!isLeaf(criterion)) {
      if ('not' in criterion) return { not: expand(criterion.not, depth + 1, within) }
      if ('all' in criterion) return { all: criterion.all.map(child => expand(child, depth + 1, within)) }
      return { any: criterion.any.map(child => expand(child, depth + 1, within)) }
    }
    if (criterion.leaf === 'segment') {
      const { segment } = criterion
      const rule = rules(segment)
      if (rule === null) throw new AppError('criterion_unknown_reference', { segment })
      if (within.includes(segment)) throw new AppError('criterion_cycle', { name: rule.name })
      return drawnFromAll(expand(rule.criterion, depth, [...within, segment]))
    }
    leaves += 1
    if (leaves > limits.leaves) throw new AppError('criterion_too_large', { limit: limits.leaves })
    return criterion
  }

  return expand(criterion, 1, [])
}

/** People that a segment draws are drawn from everybody, whatever stands beside the segment. */
function drawnFromAll(criterion: PlainCriterion): PlainCriterion {
  if ('leaf' in criterion) {
    if (criterion.leaf === 'random' && criterion.people !== undefined) return { ...criterion, alone: true }
    if (criterion.leaf !== 'top' || criterion.among === undefined) return criterion
    const { among: _among, ...ofAll } = criterion
    return ofAll
  }
  if ('not' in criterion) return { not: drawnFromAll(criterion.not) }
  const [only, ...others] = 'all' in criterion ? criterion.all : criterion.any
  return only === undefined || others.length > 0 ? criterion : drawnFromAll(only)
}
