import fc from 'fast-check'
import type { Criterion } from '../../../../src/segments/criterion.js'
import type { Name } from '../../../../src/segments/kinds/person/name.js'
import { EVERYONE, NOBODY } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { plain } from '../../reading/person.js'
import * as wide from '../../wide.js'

const name = (contains: string, at?: 'start' | 'end'): Criterion =>
  at === undefined ? { leaf: 'name', contains } : { leaf: 'name', contains, at }

registerCases<Name>('name', {
  table: [
    [
      'a part of the first or of the last name',
      name('AN'),
      'ann dan eve hana',
      'name contains "AN"',
      'имя содержит "AN"',
    ],
    ['begins', name('ann', 'start'), 'ann', 'name starts with "ann"', 'имя начинается с "ann"'],
    ['ends', name('NOVA', 'end'), 'eve', 'name ends with "NOVA"', 'имя заканчивается на "NOVA"'],
    [
      'does not begin',
      { not: name('ann', 'start') },
      'bob cat dan eve finn gus hana',
      'not name starts with "ann"',
      'не имя начинается с "ann"',
    ],
    ['marks of letters count for nothing', name('nova'), 'eve', 'name contains "nova"', 'имя содержит "nova"'],
    ['ё is е', name('королев'), 'hana', 'name contains "королев"', 'имя содержит "королев"'],
    ['one apostrophe is another', name("o'ne"), 'dan', 'name contains "o\'ne"', 'имя содержит "o\'ne"'],
    ['both names after one another', name('Eve  Ann'), 'eve', 'name contains "Eve  Ann"', 'имя содержит "Eve  Ann"'],
    ['a star is only a star', name('*'), 'hana', 'name contains "*"', 'имя содержит "*"'],
    ['a class is only text', name('[a-z]'), NOBODY, 'name contains "[a-z]"', 'имя содержит "[a-z]"'],
    ['what nobody sees is nobody', name('\u200b'), NOBODY, 'name contains "\u200b"', 'имя содержит "\u200b"'],
    ['NUL hides nothing', name('\u0000'), NOBODY, 'name contains "\u0000"', 'имя содержит "\u0000"'],
    [
      'longer than any pattern',
      name('Ⅷ'.repeat(256)),
      NOBODY,
      `name contains "${'Ⅷ'.repeat(256)}"`,
      `имя содержит "${'Ⅷ'.repeat(256)}"`,
    ],
    ['not', { not: name('an') }, 'bob cat finn gus', 'name does not contain "an"', 'имя не содержит "an"'],
    [
      'not what nobody sees',
      { not: name('\u200b') },
      EVERYONE,
      'name does not contain "\u200b"',
      'имя не содержит "\u200b"',
    ],
  ],
  holds({ contains, at }, { name, lastName }) {
    const bare = (text: string) => plain(text).replaceAll('’', "'").normalize('NFD').replace(/\p{M}/gu, '')
    const whole = bare(lastName === null ? name : `${name} ${lastName}`)
    if (at === 'start') return whole.startsWith(bare(contains))
    return at === 'end' ? whole.endsWith(bare(contains)) : whole.includes(bare(contains))
  },
  asked: fc.record(
    {
      leaf: fc.constant('name' as const),
      contains: fc.constantFrom('nn', 'ЕЛ', 'jose', 'a', 'O', 'n', 'e', '*', '[b', "o'n", 'n a'),
      at: fc.constantFrom('start' as const, 'end' as const),
    },
    { requiredKeys: ['leaf', 'contains'] },
  ),
  buttons: [
    [['🙂 Person', '🔤 Name contains', { type: 'ann' }], { leaf: 'name', contains: 'ann' }],
    [['🙂 Person', '🔤 Name contains', { type: 'Starts with ann' }], { leaf: 'name', contains: 'ann', at: 'start' }],
  ],
  any: wide.leafOf(
    'name',
    fc.record(
      { contains: wide.text, at: fc.constantFrom('start' as const, 'end' as const) },
      { requiredKeys: ['contains'] },
    ),
  ),
})
