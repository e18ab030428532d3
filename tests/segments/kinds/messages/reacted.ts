import fc from 'fast-check'
import type { Reacted } from '../../../../src/segments/kinds/messages/reacted.js'
import { days, NOBODY, ONCE } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { byId } from '../../fill.js'
import { enough } from '../../reading/event.js'
import { inside } from '../../reading/time.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const reacted = (count: Reacted['count'], window: Reacted['window'] = null, offer: number | null = null): Reacted => ({
  leaf: 'reacted',
  count,
  window,
  offer,
})

registerCases<Reacted>('reacted', {
  table: [
    ['reacted', reacted(ONCE), 'eve', 'reacted', 'есть реакция'],
    ['not', reacted('none'), 'ann bob cat dan finn gus hana', 'no reactions', 'нет реакций'],
    ['in a time', reacted(ONCE, days(4)), 'eve', 'reacted in 4 days', 'есть реакция за 4 дня'],
    ['before that time', reacted(ONCE, days(3)), NOBODY, 'reacted in 3 days', 'есть реакция за 3 дня'],
    ['to this offer', reacted(ONCE, null, 2), 'eve', 'reacted "Autumn boots"', 'есть реакция "Autumn boots"'],
    [
      'not to that one',
      reacted('none', null, 2),
      'ann bob cat dan finn gus hana',
      'no reactions to "Autumn boots"',
      'нет реакций "Autumn boots"',
    ],
    ['to two', reacted({ atLeast: 2 }), NOBODY, 'reacted 2+', 'реакции 2+'],
    [
      'not exactly one',
      { not: reacted({ exactly: 1 }) },
      'ann bob cat dan finn gus hana',
      'reacted not exactly 1',
      'реакции не ровно 1',
    ],
  ],
  holds({ count, window, offer }, person, world, context) {
    const to = world.reads.filter(({ delivery, evidence, at }) => {
      const { person: whose, broadcast } = byId(world.deliveries, delivery)
      const about = offer === null || byId(world.broadcasts, broadcast).offer === offer
      return evidence === 'reaction' && whose === person.id && about && inside(at, window, context)
    })
    return enough(to.length, count)
  },
  asked: fc.record({ leaf: fc.constant('reacted' as const), ...small.event }),
  any: wide.leafOf('reacted', fc.record({ ...wide.event, offer: fc.option(wide.offer) })),
  buttons: [
    [
      ['📣 Messages', '❤️ Reacted', '📣 Which offer', 'Boots'],
      { leaf: 'reacted', count: { atLeast: 1 }, window: { in: 30, unit: 'days' }, offer: 1 },
    ],
  ],
})
