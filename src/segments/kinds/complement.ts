import type { Count, Window } from '../parts.js'
import type { Counted, Phrasing } from '../phrase.js'
import type { AnyLeaf } from '../rule.js'

/** What *not* makes of a condition. */
export type Complement<L extends AnyLeaf> = {
  /** The same turned round as a condition of this kind; null where none says that. */
  turned(leaf: L): L | null
  /** True when it holds those too of whom the fact is not known: the sentence says so. */
  holdsUnknown(leaf: L): boolean
  /** Its phrase, where that is not "not" and the condition's own; null where it is. */
  say?(leaf: L, phrasing: Phrasing): string | null
}

/** Nothing but *not* says it, and everybody's fact is known. */
export const PLAIN_NOT = { turned: () => null, holdsUnknown: () => false }

/** Nothing but *not* says it, and that holds people too of whom the fact is not known. */
export const OR_UNKNOWN = { turned: () => null, holdsUnknown: () => true }

/** True and false say the opposite. */
export function flipped<L extends { leaf: string; value: boolean }>(): Complement<L> {
  return { turned: leaf => ({ ...leaf, value: !leaf.value }), holdsUnknown: () => false }
}

/**
 * What happened so often, otherwise: "not exactly 2" and "not 2–4" are phrases of their own.
 * @param say the condition's phrase with any number of times
 */
export function countedOtherwise<L extends { leaf: string; count: Count; window: Window | null }>(
  say: (leaf: L, counted: Counted, phrasing: Phrasing) => string,
): Complement<L> {
  return {
    turned(leaf) {
      const count = complement(leaf.count)
      return count === null ? null : { ...leaf, count }
    },
    holdsUnknown: () => false,
    say(leaf, phrasing) {
      const { count } = leaf
      if (count === 'none') return null
      const { words } = phrasing
      if ('exactly' in count) return say(leaf, { verb: 'times', count: words.notExactly(count.exactly) }, phrasing)
      return 'from' in count
        ? say(leaf, { verb: 'times', count: words.notTimes(count.from, count.to) }, phrasing)
        : null
    },
  }
}

/** How often something has happened otherwise; null when that is on both sides of a number, or past the largest. */
function complement(count: Count): Count | null {
  if (count === 'none') return { atLeast: 1 }
  if ('atMost' in count) return count.atMost < 10_000 ? { atLeast: count.atMost + 1 } : null
  if ('exactly' in count || 'from' in count) return null
  return count.atLeast === 1 ? 'none' : { atMost: count.atLeast - 1 }
}
