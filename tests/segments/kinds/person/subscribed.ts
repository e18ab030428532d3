import fc from 'fast-check'
import type { Subscribed } from '../../../../src/segments/kinds/person/subscribed.js'
import { days, NOBODY, over, subscribed, under } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { inside } from '../../reading/time.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

registerCases<Subscribed>('subscribed', {
  table: [
    [
      'subscribed in 7 days, the edge included',
      subscribed(days(7)),
      'finn',
      'subscribed in 7 days',
      'подписка за 7 дней',
    ],
    ['subscribed in 8 days', subscribed(days(8)), 'finn gus', 'subscribed in 8 days', 'подписка за 8 дней'],
    [
      'subscribed in 168 hours',
      subscribed({ in: 168, unit: 'hours' }),
      'finn',
      'subscribed in 168 hours',
      'подписка за 168 часов',
    ],
    [
      'subscribed in 1 week',
      subscribed({ in: 1, unit: 'weeks' }),
      'finn',
      'subscribed in 1 week',
      'подписка за 1 неделю',
    ],
    [
      'subscribed in 2 months',
      subscribed({ in: 2, unit: 'months' }),
      'dan eve finn gus',
      'subscribed in 2 months',
      'подписка за 2 месяца',
    ],
    [
      'subscribed in 1 year',
      subscribed({ in: 1, unit: 'years' }),
      'bob cat dan eve finn gus',
      'subscribed in 1 year',
      'подписка за 1 год',
    ],
    [
      'subscribed over 60 days ago',
      subscribed(over(60)),
      'ann bob cat eve',
      'subscribed over 60 days ago',
      'подписка больше 60 дней назад',
    ],
    [
      'subscribed under 60 days ago',
      subscribed(under(60)),
      'dan finn gus',
      'subscribed under 60 days ago',
      'подписка меньше 60 дней назад',
    ],
    [
      'not subscribed over 60 days ago',
      { not: subscribed(over(60)) },
      'dan finn gus hana',
      'not subscribed over 60 days ago',
      'не подписка больше 60 дней назад',
    ],
    [
      'subscribed on named days',
      subscribed({ from: '2026-11-17', to: '2026-11-17' }),
      'finn gus',
      'subscribed from 2026-11-17 to 2026-11-17',
      'подписка от 17.11.2026 до 17.11.2026',
    ],
    [
      'subscribed from a day',
      subscribed({ from: '2026-11-18', to: null }),
      NOBODY,
      'subscribed from 2026-11-18',
      'подписка от 18.11.2026',
    ],
    [
      'subscribed to a day',
      subscribed({ from: null, to: '2026-05-08' }),
      'ann bob cat',
      'subscribed to 2026-05-08',
      'подписка до 08.05.2026',
    ],
    [
      'subscribed to a day, a day too early',
      subscribed({ from: null, to: '2026-05-07' }),
      'ann',
      'subscribed to 2026-05-07',
      'подписка до 07.05.2026',
    ],
  ],
  holds: ({ window }, person, _world, context) => inside(person.subscribedAt, window, context),
  asked: fc.record({ leaf: fc.constant('subscribed' as const), window: small.window }),
  buttons: [
    [['🙂 Person', '📅 Subscribed', 'in 30 days'], { leaf: 'subscribed', window: { in: 30, unit: 'days' } }],
    [['🙂 Person', '📅 Subscribed', { type: '45' }], { leaf: 'subscribed', window: { in: 45, unit: 'days' } }],
  ],
  any: wide.leafOf('subscribed', fc.record({ window: wide.window })),
})
