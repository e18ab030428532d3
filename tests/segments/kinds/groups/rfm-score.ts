import fc from 'fast-check'
import type { RfmScore } from '../../../../src/segments/kinds/groups/rfm-score.js'
import { NOBODY, score } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { holdsScore } from '../../reading/order.js'
import * as wide from '../../wide.js'

registerCases<RfmScore>('rfmScore', {
  table: [
    ['recency score', score('r', 4, 5), 'ann eve', 'rfm R 4–5', 'rfm R 4–5'],
    ['frequency score', score('f', 1, 1), 'bob eve', 'rfm F 1', 'rfm F 1'],
    ['money score', score('m', 4, 5), 'ann bob', 'rfm M 4–5', 'rfm M 4–5'],
    ['scores the wrong way round', score('r', 5, 4), NOBODY, 'nobody', 'никто'],
    [
      'not any score',
      { not: score('r', 1, 5) },
      'cat dan finn gus hana',
      'not rfm R 1–5 (or unknown)',
      'не rfm R 1–5 (или неизвестно)',
    ],
  ],
  holds: holdsScore,
  asked: fc.record({
    leaf: fc.constant('rfmScore' as const),
    measure: fc.constantFrom('r' as const, 'f' as const, 'm' as const),
    ...{ from: fc.integer({ min: 1, max: 5 }), to: fc.integer({ min: 1, max: 5 }) },
  }),
  any: wide.leafOf(
    'rfmScore',
    fc
      .record({
        measure: fc.constantFrom('r', 'f', 'm'),
        a: fc.integer({ min: 1, max: 5 }),
        b: fc.integer({ min: 1, max: 5 }),
      })
      .map(({ measure, a, b }) => ({ measure, from: Math.min(a, b), to: Math.max(a, b) })),
  ),
})
