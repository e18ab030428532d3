import fc from 'fast-check'
import type { Received } from '../../../../src/segments/kinds/messages/received.js'
import { days, NOBODY, ONCE, over, received } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { enough, eventsOf } from '../../reading/event.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

registerCases<Received>('received', {
  table: [
    ['received: no answer from Telegram counts', received(ONCE), 'ann bob cat dan eve', 'received', 'получено'],
    ['not received', received('none'), 'finn gus hana', 'not received', 'не получено'],
    ['received 3+', received({ atLeast: 3 }), 'ann dan', 'received 3+', 'получено 3+'],
    [
      'received 3+, 2 of them without an answer',
      received({ atLeast: 3 }, days(40)),
      'ann dan',
      'received 3+ in 40 days',
      'получено 3+ за 40 дней',
    ],
    [
      'received 2+ in 10 days',
      received({ atLeast: 2 }, days(10)),
      'ann dan',
      'received 2+ in 10 days',
      'получено 2+ за 10 дней',
    ],
    ['received in 10 days', received(ONCE, days(10)), 'ann dan eve', 'received in 10 days', 'получено за 10 дней'],
    ['received in 4 days', received(ONCE, days(4)), NOBODY, 'received in 4 days', 'получено за 4 дня'],
    [
      'received over 20 days ago',
      received(ONCE, over(20)),
      'ann bob cat dan eve',
      'received over 20 days ago',
      'получено больше 20 дней назад',
    ],
    [
      'received at most 1',
      received({ atMost: 1 }),
      'bob cat finn gus hana',
      'received at most 1',
      'получено не больше 1',
    ],
    ['received 1–2', received({ from: 1, to: 2 }), 'bob cat eve', 'received 1–2', 'получено 1–2'],
    [
      'received this offer 1–2 in 20 days',
      received({ from: 1, to: 2 }, days(20), 1),
      'ann dan',
      'received "Spring sale" 1–2 in 20 days',
      'получено "Spring sale" 1–2 за 20 дней',
    ],
    ['received at most 0', received({ atMost: 0 }), 'finn gus hana', 'not received', 'не получено'],
    [
      'received at most 1 in 10 days',
      received({ atMost: 1 }, days(10)),
      'bob cat eve finn gus hana',
      'received at most 1 in 10 days',
      'получено не больше 1 за 10 дней',
    ],
    [
      'what was taken back was not received',
      received({ atLeast: 1 }, null, 1),
      'ann bob cat dan eve',
      'received "Spring sale"',
      'получено "Spring sale"',
    ],
    [
      'received this offer',
      received(ONCE, null, 2),
      'ann dan eve',
      'received "Autumn boots"',
      'получено "Autumn boots"',
    ],
    [
      'not received this offer',
      received('none', null, 2),
      'bob cat finn gus hana',
      'not received "Autumn boots"',
      'не получено "Autumn boots"',
    ],
    [
      'received this offer twice',
      received({ atLeast: 2 }, null, 1),
      'ann dan',
      'received "Spring sale" 2+',
      'получено "Spring sale" 2+',
    ],
    [
      'received this offer in 20 days',
      received(ONCE, days(20), 1),
      'ann dan',
      'received "Spring sale" in 20 days',
      'получено "Spring sale" за 20 дней',
    ],
    [
      'received this offer at most once',
      received({ atMost: 1 }, null, 1),
      'bob cat eve finn gus hana',
      'received "Spring sale" at most 1',
      'получено "Spring sale" не больше 1',
    ],
    ['received exactly 3', received({ exactly: 3 }), 'ann dan', 'received exactly 3', 'получено ровно 3'],
    ['received exactly 2', received({ exactly: 2 }), 'eve', 'received exactly 2', 'получено ровно 2'],
    ['received exactly 1', received({ exactly: 1 }), 'bob cat', 'received exactly 1', 'получено ровно 1'],
    [
      'not received exactly 1',
      { not: received({ exactly: 1 }) },
      'ann dan eve finn gus hana',
      'received not exactly 1',
      'получено не ровно 1',
    ],
    [
      'received exactly 2 in 20 days, without an answer too',
      received({ exactly: 2 }, days(20)),
      'ann dan',
      'received exactly 2 in 20 days',
      'получено ровно 2 за 20 дней',
    ],
    [
      'received exactly 1 in 20 days',
      received({ exactly: 1 }, days(20)),
      'eve',
      'received exactly 1 in 20 days',
      'получено ровно 1 за 20 дней',
    ],
    [
      'received this offer exactly twice',
      received({ exactly: 2 }, null, 1),
      'ann dan',
      'received "Spring sale" exactly 2',
      'получено "Spring sale" ровно 2',
    ],
  ],
  holds: (leaf, person, world, context) => enough(eventsOf(leaf, person, world, context).size, leaf.count),
  asked: fc.record({ leaf: fc.constant('received' as const), ...small.event }),
  weight: 3,
  any: wide.leafOf('received', fc.record({ ...wide.event, offer: fc.option(wide.offer) })),
})
