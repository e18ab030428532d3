import fc from 'fast-check'
import type { Stopped } from '../../../../src/segments/kinds/messages/stopped.js'
import { days, NOBODY, ONCE, over, stopped } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { enough } from '../../reading/event.js'
import { inside } from '../../reading/time.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

registerCases<Stopped>('stopped', {
  table: [
    ['stopped before, come back or not', stopped(ONCE), 'cat dan', 'stopped before', 'отписывался'],
    ['never stopped', stopped('none'), 'ann bob eve finn gus hana', 'never stopped', 'не отписывался'],
    ['stopped 2+', stopped({ atLeast: 2 }), 'dan', 'stopped 2+', 'отписывался 2+'],
    ['stopped exactly 1', stopped({ exactly: 1 }), 'cat', 'stopped exactly 1', 'отписывался ровно 1'],
    [
      'stopped at most 1',
      stopped({ atMost: 1 }),
      'ann bob cat eve finn gus hana',
      'stopped at most 1',
      'отписывался не больше 1',
    ],
    ['stopped in 30 days', stopped(ONCE, days(30)), 'cat', 'stopped in 30 days', 'отписывался за 30 дней'],
    ['stopped in 29 days', stopped(ONCE, days(29)), NOBODY, 'stopped in 29 days', 'отписывался за 29 дней'],
    [
      'stopped over 90 days ago',
      stopped(ONCE, over(90)),
      'dan',
      'stopped over 90 days ago',
      'отписывался больше 90 дней назад',
    ],
    ['not stopped', { not: stopped(ONCE) }, 'ann bob eve finn gus hana', 'never stopped', 'не отписывался'],
  ],
  holds: ({ count, window }, person, world, context) => {
    const stops = world.stops.filter(stop => stop.person === person.id && inside(stop.at, window, context))
    return enough(stops.length, count)
  },
  asked: fc.record({ leaf: fc.constant('stopped' as const), count: small.count, window: fc.option(small.window) }),
  any: wide.leafOf('stopped', fc.record(wide.event)),
})
