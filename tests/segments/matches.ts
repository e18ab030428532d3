import type { Criterion } from '../../src/segments/criterion.js'
import type { EvaluationContext } from '../../src/segments/window.js'
import { casesOf } from './cases/kind.js'
import type { Human, World } from './fixture.js'
import { drawOf } from './reading/person.js'

/** A second reading of the language, over plain data: no SQL, no luxon, nothing shared with the product. */
export function matches(criterion: Criterion, person: Human, world: World, context: EvaluationContext): boolean {
  if ('all' in criterion) {
    const children = criterion.all.map(bare)
    const others = children.filter(child => drawing(child) === null)
    const passes = (one: Human) => others.every(child => matches(child, one, world, context))
    return children.every(child => {
      const draw = drawing(child)
      if (draw === null) return matches(child, person, world, context)
      return draw(person, { ...world, people: world.people.filter(passes) }, context) !== 'not' in child
    })
  }
  if ('any' in criterion) return criterion.any.some(child => matches(child, person, world, context))
  if ('not' in criterion) return !matches(criterion.not, person, world, context)
  return casesOf(criterion.leaf).holds(criterion, person, world, context)
}

type Draw = { people: number; sample: string }

/** The first of some by their numbers in the draw. */
export function drawn({ people, sample }: Draw, person: Human, from: Human[]): boolean {
  const order = [...from].sort((a, b) => Number(drawOf(sample, a) - drawOf(sample, b)) || a.id - b.id)
  return order.slice(0, people).some(({ id }) => id === person.id)
}

/** What draws so many of those who pass what stands beside it; null for anything else. */
function drawing(child: Criterion): ((person: Human, of: World, context: EvaluationContext) => boolean) | null {
  const leaf = 'not' in child ? child.not : child
  if ('leaf' in leaf && leaf.leaf === 'top' && leaf.among === true)
    return (person, of, context) => casesOf('top').holds(leaf, person, of, context)
  if (!('leaf' in leaf) || leaf.leaf !== 'random' || leaf.people === undefined || leaf.alone === true) return null
  const { people, sample } = leaf
  return (person, of) => drawn({ people, sample }, person, of.people)
}

/** Without groups of one and pairs of *not*. */
function bare(child: Criterion): Criterion {
  if ('leaf' in child) return child
  if ('not' in child) {
    const inside = bare(child.not)
    return 'not' in inside ? inside.not : { not: inside }
  }
  const [only, second] = 'all' in child ? child.all : child.any
  return only === undefined || second !== undefined ? child : bare(only)
}
