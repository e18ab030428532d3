import fc from 'fast-check'
import type { Listed } from '../../../../src/segments/kinds/groups/listed.js'
import { registerCases } from '../../cases/kind.js'
import { SEGMENT } from '../../eight.js'
import { byId } from '../../fill.js'
import * as wide from '../../wide.js'

registerCases<Listed>('listed', {
  table: [
    ['in a fixed list', { leaf: 'listed', segment: SEGMENT.vip }, 'ann cat', 'in list VIP', 'в списке VIP'],
    [
      'not in a fixed list',
      { not: { leaf: 'listed', segment: SEGMENT.vip } },
      'bob dan eve finn gus hana',
      'not in list VIP',
      'не в списке VIP',
    ],
  ],
  holds: ({ segment }, person, world) => byId(world.segments, segment).people?.includes(person.id) === true,
  asked: fc.constant({ leaf: 'listed' as const, segment: 1 }),
  any: wide.leafOf('listed', fc.record({ segment: fc.constantFrom(1, 2, 3, 4, 5, 6) })),
})
