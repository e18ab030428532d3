import fc from 'fast-check'
import type { Count, Criterion, Window } from '../../../../src/segments/criterion.js'
import type { Replied } from '../../../../src/segments/kinds/messages/replied.js'
import { days, EVERYONE, NOBODY, ONCE, over } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { enough } from '../../reading/event.js'
import { inside } from '../../reading/time.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const replied = (count: Count, window: Window | null = null): Criterion => ({ leaf: 'replied', count, window })
const OTHERS = 'ann cat dan eve finn gus hana'

registerCases<Replied>('replied', {
  table: [
    ['replied, but not after the evaluation', replied(ONCE), 'bob', 'replied', 'есть ответ'],
    ['never replied', replied('none'), OTHERS, 'no replies', 'нет ответов'],
    [
      'replied in 150 days, the edge included',
      replied(ONCE, days(150)),
      'bob',
      'replied in 150 days',
      'есть ответ за 150 дней',
    ],
    ['replied in 149 days', replied(ONCE, days(149)), NOBODY, 'replied in 149 days', 'есть ответ за 149 дней'],
    [
      'replied over 149 days ago',
      replied(ONCE, over(149)),
      'bob',
      'replied over 149 days ago',
      'есть ответ больше 149 дней назад',
    ],
    [
      'no replies in 149 days',
      replied('none', days(149)),
      EVERYONE,
      'no replies in 149 days',
      'нет ответов за 149 дней',
    ],
    ['replied 2+', replied({ atLeast: 2 }), NOBODY, 'replied 2+', 'ответы 2+'],
    ['replied exactly 1', replied({ exactly: 1 }), 'bob', 'replied exactly 1', 'ответы ровно 1'],
    ['replied at most 1', replied({ atMost: 1 }), EVERYONE, 'replied at most 1', 'ответы не больше 1'],
    ['not replied', { not: replied(ONCE) }, OTHERS, 'no replies', 'нет ответов'],
    ['not replied exactly 1', { not: replied({ exactly: 1 }) }, OTHERS, 'replied not exactly 1', 'ответы не ровно 1'],
  ],
  holds({ count, window }, person, world, context) {
    const replies = world.replies.filter(reply => reply.person === person.id && inside(reply.at, window, context))
    return enough(replies.length, count)
  },
  asked: fc.record({ leaf: fc.constant('replied' as const), count: small.count, window: fc.option(small.window) }),
  weight: 2,
  buttons: [
    [
      ['📣 Messages', '💬 Replied', '🔢 How often', 'at least 2', '🕒 When', { type: 'in 2 months' }],
      { leaf: 'replied', count: { atLeast: 2 }, window: { in: 2, unit: 'months' } },
    ],
    [['📣 Messages', '💬 Replied', '🔢 How often', 'none'], { leaf: 'replied', count: 'none' }],
  ],
  any: wide.leafOf('replied', fc.record(wide.event)),
})
