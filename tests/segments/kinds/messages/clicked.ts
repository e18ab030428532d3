import fc from 'fast-check'
import type { Clicked } from '../../../../src/segments/kinds/messages/clicked.js'
import { clicked, clickedTopic, days, EVERYONE, NOBODY, ONCE } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { TOPIC } from '../../eight.js'
import { enough, eventsOf } from '../../reading/event.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

registerCases<Clicked>('clicked', {
  table: [
    ['clicked: people only', clicked(ONCE), 'ann', 'clicked', 'есть клик'],
    ['no clicks', clicked('none'), 'bob cat dan eve finn gus hana', 'no clicks', 'нет кликов'],
    ['clicked 3+', clicked({ atLeast: 3 }), 'ann', 'clicked 3+', 'клики 3+'],
    ['clicked 4+', clicked({ atLeast: 4 }), NOBODY, 'clicked 4+', 'клики 4+'],
    ['clicked in 9 days', clicked(ONCE, days(9)), 'ann', 'clicked in 9 days', 'есть клик за 9 дней'],
    ['clicked in 8 days', clicked(ONCE, days(8)), NOBODY, 'clicked in 8 days', 'есть клик за 8 дней'],
    ['clicked this offer', clicked(ONCE, null, 1), 'ann', 'clicked "Spring sale"', 'есть клик "Spring sale"'],
    ['clicked that offer', clicked(ONCE, null, 2), NOBODY, 'clicked "Autumn boots"', 'есть клик "Autumn boots"'],
    [
      'clicked this link',
      clicked(ONCE, null, 1, 2),
      'ann',
      'clicked "Spring sale" link 2 ""',
      'есть клик "Spring sale" ссылка 2 ""',
    ],
    [
      'clicked this link twice',
      clicked({ atLeast: 2 }, null, 1, 1),
      'ann',
      'clicked "Spring sale" link 1 "" 2+',
      'клики "Spring sale" ссылка 1 "" 2+',
    ],
    [
      'clicked this link twice in 20 days',
      clicked({ atLeast: 2 }, days(20), 1, 1),
      NOBODY,
      'clicked "Spring sale" link 1 "" 2+ in 20 days',
      'клики "Spring sale" ссылка 1 "" 2+ за 20 дней',
    ],
    [
      'no clicks on this link',
      clicked('none', null, 1, 2),
      'bob cat dan eve finn gus hana',
      'no clicks on "Spring sale" link 2 ""',
      'нет кликов "Spring sale" ссылка 2 ""',
    ],
    ['clicked exactly 3', clicked({ exactly: 3 }), 'ann', 'clicked exactly 3', 'клики ровно 3'],
    [
      'clicked a topic',
      clickedTopic(TOPIC.prices, ONCE),
      'ann',
      'clicked topic "Prices"',
      'есть клик по теме "Prices"',
    ],
    [
      'clicked a topic of another link',
      clickedTopic(TOPIC.care, ONCE),
      'ann',
      'clicked topic "Care"',
      'есть клик по теме "Care"',
    ],
    [
      'clicked a topic 2+, people only',
      clickedTopic(TOPIC.prices, { atLeast: 2 }),
      'ann',
      'clicked topic "Prices" 2+',
      'клики по теме "Prices" 2+',
    ],
    [
      'clicked a topic 3+, people only',
      clickedTopic(TOPIC.prices, { atLeast: 3 }),
      NOBODY,
      'clicked topic "Prices" 3+',
      'клики по теме "Prices" 3+',
    ],
    [
      'clicked a topic exactly 2',
      clickedTopic(TOPIC.prices, { exactly: 2 }),
      'ann',
      'clicked topic "Prices" exactly 2',
      'клики по теме "Prices" ровно 2',
    ],
    [
      'clicked a topic exactly 1 in 20 days',
      clickedTopic(TOPIC.prices, { exactly: 1 }, days(20)),
      'ann',
      'clicked topic "Prices" exactly 1 in 20 days',
      'клики по теме "Prices" ровно 1 за 20 дней',
    ],
    [
      'clicked a topic in 9 days',
      clickedTopic(TOPIC.prices, ONCE, days(9)),
      NOBODY,
      'clicked topic "Prices" in 9 days',
      'есть клик по теме "Prices" за 9 дней',
    ],
    [
      'no clicks on a topic',
      clickedTopic(TOPIC.prices, 'none'),
      'bob cat dan eve finn gus hana',
      'no clicks on topic "Prices"',
      'нет кликов по теме "Prices"',
    ],
    [
      'a topic without links',
      clickedTopic(TOPIC.nothing, ONCE),
      NOBODY,
      'clicked topic "Nothing"',
      'есть клик по теме "Nothing"',
    ],
    [
      'no clicks on a topic without links',
      clickedTopic(TOPIC.nothing, 'none'),
      EVERYONE,
      'no clicks on topic "Nothing"',
      'нет кликов по теме "Nothing"',
    ],
    [
      'not clicked exactly 3',
      { not: clicked({ exactly: 3 }) },
      'bob cat dan eve finn gus hana',
      'clicked not exactly 3',
      'клики не ровно 3',
    ],
  ],
  holds: (leaf, person, world, context) => enough(eventsOf(leaf, person, world, context).size, leaf.count),
  asked: fc.oneof(
    fc
      .record({
        leaf: fc.constant('clicked' as const),
        ...small.event,
        link: fc.option(fc.integer({ min: 1, max: 2 })),
      })
      .map(clicked => (clicked.offer === null ? { ...clicked, link: null } : clicked)),
    fc
      .record({ count: small.count, window: fc.option(small.window), topic: fc.integer({ min: 1, max: 3 }) })
      .map(clicked => ({ leaf: 'clicked' as const, ...clicked, offer: null, link: null })),
  ),
  weight: 3,
  any: wide.leafOf(
    'clicked',
    fc.oneof(
      fc.record({ ...wide.event, offer: fc.option(wide.offer), link: fc.constant(null) }),
      fc.record({ ...wide.event, offer: wide.offer, link: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ ...wide.event, offer: fc.constant(null), link: fc.constant(null), topic: fc.constantFrom(1, 2) }),
    ),
  ),
})
