import fc from 'fast-check'
import type { Random } from '../../../src/segments/kinds/random.js'
import { EVERYONE, random } from '../cases/conditions.js'
import { registerCases } from '../cases/kind.js'
import { isDrawn } from '../reading/person.js'
import * as wide from '../wide.js'

registerCases<Random>('random', {
  table: [
    ['random 100%', random(10_000), EVERYONE, 'random 100%', 'случайные 100%'],
    ['random 50%', random(5_000), 'ann bob cat finn gus', 'random 50%', 'случайные 50%'],
    ['another random 50%', random(5_000, 'May'), 'bob dan finn gus', 'random 50% "May"', 'случайные 50% "May"'],
    ['not random 50%', { not: random(5_000) }, 'dan eve hana', 'not random 50%', 'не случайные 50%'],
  ],
  holds: isDrawn,
  asked: fc.record({
    leaf: fc.constant('random' as const),
    ...{ share: fc.constantFrom(1, 2_500, 5_000, 10_000), sample: fc.constantFrom('default', 'Май') },
  }),
  any: wide.leafOf(
    'random',
    fc.record({ share: fc.integer({ min: 1, max: 10_000 }), sample: fc.oneof(fc.constant('default'), wide.text) }),
  ),
})
