import fc from 'fast-check'
import type { Criterion } from '../../../../src/segments/criterion.js'
import type { Random } from '../../../../src/segments/kinds/more/random.js'
import { EVERYONE, premium, random } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { drawn } from '../../matches.js'
import { isDrawn } from '../../reading/person.js'
import * as wide from '../../wide.js'

const some = (people: number, rest: Partial<Random> = {}): Random => ({
  ...{ leaf: 'random', people, sample: 'default' },
  ...rest,
})
const both = (...all: Criterion[]): Criterion => ({ all })

registerCases<Random>('random', {
  table: [
    ['random 100%', random(10_000), EVERYONE, 'random 100%', 'случайные 100%'],
    ['random 50%', random(5_000), 'ann bob cat finn gus', 'random 50%', 'случайные 50%'],
    ['another random 50%', random(5_000, 'May'), 'bob dan finn gus', 'random 50% "May"', 'случайные 50% "May"'],
    ['not random 50%', { not: random(5_000) }, 'dan eve hana', 'not random 50%', 'не случайные 50%'],
    ['so many people', some(3), 'cat eve gus', 'random 3 people', 'случайные 3 человека'],
    ['more than there are', some(10_000_000), EVERYONE, 'random 10000000 people', 'случайные 10000000 человек'],
    ['another draw', some(3, { sample: 'May' }), 'ann gus hana', 'random 3 people "May"', 'случайные 3 человека "May"'],
    [
      'of those who pass what stands beside it',
      both(premium(true), some(1)),
      'cat',
      'premium: yes and random 1 person',
      'премиум: да и случайные 1 человек',
    ],
    [
      'of all, whatever stands beside it',
      both(premium(false), some(1, { alone: true })),
      '',
      'premium: no and random 1 person of everyone',
      'премиум: нет и случайные 1 человек из всех',
    ],
    [
      'the others of them',
      both(premium(true), { not: some(1) }),
      'ann',
      'premium: yes and not random 1 person',
      'премиум: да и не случайные 1 человек',
    ],
  ],
  holds: (leaf, person, world) =>
    leaf.people === undefined
      ? isDrawn(leaf, person)
      : drawn({ people: leaf.people, sample: leaf.sample }, person, world.people),
  asked: fc.oneof(
    fc.record({
      leaf: fc.constant('random' as const),
      ...{ share: fc.constantFrom(1, 2_500, 5_000, 10_000), sample: fc.constantFrom('default', 'Май') },
    }),
    fc.record(
      {
        ...{
          leaf: fc.constant('random' as const),
          people: fc.constantFrom(1, 2, 3, 4),
          alone: fc.constant(true as const),
        },
        sample: fc.constantFrom('default', 'Май'),
      },
      { requiredKeys: ['leaf', 'people', 'sample'] },
    ),
  ),
  weight: 2,
  buttons: [[['⋯ More', '🎲 Random people', { type: '500' }], some(500)]],
  any: fc.oneof(
    wide.leafOf(
      'random',
      fc.record({ share: fc.integer({ min: 1, max: 10_000 }), sample: fc.oneof(fc.constant('default'), wide.text) }),
    ),
    wide.leafOf(
      'random',
      fc.record(
        {
          ...{ people: fc.integer({ min: 1, max: 10_000_000 }), alone: fc.constant(true as const) },
          sample: fc.oneof(fc.constant('default'), wide.text),
        },
        { requiredKeys: ['people', 'sample'] },
      ),
    ),
  ),
})
