import fc from 'fast-check'
import { type Criterion, LIMITS } from '../../src/segments/criterion.js'
import { kindCases } from './kinds.js'

export { TRICKY } from './wide.js'

/** Every kind of condition that there is, all of them about names in `TRICKY`. */
export const leaf = fc.oneof(...kindCases.map(({ any }) => any))

/** Criteria of every shape: groups in groups, *not* anywhere. */
export const criterion: fc.Arbitrary<Criterion> = fc.letrec<{ node: Criterion; group: Criterion[] }>(tie => ({
  group: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
  node: fc.oneof(
    { maxDepth: LIMITS.depth - 14, withCrossShrink: true },
    leaf,
    tie('group').map(all => ({ all })),
    tie('group').map(any => ({ any })),
    tie('node').map(not => ({ not })),
  ),
})).node
