import fc from 'fast-check'
import type { GotCode } from '../../../../src/segments/kinds/messages/got-code.js'
import { days, NOBODY, ONCE } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { byId } from '../../fill.js'
import { enough } from '../../reading/event.js'
import { inside } from '../../reading/time.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const got = (count: GotCode['count'], window: GotCode['window'] = null, offer: number | null = null): GotCode => ({
  ...{ leaf: 'gotCode' as const, count },
  ...{ window, offer },
})

registerCases<GotCode>('gotCode', {
  table: [
    ['a code of any offer', got(ONCE), 'ann eve', 'got a code of', 'выдан код'],
    ['not', got('none'), 'bob cat dan finn gus hana', 'not given a code of', 'не выдан код'],
    ['of this offer', got(ONCE, null, 1), 'ann', 'got a code of "Spring sale"', 'выдан код "Spring sale"'],
    [
      ...(['not of that one', got('none', null, 2), 'ann bob cat dan finn gus hana'] as const),
      ...(['not given a code of "Autumn boots"', 'не выдан код "Autumn boots"'] as const),
    ],
    ['in a time', got(ONCE, days(5)), 'eve', 'got a code of in 5 days', 'выдан код за 5 дней'],
    ['before that time', got(ONCE, days(4)), NOBODY, 'got a code of in 4 days', 'выдан код за 4 дня'],
    [
      ...(['not of this offer', { not: got({ exactly: 1 }, null, 1) }, 'bob cat dan eve finn gus hana'] as const),
      ...(['got codes of "Spring sale" not exactly 1', 'выданы коды "Spring sale" не ровно 1'] as const),
    ],
    ['two', got({ atLeast: 2 }), NOBODY, 'got codes of 2+', 'выданы коды 2+'],
  ],
  holds({ count, window, offer }, person, world, context) {
    const codes = world.codes.filter(
      one =>
        one.delivery !== null &&
        byId(world.deliveries, one.delivery).person === person.id &&
        (offer === null || one.offer === offer) &&
        inside(one.at, window, context),
    )
    return enough(codes.length, count)
  },
  asked: fc.record({ leaf: fc.constant('gotCode' as const), ...small.event }),
  any: wide.leafOf('gotCode', fc.record({ ...wide.event, offer: fc.option(wide.offer) })),
  buttons: [
    [
      ['📣 Messages', '🎟 Got a code', '📣 Which offer', 'Boots'],
      { leaf: 'gotCode', count: { atLeast: 1 }, window: { in: 30, unit: 'days' }, offer: 1 },
    ],
  ],
})
