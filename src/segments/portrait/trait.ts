import type { Rung } from '../../audience/ladder/rung.js'
import { type Criterion, type Engagement, leavesOf } from '../criterion.js'
import { kindOf } from '../kinds/all.js'
import type { Fact } from './fact.js'

export type { Fact } from './fact.js'

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
  return [...new Set(leavesOf(criterion).flatMap(leaf => kindOf(leaf).facts(leaf)))]
}
