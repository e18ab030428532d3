import type { Rung } from '../../audience/ladder/rung.js'
import type { Criterion, Engagement, Leaf } from '../criterion.js'
import { leavesOf } from '../criterion.js'

/** What is asked of people: a field by its id, or something that every person has without one. */
export type Fact =
  | number
  | 'age'
  | 'language'
  | 'premium'
  | 'source'
  | 'clicked'
  | 'seen'
  | 'ordered'
  | 'engagement'
  | 'rfm'
  | 'ladder'

/**
 * One answer to a fact. `is`: as it was written, or a language's code, a source, the name of a group; `yes`: it holds;
 * `from`–`to`: a band of numbers, whole years, or days since 1970-01-01, the end not included, null where it is open;
 * `rung`: a step of the ladder.
 */
export type Answer =
  | { is: string }
  | { yes: true }
  | { from: number | null; to: number | null; of: 'number' | 'day' | 'years' }
  | { engagement: Engagement }
  | { rung: Rung }

/** Something that people may have. */
export type Trait = { fact: Fact; answer: Answer }

/** Facts that a criterion asks about: that its people differ in them is its own doing, and no news. */
export function definedBy(criterion: Criterion): Fact[] {
  return [...new Set(leavesOf(criterion).flatMap(factsOf))]
}

function factsOf(leaf: Leaf): Fact[] {
  switch (leaf.leaf) {
    case 'field':
      return [leaf.field]
    case 'language':
    case 'premium':
    case 'source':
    case 'age':
    case 'ladder':
    case 'engagement':
      return [leaf.leaf]
    case 'clicked':
    case 'seen':
      return [leaf.leaf, 'engagement']
    case 'ordered':
    case 'spent':
    case 'orderTime':
    case 'rfm':
    case 'rfmScore':
      return ['ordered', 'rfm']
    case 'subscribed':
      return ['engagement']
    case 'known':
      return leaf.fact === 'language' || leaf.fact === 'source' ? [leaf.fact] : []
    case 'everyone':
    case 'status':
    case 'received':
    case 'stopped':
    case 'linked':
    case 'segment':
    case 'listed':
    case 'near':
    case 'random':
      return []
  }
}
