import fc from 'fast-check'
import type { Age } from '../../../../src/segments/kinds/person/age.js'
import { age, NOBODY } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { holdsAge } from '../../reading/person.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

registerCases<Age>('age', {
  table: [
    ['age over', age({ over: 35 }), 'ann finn', 'age over 35', 'возраст больше 35'],
    ['age under', age({ under: 30 }), 'cat dan', 'age under 30', 'возраст меньше 30'],
    ['age at least', age({ atLeast: 35 }), 'ann bob finn', 'age at least 35', 'возраст не меньше 35'],
    ['age at most', age({ atMost: 26 }), 'cat', 'age at most 26', 'возраст не больше 26'],
    ['age exactly, from the birthday on', age({ exactly: 36 }), 'ann', 'age exactly 36', 'возраст ровно 36'],
    ['age exactly, the day before the birthday', age({ exactly: 35 }), 'bob', 'age exactly 35', 'возраст ровно 35'],
    ['age exactly, no whole number', age({ exactly: 35.5 }), NOBODY, 'age exactly 35.5', 'возраст ровно 35.5'],
    ['age from–to', age({ from: 26, to: 29 }), 'cat dan', 'age 26–29', 'возраст 26–29'],
    [
      'any age: who is not born yet has none',
      age({ over: -1 }),
      'ann bob cat dan finn',
      'age over -1',
      'возраст больше -1',
    ],
    ['age under 0', age({ under: 0 }), NOBODY, 'age under 0', 'возраст меньше 0'],
    ['age of 1e12', age({ atLeast: 1e12 }), NOBODY, 'age at least 1000000000000', 'возраст не меньше 1000000000000'],
    [
      'not age over',
      { not: age({ over: 35 }) },
      'bob cat dan eve gus hana',
      'not age over 35 (or unknown)',
      'не возраст больше 35 (или неизвестно)',
    ],
  ],
  holds: holdsAge,
  asked: fc.record({ leaf: fc.constant('age' as const), years: small.compare(-1, 0, 24, 25, 26, 30, 35.5, 36) }),
  any: wide.leafOf('age', fc.record({ years: wide.compare(wide.number) })),
})
