import fc from 'fast-check'
import type { UsedCode } from '../../../../src/segments/kinds/orders/used-code.js'
import { days, ONCE } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { enough } from '../../reading/event.js'
import { ordersOf, whenOf } from '../../reading/order.js'
import { plain } from '../../reading/person.js'
import { inside } from '../../reading/time.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const used = (count: UsedCode['count'], window: UsedCode['window'] = null, offer: number | null = null): UsedCode => ({
  ...{ leaf: 'usedCode' as const, count },
  ...{ window, offer },
})

registerCases<UsedCode>('usedCode', {
  table: [
    ['a code of any offer', used(ONCE), 'ann bob dan', 'used a code of', 'применён код предложения'],
    [
      ...(['one of a list that was given, to whomever', used(ONCE, null, 1), 'ann dan'] as const),
      ...(['used a code of "Spring sale"', 'применён код предложения "Spring sale"'] as const),
    ],
    [
      ...(['the one for everybody', used(ONCE, null, 2), 'bob'] as const),
      ...(['used a code of "Autumn boots"', 'применён код предложения "Autumn boots"'] as const),
    ],
    [
      ...(['none of it', used('none', null, 2), 'ann cat dan eve finn gus hana'] as const),
      ...(['no orders with a code of "Autumn boots"', 'не применён код предложения "Autumn boots"'] as const),
    ],
    [
      ...(['not once', { not: used({ exactly: 1 }, null, 2) }, 'ann cat dan eve finn gus hana'] as const),
      ...([
        'used codes of "Autumn boots" not exactly 1',
        'применены коды предложения "Autumn boots" не ровно 1',
      ] as const),
    ],
    [
      ...(['in 10 days, the edge included', used(ONCE, days(10), 1), 'ann'] as const),
      ...(['used a code of "Spring sale" in 10 days', 'применён код предложения "Spring sale" за 10 дней'] as const),
    ],
  ],
  holds({ count, window, offer }, person, world, context) {
    const codes = [
      ...world.codes.filter(one => one.delivery !== null),
      ...world.offers.flatMap(one => (one.promo === undefined ? [] : [{ offer: one.id, code: one.promo }])),
    ].filter(one => offer === null || one.offer === offer)
    const orders = ordersOf(person, world, context).filter(
      ({ promo, ...order }) =>
        promo !== undefined &&
        codes.some(one => plain(one.code) === plain(promo)) &&
        inside(whenOf({ promo, ...order }, context), window, context),
    )
    return enough(orders.length, count)
  },
  asked: fc.record({ leaf: fc.constant('usedCode' as const), ...small.event }),
  any: wide.leafOf('usedCode', fc.record({ ...wide.event, offer: fc.option(wide.offer) })),
  buttons: [
    [
      ['🛒 Orders', '🎟 Code of an offer', '📣 Which offer', 'Boots'],
      {
        all: [
          { leaf: 'usedCode', count: { atLeast: 1 }, window: { in: 30, unit: 'days' }, offer: 1 },
          { leaf: 'linked', value: true },
        ],
      },
    ],
  ],
})
