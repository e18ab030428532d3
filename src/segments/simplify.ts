import { type Count, type Criterion, isLeaf, type Leaf } from './criterion.js'

/**
 * A criterion without what changes nothing: a group of one, *not* of *not*, *not* before what can be said without it, a
 * number of times written in a roundabout way. It holds the same people.
 */
export function simplify(criterion: Criterion): Criterion {
  if (isLeaf(criterion)) return plain(criterion)
  if ('not' in criterion) {
    const inside = simplify(criterion.not)
    if ('not' in inside) return inside.not
    return (isLeaf(inside) ? turned(inside) : null) ?? { not: inside }
  }
  const inside = ('all' in criterion ? criterion.all : criterion.any).map(simplify)
  const [only] = inside
  if (only !== undefined && inside.length === 1) return only
  return 'all' in criterion ? { all: inside } : { any: inside }
}

function plain(leaf: Leaf): Criterion {
  if (leaf.leaf === 'rfmScore' && leaf.from > leaf.to) return { not: { leaf: 'everyone' } }
  if (!('count' in leaf) || leaf.count === 'none') return leaf
  return 'atMost' in leaf.count && leaf.count.atMost === 0 ? { ...leaf, count: 'none' } : leaf
}

/** The complement of a condition as a condition; null when there is none. */
function turned(leaf: Leaf): Leaf | null {
  switch (leaf.leaf) {
    case 'premium':
    case 'linked':
    case 'known':
      return { ...leaf, value: !leaf.value }
    case 'field':
      return 'known' in leaf.test ? { ...leaf, test: { known: !leaf.test.known } } : null
    case 'received':
    case 'seen':
    case 'clicked':
    case 'stopped':
    case 'ordered': {
      const count = complement(leaf.count)
      return count === null ? null : { ...leaf, count }
    }
    default:
      return null
  }
}

/** How often something has happened otherwise; null when that is on both sides of a number, or past the largest. */
function complement(count: Count): Count | null {
  if (count === 'none') return { atLeast: 1 }
  if ('atMost' in count) return count.atMost < 10_000 ? { atLeast: count.atMost + 1 } : null
  if ('exactly' in count) return null
  return count.atLeast === 1 ? 'none' : { atMost: count.atLeast - 1 }
}
