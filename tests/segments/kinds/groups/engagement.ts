import fc from 'fast-check'
import type { Engaged } from '../../../../src/segments/kinds/groups/engagement.js'
import { EVERYONE, engagement } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { groupOf } from '../../reading/event.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

registerCases<Engaged>('engagement', {
  table: [
    ['new', engagement('new'), 'finn', 'engagement: new', 'активность: новые'],
    ['engaged', engagement('engaged'), 'ann eve', 'engagement: engaged', 'активность: активные'],
    ['cooling', engagement('cooling'), 'cat', 'engagement: cooling', 'активность: остывают'],
    ['asleep', engagement('asleep'), 'bob', 'engagement: asleep', 'активность: спят'],
    ['long asleep', engagement('long_asleep'), 'gus', 'engagement: long asleep', 'активность: давно спят'],
    [
      'never showed a sign',
      engagement('never'),
      'dan hana',
      'engagement: never showed a sign',
      'активность: ни разу не были активны',
    ],
    [
      'groups that follow one another',
      engagement('long_asleep', 'cooling', 'asleep'),
      'bob cat gus',
      'engagement: long asleep, cooling, asleep',
      'активность: давно спят, остывают, спят',
    ],
    [
      'groups apart',
      engagement('asleep', 'engaged', 'new'),
      'ann bob eve finn',
      'engagement: asleep, engaged, new',
      'активность: спят, активные, новые',
    ],
    [
      'every group',
      engagement('new', 'engaged', 'cooling', 'asleep', 'long_asleep', 'never'),
      EVERYONE,
      'engagement: new, engaged, cooling, asleep, long asleep, never showed a sign',
      'активность: новые, активные, остывают, спят, давно спят, ни разу не были активны',
    ],
    [
      'every group but one',
      engagement('new', 'engaged', 'cooling', 'long_asleep', 'never'),
      'ann cat dan eve finn gus hana',
      'engagement: new, engaged, cooling, long asleep, never showed a sign',
      'активность: новые, активные, остывают, давно спят, ни разу не были активны',
    ],
    [
      'not never',
      { not: engagement('never') },
      'ann bob cat eve finn gus',
      'not engagement: never showed a sign',
      'не активность: ни разу не были активны',
    ],
  ],
  holds: ({ groups }, person, world, context) => groups.includes(groupOf(person, world, context)),
  asked: fc.record({
    leaf: fc.constant('engagement' as const),
    groups: small.some(...(['new', 'engaged', 'cooling', 'asleep', 'long_asleep', 'never'] as const)),
  }),
  weight: 2,
  any: wide.leafOf(
    'engagement',
    fc.record({ groups: wide.some('new', 'engaged', 'cooling', 'asleep', 'long_asleep', 'never') }),
  ),
})
