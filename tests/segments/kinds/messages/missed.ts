import fc from 'fast-check'
import type { Count, Window } from '../../../../src/segments/criterion.js'
import type { Missed } from '../../../../src/segments/kinds/messages/missed.js'
import { days, NOBODY, ONCE } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { byId } from '../../fill.js'
import type { Delivered } from '../../fixture.js'
import { enough } from '../../reading/event.js'
import { inside } from '../../reading/time.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const missed = (count: Count, why: Missed['why'] = null, window: Window | null = null): Missed => ({
  ...{ leaf: 'missed', count, window, why },
})
const WHY = [
  'no_answer',
  'failed',
  'failed_blocked',
  'failed_content',
  'skipped',
  'skipped_cap',
  'skipped_other',
] as const
const KNOWN: Partial<Record<Delivered['state'], string[]>> = {
  failed: ['blocked', 'deactivated', 'unknown_chat', 'content', 'limited'],
  skipped: [
    ...[
      'left_out',
      'unsubscribed',
      'paused',
      'blocked',
      'deactivated',
      'cap',
      'less_often',
      'topic',
      'quiet',
      'too_late',
      'no_code',
    ],
    ...['asked', 'control'],
  ],
}
registerCases<Missed>('missed', {
  table: [
    ['any', missed(ONCE), 'dan gus', 'missed a message', 'есть недоставленное сообщение'],
    [
      'left out by the cap',
      missed(ONCE, ['skipped_cap']),
      'gus',
      'missed a message: left out because had enough',
      'есть недоставленное сообщение: пропущено из-за частоты',
    ],
    [
      'in a time, its edge included',
      missed(ONCE, ['skipped_cap', 'failed'], days(10)),
      'gus',
      'missed a message in 10 days: left out because had enough, not delivered',
      'есть недоставленное сообщение за 10 дней: пропущено из-за частоты, не доставлено',
    ],
    [
      'later than that',
      missed(ONCE, ['skipped_cap'], days(9)),
      NOBODY,
      'missed a message in 9 days: left out because had enough',
      'есть недоставленное сообщение за 9 дней: пропущено из-за частоты',
    ],
    ['twice', missed({ atLeast: 2 }), 'dan gus', 'missed messages 2+', 'недоставленные сообщения 2+'],
    [
      'none',
      missed('none', ['failed_blocked']),
      'ann bob cat dan eve finn hana',
      'missed no message: not delivered because blocked',
      'нет недоставленных сообщений: не доставлено из-за блокировки',
    ],
    [
      'not twice',
      { not: missed({ exactly: 2 }) },
      'ann bob cat eve finn hana',
      'missed messages not exactly 2',
      'недоставленные сообщения не ровно 2',
    ],
  ],
  holds({ count, window, why }, person, world, context) {
    const timeOf = (d: Delivered) => (d.state === 'skipped' ? byId(world.broadcasts, d.broadcast).startedAt : d.at)
    const all = world.deliveries.filter(d => d.person === person.id && inside(timeOf(d), window, context))
    const found = all.filter(d => (why ?? (['no_answer', 'failed', 'skipped'] as const)).some(one => isIt(one, d)))
    return enough(found.length, count)
  },
  asked: fc.record({
    leaf: fc.constant('missed' as const),
    ...{ count: small.count, window: fc.option(small.window), why: fc.option(small.some(...WHY)) },
  }),
  any: wide.leafOf('missed', fc.record({ ...wide.event, why: fc.option(wide.some(...WHY)) })),
  buttons: [
    [
      ['📣 Messages', '📭 Did not get', '🔢 How often', 'at least 2', '🕒 When', 'this month'],
      missed({ atLeast: 2 }, ['skipped_cap'], { calendar: 'month', back: 0 }),
    ],
  ],
})

function isIt(why: NonNullable<Missed['why']>[number], { state, reason }: Delivered): boolean {
  if (why === 'no_answer') return state === 'uncertain'
  const [family, ...rest] = why.split('_')
  if (state !== family) return false
  const which = rest.join('_')
  if (which === '') return true
  return which === 'other' ? reason === undefined || !KNOWN[state]?.includes(reason) : reason === which
}
