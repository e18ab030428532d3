import fc from 'fast-check'
import type { Seen } from '../../../../src/segments/kinds/messages/seen.js'
import { days, NOBODY, ONCE, seen } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { enough, eventsOf } from '../../reading/event.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

registerCases<Seen>('seen', {
  table: [
    ['seen', seen(ONCE), 'ann cat eve', 'seen', 'видел'],
    ['not seen', seen('none'), 'bob dan finn gus hana', 'not seen', 'не видел'],
    ['seen for certain', seen(ONCE, null, null, 'certain'), 'ann eve', 'seen for certain', 'видел точно'],
    [
      'not seen for certain',
      seen('none', null, null, 'certain'),
      'bob cat dan finn gus hana',
      'not seen for certain',
      'не видел точно',
    ],
    ['seen 2+: two signs of one message are one', seen({ atLeast: 2 }), 'ann', 'seen 2+', 'видел 2+'],
    [
      'seen for certain 2+',
      seen({ atLeast: 2 }, null, null, 'certain'),
      'ann',
      'seen for certain 2+',
      'видел точно 2+',
    ],
    ['seen 2+ in 20 days', seen({ atLeast: 2 }, days(20)), NOBODY, 'seen 2+ in 20 days', 'видел 2+ за 20 дней'],
    [
      'not seen in 20 days',
      seen('none', days(20)),
      'bob cat dan finn gus hana',
      'not seen in 20 days',
      'не видел за 20 дней',
    ],
    [
      'seen for certain in 4 days',
      seen(ONCE, days(4), null, 'certain'),
      'eve',
      'seen for certain in 4 days',
      'видел точно за 4 дня',
    ],
    ['seen this offer', seen(ONCE, null, 1), 'ann cat', 'seen "Spring sale"', 'видел "Spring sale"'],
    [
      'seen this offer for certain',
      seen(ONCE, null, 1, 'certain'),
      'ann',
      'seen for certain "Spring sale"',
      'видел точно "Spring sale"',
    ],
    ['seen this offer 2+', seen({ atLeast: 2 }, null, 1), 'ann', 'seen "Spring sale" 2+', 'видел "Spring sale" 2+'],
    ['seen that offer 2+', seen({ atLeast: 2 }, null, 2), NOBODY, 'seen "Autumn boots" 2+', 'видел "Autumn boots" 2+'],
    [
      'not seen this offer in 20 days',
      seen('none', days(20), 1),
      'bob cat dan eve finn gus hana',
      'not seen "Spring sale" in 20 days',
      'не видел "Spring sale" за 20 дней',
    ],
    ['seen exactly 1', seen({ exactly: 1 }), 'cat eve', 'seen exactly 1', 'видел ровно 1'],
    [
      'not seen exactly 1',
      { not: seen({ exactly: 1 }) },
      'ann bob dan finn gus hana',
      'seen not exactly 1',
      'видел не ровно 1',
    ],
  ],
  holds: (leaf, person, world, context) => enough(eventsOf(leaf, person, world, context).size, leaf.count),
  asked: fc.record({
    leaf: fc.constant('seen' as const),
    ...small.event,
    grade: fc.constantFrom('any' as const, 'certain' as const),
  }),
  weight: 3,
  buttons: [[['📣 Messages', '👀 Seen', '👁 How surely', '👁 Only for certain'], { leaf: 'seen', grade: 'certain' }]],
  any: wide.leafOf(
    'seen',
    fc.record({ ...wide.event, offer: fc.option(wide.offer), grade: fc.constantFrom('certain', 'any') }),
  ),
})
