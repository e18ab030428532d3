import fc from 'fast-check'
import type { Username } from '../../../../src/segments/kinds/person/username.js'
import { NOBODY } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { plain } from '../../reading/person.js'
import * as wide from '../../wide.js'

const username = (contains: string, at?: 'start' | 'end'): Username =>
  at === undefined ? { leaf: 'username', contains } : { leaf: 'username', contains, at }

registerCases<Username>('username', {
  table: [
    ['a part', username('SHOP'), 'ann bob', 'username contains "SHOP"', 'юзернейм содержит "SHOP"'],
    ['begins', username('ann_', 'start'), 'ann', 'username starts with "ann_"', 'юзернейм начинается с "ann_"'],
    ['ends', username('shop', 'end'), 'ann', 'username ends with "shop"', 'юзернейм заканчивается на "shop"'],
    ['a star is only a star', username('*'), NOBODY, 'username contains "*"', 'юзернейм содержит "*"'],
    [
      'not: who has none, too',
      { not: username('shop') },
      'cat dan eve finn gus hana',
      'not username contains "shop" (or unknown)',
      'не юзернейм содержит "shop" (или неизвестно)',
    ],
  ],
  holds({ contains, at }, { username }) {
    const [whole, part] = [plain(username ?? ''), plain(contains)]
    if (username === undefined) return false
    if (at === 'start') return whole.startsWith(part)
    return at === 'end' ? whole.endsWith(part) : whole.includes(part)
  },
  asked: fc.record(
    {
      leaf: fc.constant('username' as const),
      contains: fc.constantFrom('a', 'ANN', 'shop', '_', 'x'),
      at: fc.constantFrom('start' as const, 'end' as const),
    },
    { requiredKeys: ['leaf', 'contains'] },
  ),
  buttons: [
    [['🙂 Person', '🆔 Username', { type: 'ends with bot' }], { leaf: 'username', contains: 'bot', at: 'end' }],
  ],
  any: wide.leafOf(
    'username',
    fc.record(
      { contains: wide.text, at: fc.constantFrom('start' as const, 'end' as const) },
      { requiredKeys: ['contains'] },
    ),
  ),
})
