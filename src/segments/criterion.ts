import { z } from 'zod'
import { AppError } from '../errors.js'
import { isUnsure } from './criterion/unsure.js'
import { type Leaf, leafSchema } from './kinds/all.js'
import { leavesOf, type Tree } from './rule.js'

export type { Leaf } from './kinds/all.js'
export type { Engagement } from './kinds/groups/engagement.js'
export type * from './parts.js'
export { isLeaf, leavesOf } from './rule.js'

/** How deep groups may stand in one another, and how many conditions one criterion may hold. */
export const LIMITS = { depth: 20, leaves: 200 } as const

/** The same for a criterion with the segments that it names, and (`used`) with what is asked beside it. */
export const EXPANDED = { depth: 40, leaves: 400, used: { depth: 60, leaves: 900 } } as const

/** The rule tree of a segment. `not` is the complement: it holds everyone whom its inside does not hold. */
export type Criterion = Tree<Leaf>

/** A condition that needs no other segment's rule. */
export type PlainLeaf = Exclude<Leaf, { leaf: 'segment' }>

/** A criterion in which other segments are replaced by their rules (see `expandCriterion`): what can be asked of people. */
export type PlainCriterion = Tree<PlainLeaf>

/** Stored form of a criterion. Use `parseCriterion`, which bounds the tree before this walks it. */
export const criterionSchema: z.ZodType<Criterion> = z.lazy(() =>
  z.union([
    leafSchema,
    z.strictObject({ all: z.array(criterionSchema).min(1) }),
    z.strictObject({ any: z.array(criterionSchema).min(1) }),
    z.strictObject({ not: criterionSchema }),
  ]),
)

/** Stored form of a plain criterion. */
export const plainCriterionSchema: z.ZodType<PlainCriterion> = criterionSchema.transform((criterion, context) => {
  if (isPlain(criterion)) return criterion
  context.addIssue('a segment that was not replaced by its rule')
  return z.NEVER
})

/** True when no other segment is needed to ask it. */
export function isPlain(criterion: Criterion): criterion is PlainCriterion {
  return leavesOf(criterion).every(leaf => leaf.leaf !== 'segment')
}

/**
 * A criterion from JSON of any origin.
 * @throws AppError `criterion_empty` (no condition, an empty group), `criterion_too_deep`, `criterion_too_large`
 * (both with `limit`), `criterion_amount_unsure` (see `findUnsure`),
 * `criterion_invalid` (with `where`: the path, and `why`)
 */
export function parseCriterion(value: unknown): Criterion {
  checkShape(value)
  const parsed = criterionSchema.safeParse(value)
  if (parsed.success) return parsed.data
  if (isUnsure(value)) throw new AppError('criterion_amount_unsure')
  const { path, message } = innermost(parsed.error.issues)
  throw new AppError('criterion_invalid', { where: path.join('.'), why: message })
}

/** Walks with a stack of its own, so that a hostile depth cannot exhaust the machine's. */
function checkShape(value: unknown): void {
  const waiting: { value: unknown; depth: number }[] = [{ value, depth: 1 }]
  let leaves = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { depth } = next
    if (depth > LIMITS.depth) throw new AppError('criterion_too_deep', { limit: LIMITS.depth })
    const inside = childrenOf(next.value)
    if (inside === null) leaves += 1
    else if (inside.length === 0) throw new AppError('criterion_empty')
    else for (const child of inside) waiting.push({ value: child, depth: depth + 1 })
    if (leaves + waiting.length > LIMITS.leaves) throw new AppError('criterion_too_large', { limit: LIMITS.leaves })
  }
}

/** What stands inside a group; null for anything else. Nothing at all counts as an empty group. */
function childrenOf(value: unknown): unknown[] | null {
  if (value === null || value === undefined) return []
  if (typeof value !== 'object' || Array.isArray(value)) return null
  const keys = Object.keys(value)
  if (keys.length === 0) return []
  if (!keys.some(key => key === 'all' || key === 'any' || key === 'not')) return null
  if (keys.length > 1)
    throw new AppError('criterion_invalid', { where: keys.join(', '), why: 'one kind of group only' })
  if ('not' in value) return [value.not]
  const inside = 'all' in value ? value.all : 'any' in value ? value.any : null
  return Array.isArray(inside) ? inside : null
}

type Issue = z.core.$ZodIssue

/** The issue of the reading that came furthest: a union reports one list of issues for each of its readings. */
function innermost(issues: readonly Issue[], above: readonly PropertyKey[] = []): { path: string[]; message: string } {
  const found = issues.flatMap(issue => {
    const path = [...above, ...issue.path]
    if (issue.code === 'invalid_union' && issue.errors.length > 0)
      return issue.errors.map(reading => innermost(reading, path))
    return [{ path: path.map(String), message: issue.message }]
  })
  return found.reduce((best, next) => (next.path.length > best.path.length ? next : best), {
    path: above.map(String),
    message: found[0]?.message ?? 'invalid',
  })
}
