import fc from 'fast-check'
import type { InSegment } from '../../../../src/segments/kinds/groups/segment.js'
import { registerCases } from '../../cases/kind.js'
import { SEGMENT } from '../../eight.js'
import { byId } from '../../fill.js'
import { matches } from '../../matches.js'
import * as wide from '../../wide.js'

registerCases<InSegment>('segment', {
  table: [
    [
      'in a segment that is a list',
      { leaf: 'segment', segment: SEGMENT.vip },
      'ann cat',
      'in segment VIP',
      'в сегменте VIP',
    ],
    [
      'in a segment',
      { leaf: 'segment', segment: SEGMENT.riga },
      'ann bob eve hana',
      'in segment Riga',
      'в сегменте Riga',
    ],
    [
      'not in a segment',
      { not: { leaf: 'segment', segment: SEGMENT.riga } },
      'cat dan finn gus',
      'not in segment Riga',
      'не в сегменте Riga',
    ],
    [
      'in a segment of segments',
      { leaf: 'segment', segment: SEGMENT.rigaVip },
      'ann',
      'in segment "VIP of Riga"',
      'в сегменте "VIP of Riga"',
    ],
  ],
  holds: ({ segment }, person, world, context) =>
    matches(byId(world.segments, segment).criterion, person, world, context),
  asked: fc.integer({ min: 1, max: 3 }).map(segment => ({ leaf: 'segment' as const, segment })),
  any: wide.leafOf('segment', fc.record({ segment: fc.constantFrom(1, 2, 3, 4, 5, 6) })),
})
