import fc from 'fast-check'
import type { Count, Criterion } from '../../../../src/segments/criterion.js'
import type { Reported } from '../../../../src/segments/kinds/orders/reported.js'
import type { Having } from '../../../../src/segments/property.js'
import { days, NOBODY, ONCE, over } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { enough } from '../../reading/event.js'
import { eventTimes } from '../../reading/reported.js'
import { inside } from '../../reading/time.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'
import { smallHaving, wideHaving } from '../having.js'

const [LEFT, BONUS] = [1, 2]
const reported = (
  event: number,
  count: Count = ONCE,
  window: Reported['window'] = null,
  ...having: Having[]
): Reported => ({ leaf: 'reported', count, window, event, having })
const left = (...having: Having[]): Criterion => reported(LEFT, ONCE, null, ...having)
const sum = (number: { over: number } | { from: number; to: number }): Having => ({ property: 'sum', test: { number } })
const sort = (test: Having['test']): Having => ({ property: 'Category', test })

registerCases<Reported>('reported', {
  table: [
    ['reported, but not after the evaluation', left(), 'ann bob cat', 'event "Left cart"', 'событие "Left cart"'],
    [
      'in 7 days, the edge included',
      reported(LEFT, ONCE, days(7)),
      'ann bob',
      'event "Left cart" in 7 days',
      'событие "Left cart" за 7 дней',
    ],
    [
      'over 7 days ago',
      reported(LEFT, ONCE, over(7)),
      'ann cat',
      'event "Left cart" over 7 days ago',
      'событие "Left cart" больше 7 дней назад',
    ],
    ['never', reported(LEFT, 'none'), 'dan eve finn gus hana', 'no event "Left cart"', 'нет события "Left cart"'],
    ['another event', reported(BONUS), 'dan', 'event "Бонус, за 30 дней"', 'событие "Бонус, за 30 дней"'],
    [
      'twice, in a time',
      reported(LEFT, { atLeast: 2 }, days(30)),
      'ann',
      'event "Left cart" 2+ in 30 days',
      'событие "Left cart" 2+ за 30 дней',
    ],
    [
      'a number, also one in quotes',
      left(sum({ over: 100 })),
      'ann bob',
      'event "Left cart" property "sum" over 100',
      'событие "Left cart" свойство "sum" больше 100',
    ],
    [
      'a number between two, and a time',
      reported(LEFT, ONCE, days(60), sum({ from: 50, to: 150 })),
      'ann',
      'event "Left cart" in 60 days property "sum" 50–150',
      'событие "Left cart" за 60 дней свойство "sum" 50–150',
    ],
    [
      'one of the words that came, whatever their letters',
      left(sort({ is: ['boots', 'ЕЛКА'] })),
      'ann bob',
      'event "Left cart" property "Category": "boots", "ЕЛКА"',
      'событие "Left cart" свойство "Category": "boots", "ЕЛКА"',
    ],
    [
      'words, but not these',
      left(sort({ isNot: ['Boots'] })),
      'ann bob',
      'event "Left cart" property "Category" is not "Boots"',
      'событие "Left cart" свойство "Category" не "Boots"',
    ],
    [
      'all of one and the same event',
      left(sum({ over: 100 }), sort({ is: ['hats'] })),
      NOBODY,
      'event "Left cart" property "sum" over 100 property "Category": "hats"',
      'событие "Left cart" свойство "sum" больше 100 свойство "Category": "hats"',
    ],
    [
      'a part of a word',
      left(sort({ contains: 'ЛК' })),
      'bob',
      'event "Left cart" property "Category" contains "ЛК"',
      'событие "Left cart" свойство "Category" содержит "ЛК"',
    ],
    [
      'a day, with an hour or without',
      left({ property: 'until', test: { day: { from: '2026-11-30', to: null } } }),
      'ann bob',
      'event "Left cart" property "until" from 2026-11-30',
      'событие "Left cart" свойство "until" от 30.11.2026',
    ],
    [
      'no such property',
      left({ property: 'sum', test: { known: false } }),
      'cat',
      'event "Left cart" property "sum" unknown',
      'событие "Left cart" свойство "sum": неизвестно',
    ],
    [
      'not more than once, turned round',
      { not: reported(LEFT, { exactly: 2 }) },
      'bob cat dan eve finn gus hana',
      'event "Left cart" not exactly 2',
      'событие "Left cart" не ровно 2',
    ],
  ],
  holds({ event, count, window, having }, person, world, context) {
    const all = eventTimes(person, world, context, { event, having }).filter(at => inside(at, window, context))
    return enough(all.length, count)
  },
  asked: fc.record({
    leaf: fc.constant('reported' as const),
    count: small.count,
    window: fc.option(small.window),
    event: fc.integer({ min: 1, max: 2 }),
    having: smallHaving,
  }),
  any: wide.leafOf(
    'reported',
    fc.record({
      ...wide.event,
      event: fc.constantFrom(1, 2, 3, 4),
      having: wideHaving,
    }),
  ),
  buttons: [
    [
      [
        ...['🛒 Orders', '🔌 Shop reports', 'Left cart', '🏷 With what', { type: 'sum over 100' }],
        ...['🏷 With what', { type: 'category: boots' }, '🕒 When', 'in 7 days'],
      ],
      reported(LEFT, ONCE, days(7), sum({ over: 100 }), { property: 'category', test: { is: ['boots'] } }),
    ],
  ],
})
