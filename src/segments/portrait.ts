import type { Db } from '../db/open.js'
import { holm } from '../statistics/holm.js'
import { expandCriterion } from './criterion/expand.js'
import type { Criterion } from './criterion.js'
import { chanceOf, distanceOf, FAMILY_ERROR, type Split } from './portrait/difference.js'
import { definedBy, type Fact, type Trait } from './portrait/trait.js'
import { countTraits, type Progress, type Tally } from './portrait/trait-count.js'
import type { Counted } from './portrait/trait-split.js'
import type { EvaluationContext } from './window.js'

/** Of fewer people, inside or outside, nothing is said. */
const LEAST_PEOPLE = 20

/** Lines that a marketer reads. */
const SHOWN = 7

/** A trait in which a segment surely differs from everyone else, and how. */
export type Difference = { trait: Trait; split: Split }

/**
 * What sets a segment apart from everybody else. `too_few`: one of the two sides is too small to say. `compared`: how
 * many traits were held against each other; `leftOut`: facts that the segment is defined by, of which it would say
 * nothing new; `missing`: facts that would have taken too long; `looked`: people of either side whose answers were
 * compared, fewer than there are where they were drawn at random.
 */
export type Portrait = { people: number; reachable: number; others: number } & (
  | { kind: 'too_few' }
  | ({ kind: 'compared'; differences: Difference[]; compared: number; leftOut: Fact[] } & Pick<
      Tally,
      'looked' | 'missing'
    >)
)

/**
 * Compares a segment with everybody else, in everything that is known of people: fields, language, source, what they
 * did, RFM groups, steps of the ladder. Shares are of those of whom the fact is known, on either side, so that a field
 * that was asked of one side only does not pass for a difference.
 * @throws AppError `query_timeout` when finding its people takes over 5 s; of anything else, what is too slow is missing
 */
export async function portraitOf(
  db: Db,
  criterion: Criterion,
  context: EvaluationContext,
  progress?: Progress,
): Promise<Portrait> {
  const plain = expandCriterion(db, criterion)
  const { people, reachable, everyone, looked, traits, missing } = await countTraits(db, plain, context, progress)
  const others = everyone - people
  if (people < LEAST_PEOPLE || others < LEAST_PEOPLE) return { kind: 'too_few', people, reachable, others }
  const leftOut = definedBy(plain)
  const open = traits.filter(({ trait }) => !leftOut.includes(trait.fact))
  return {
    kind: 'compared',
    people,
    reachable,
    others,
    leftOut,
    looked,
    missing: [...new Set(missing)],
    ...pickDifferences(open),
  }
}

/**
 * Picks what is certainly no chance (see `holm`), the largest differences first (see `distanceOf`): at most seven, one
 * for each fact, because "owns a car" and "owns no car" are the same news.
 */
export function pickDifferences(counted: readonly Counted[]): { differences: Difference[]; compared: number } {
  const compared = counted.map(one => ({ ...one, chance: chanceOf(one.split) }))
  const sure = holm(compared, FAMILY_ERROR)
    .map(one => ({ ...one, distance: distanceOf(one.split, compared.length), more: isMore(one.split) }))
    .sort((a, b) => b.distance - a.distance || Number(b.more) - Number(a.more))
  const differences: Difference[] = []
  const told = new Set<Fact>()
  for (const { trait, split } of sure) {
    if (told.has(trait.fact) || differences.length === SHOWN) continue
    told.add(trait.fact)
    differences.push({ trait, split })
  }
  return { differences, compared: compared.length }
}

function isMore({ inside, outside }: Split): boolean {
  return inside.having * outside.known > outside.having * inside.known
}
