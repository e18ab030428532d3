import fc from 'fast-check'
import type { Known } from '../../../../src/segments/kinds/person/known.js'
import { registerCases } from '../../cases/kind.js'
import { isKnown } from '../../reading/person.js'
import * as wide from '../../wide.js'

const FACTS: readonly Known['fact'][] = [
  'language',
  'source',
  'phone',
  'place',
  'username',
  'timeZone',
  'lastSource',
  'channel',
]

registerCases<Known>('known', {
  table: [
    [
      'language known',
      { leaf: 'known', fact: 'language', value: true },
      'ann bob cat eve finn gus hana',
      'language known',
      'язык: известно',
    ],
    [
      'language unknown',
      { leaf: 'known', fact: 'language', value: false },
      'dan',
      'language unknown',
      'язык: неизвестно',
    ],
    [
      'source known',
      { leaf: 'known', fact: 'source', value: true },
      'ann bob eve finn gus',
      'source known',
      'источник: известно',
    ],
    [
      'source unknown',
      { leaf: 'known', fact: 'source', value: false },
      'cat dan hana',
      'source unknown',
      'источник: неизвестно',
    ],
    ['phone known', { leaf: 'known', fact: 'phone', value: true }, 'ann bob', 'phone known', 'телефон: известно'],
    [
      'phone unknown',
      { leaf: 'known', fact: 'phone', value: false },
      'cat dan eve finn gus hana',
      'phone unknown',
      'телефон: неизвестно',
    ],
    [
      'place known',
      { leaf: 'known', fact: 'place', value: true },
      'ann cat eve finn gus',
      'location known',
      'место: известно',
    ],
    [
      'place unknown',
      { leaf: 'known', fact: 'place', value: false },
      'bob dan hana',
      'location unknown',
      'место: неизвестно',
    ],
    [
      'not phone known',
      { not: { leaf: 'known', fact: 'phone', value: true } },
      'cat dan eve finn gus hana',
      'phone unknown',
      'телефон: неизвестно',
    ],
    [
      'username known',
      { leaf: 'known', fact: 'username', value: true },
      'ann bob',
      'username known',
      'юзернейм: известно',
    ],
    [
      'last source known',
      { leaf: 'known', fact: 'lastSource', value: true },
      'ann bob cat eve finn gus',
      'last source known',
      'последний источник: известно',
    ],
    [
      'a channel known',
      { leaf: 'known', fact: 'channel', value: true },
      'ann bob eve finn',
      'channel known',
      'канал: известно',
    ],
    [
      'no username',
      { leaf: 'known', fact: 'username', value: false },
      'cat dan eve finn gus hana',
      'username unknown',
      'юзернейм: неизвестно',
    ],
    [
      'time zone known',
      { leaf: 'known', fact: 'timeZone', value: true },
      'ann bob cat dan eve',
      'time zone known',
      'часовой пояс: известно',
    ],
    [
      'time zone unknown',
      { not: { leaf: 'known', fact: 'timeZone', value: true } },
      'finn gus hana',
      'time zone unknown',
      'часовой пояс: неизвестно',
    ],
  ],
  holds: ({ fact, value }, person, world) => {
    if (fact !== 'channel') return isKnown(person, fact) === value
    const named = world.sources
      .filter(({ channel }) => channel !== null)
      .flatMap(({ name, aliases }) => [name, ...aliases])
    const source = person.source?.toLowerCase()
    return named.some(name => name.toLowerCase() === source) === value
  },
  asked: fc.record({
    leaf: fc.constant('known' as const),
    fact: fc.constantFrom(...FACTS),
    value: fc.boolean(),
  }),
  any: wide.leafOf('known', fc.record({ fact: fc.constantFrom(...FACTS), value: fc.boolean() })),
})
