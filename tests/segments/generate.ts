import fc from 'fast-check'
import type { Criterion } from '../../src/segments/criterion.js'
import type { EvaluationContext } from '../../src/segments/window.js'
import { AT } from './fixture.js'
import { kindCases } from './kinds.js'

const leaf: fc.Arbitrary<Criterion> = fc.oneof(
  ...kindCases.map(({ asked, weight = 1 }) => ({ arbitrary: asked, weight })),
)

/** Criteria of any shape, over what `world` of populations.ts holds. */
export const criterion: fc.Arbitrary<Criterion> = fc.letrec<{ tree: Criterion }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
  ),
})).tree

export const context: fc.Arbitrary<EvaluationContext> = fc.record({
  at: fc.constantFrom(AT, AT, AT, Date.UTC(2026, 1, 28, 9), Date.UTC(2028, 1, 29, 9)),
  zone: fc.constantFrom('UTC', 'Europe/Moscow', 'America/New_York', 'Pacific/Kiritimati'),
})
