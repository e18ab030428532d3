import fc from 'fast-check'
import type { Ladder } from '../../../../src/segments/kinds/groups/ladder.js'
import { ladder, NOBODY } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

registerCases<Ladder>('ladder', {
  table: [
    ['a rung', ladder(5), 'ann', 'ladder: ready to buy', 'ступень: готов купить'],
    [
      'rungs',
      ladder(1, 2),
      'bob cat',
      'ladder: no problem, has the problem',
      'ступень: нет проблемы, осознал проблему',
    ],
    ['a rung of nobody', ladder(3), NOBODY, 'ladder: knows solutions', 'ступень: ищет решение'],
    ['rung unknown', ladder(0), 'eve finn gus hana', 'ladder: unknown', 'ступень: неизвестно'],
    [
      'a rung or unknown',
      ladder(0, 4),
      'dan eve finn gus hana',
      'ladder: unknown, knows our product',
      'ступень: неизвестно, выбирает продукт',
    ],
    [
      'not on a rung',
      { not: ladder(1, 2, 3, 4, 5) },
      'eve finn gus hana',
      'not ladder: no problem, has the problem, knows solutions, knows our product, ready to buy',
      'не ступень: нет проблемы, осознал проблему, ищет решение, выбирает продукт, готов купить',
    ],
  ],
  holds: ({ rungs }, person, world) => rungs.includes(world.rungs.find(rung => rung.person === person.id)?.rung ?? 0),
  asked: fc.record({ leaf: fc.constant('ladder' as const), rungs: small.some(0, 1, 2, 3, 4, 5) }),
  any: wide.leafOf('ladder', fc.record({ rungs: wide.some(0, 1, 2, 3, 4, 5) })),
})
