import type { Criterion } from '../../src/segments/criterion.js'
import type { EvaluationContext } from '../../src/segments/window.js'
import { casesOf } from './cases/kind.js'
import type { Human, World } from './fixture.js'

/** A second reading of the language, over plain data: no SQL, no luxon, nothing shared with the product. */
export function matches(criterion: Criterion, person: Human, world: World, context: EvaluationContext): boolean {
  if ('all' in criterion) return criterion.all.every(child => matches(child, person, world, context))
  if ('any' in criterion) return criterion.any.some(child => matches(child, person, world, context))
  if ('not' in criterion) return !matches(criterion.not, person, world, context)
  return casesOf(criterion.leaf).holds(criterion, person, world, context)
}
