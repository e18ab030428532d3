import { kindOf } from '../kinds/all.js'
import { type AnyLeaf, isLeaf, type Rule } from '../rule.js'

/**
 * A criterion without what changes nothing: a group of one, *not* of *not*, *not* before what can be said without it, a
 * number of times written in a roundabout way. It holds the same people.
 */
export function simplify(criterion: Rule): Rule {
  if (isLeaf(criterion)) return plain(criterion)
  if ('not' in criterion) {
    const inside = simplify(criterion.not)
    if ('not' in inside) return inside.not
    return (isLeaf(inside) ? kindOf(inside).not.turned(inside) : null) ?? { not: inside }
  }
  const inside = ('all' in criterion ? criterion.all : criterion.any).map(simplify)
  const [only] = inside
  if (only !== undefined && inside.length === 1) return only
  return 'all' in criterion ? { all: inside } : { any: inside }
}

function plain(leaf: AnyLeaf): Rule {
  const counted = plainlyCounted(leaf)
  return kindOf(counted).plain?.(counted) ?? counted
}

function plainlyCounted(leaf: AnyLeaf): AnyLeaf {
  const { count } = leaf
  if (count === undefined || count === 'none') return leaf
  if ('atMost' in count && count.atMost === 0) return { ...leaf, count: 'none' }
  if ('from' in count && count.from === count.to) return { ...leaf, count: { exactly: count.from } }
  return leaf
}
