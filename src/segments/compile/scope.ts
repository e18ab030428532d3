import type { PlainCriterion, PlainLeaf } from '../criterion.js'
import { kindOf } from '../kinds/all.js'

/** A condition that draws some out of those who pass this. */
export type Scoped = PlainLeaf & { of?: PlainCriterion }

const EVERYONE: PlainCriterion = { leaf: 'everyone' }

/**
 * The criterion with whom each drawing condition draws from: those who pass what else must be true beside it. Alone, in
 * what any of several makes true, and out of a group, it draws from everybody.
 */
export function scoped(criterion: PlainCriterion): PlainCriterion {
  if ('leaf' in criterion) return criterion
  if ('not' in criterion) return { not: scoped(criterion.not) }
  if ('any' in criterion) return { any: criterion.any.map(scoped) }
  const children = criterion.all.map(plainest)
  if (!children.some(draws)) return { all: children.map(scoped) }
  const others = children.filter(child => !draws(child))
  const of = others.length === 0 ? EVERYONE : { all: others }
  return { all: children.map(child => (draws(child) ? drawnFrom(child, of) : scoped(child))) }
}

/** Without groups of one, and without *not* of *not*: neither changes what a condition says. */
function plainest(criterion: PlainCriterion): PlainCriterion {
  if ('leaf' in criterion) return criterion
  if ('not' in criterion) {
    const inside = plainest(criterion.not)
    return 'not' in inside ? inside.not : { not: inside }
  }
  const [only, ...others] = 'all' in criterion ? criterion.all : criterion.any
  return only === undefined || others.length > 0 ? criterion : plainest(only)
}

function draws(criterion: PlainCriterion): boolean {
  const inside = 'not' in criterion ? criterion.not : criterion
  return 'leaf' in inside && kindOf(inside).draws?.(inside) === true
}

function drawnFrom(criterion: PlainCriterion, of: PlainCriterion): PlainCriterion {
  if ('not' in criterion) return { not: drawnFrom(criterion.not, of) }
  const scopedLeaf: Scoped | PlainCriterion = 'leaf' in criterion ? { ...criterion, of } : criterion
  return scopedLeaf
}
