import fc from 'fast-check'
import type { Premium } from '../../../../src/segments/kinds/person/premium.js'
import { premium } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import * as wide from '../../wide.js'

registerCases<Premium>('premium', {
  table: [
    ['premium', premium(true), 'ann cat', 'premium: yes', 'премиум: да'],
    ['not premium', premium(false), 'bob dan eve finn gus hana', 'premium: no', 'премиум: нет'],
    ['not not premium', { not: premium(false) }, 'ann cat', 'premium: yes', 'премиум: да'],
  ],
  holds: ({ value }, person) => person.premium === value,
  asked: fc.record({ leaf: fc.constant('premium' as const), value: fc.boolean() }),
  buttons: [[['🙂 Person', '⭐ Premium', '⭐ They have it'], { leaf: 'premium', value: true }]],
  any: wide.leafOf('premium', fc.record({ value: fc.boolean() })),
})
