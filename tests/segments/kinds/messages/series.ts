import fc from 'fast-check'
import type { InSeries } from '../../../../src/segments/kinds/messages/series.js'
import { days } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { inside } from '../../reading/time.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const PAST = ['entered', 'finished', 'left'] as const
const stands = (
  stands: InSeries['stands'],
  series: number | null = null,
  window: InSeries['window'] = null,
): InSeries => ({ leaf: 'series', stands, series, window })

const either = <T>(series: fc.Arbitrary<number | null>, window: fc.Arbitrary<T>) =>
  fc.oneof(
    fc.record({ stands: fc.constant('in' as const), series, window: fc.constant(null) }),
    fc.record({ stands: fc.constantFrom(...PAST), series, window }),
  )

registerCases<InSeries>('series', {
  table: [
    ['on their way through any', stands('in'), 'ann dan', 'in series', 'в цепочке'],
    ['through this one', stands('in', 1), 'ann', 'in series "Welcome"', 'в цепочке "Welcome"'],
    [
      'not on their way',
      { not: stands('in', 1) },
      'bob cat dan eve finn gus hana',
      'not in series "Welcome"',
      'не в цепочке "Welcome"',
    ],
    [
      'came in, once or more',
      stands('entered', 1),
      'ann bob cat eve',
      'entered series "Welcome"',
      'вошли в цепочку "Welcome"',
    ],
    [
      'came in within a time, its edge included',
      stands('entered', 1, days(30)),
      'ann bob eve',
      'entered series "Welcome" in 30 days',
      'вошли в цепочку "Welcome" за 30 дней',
    ],
    ['got to the end of any', stands('finished'), 'ann bob eve', 'finished series', 'прошли цепочку'],
    [
      'got to its end in a time',
      stands('finished', 1, days(7)),
      'bob',
      'finished series "Welcome" in 7 days',
      'прошли цепочку "Welcome" за 7 дней',
    ],
    ['taken out before', stands('left', 1), 'cat eve', 'left series "Welcome"', 'вышли из цепочки "Welcome"'],
    [
      'never taken out of another, whose name has words of the language',
      { not: stands('left', 2) },
      'ann bob cat dan eve finn gus hana',
      'not left series "Вторая, не первая"',
      'не вышли из цепочки "Вторая, не первая"',
    ],
  ],
  holds: ({ stands: how, series, window }, person, world, context) =>
    world.enrolments.some(({ person: whose, series: which, at, endedAt, done }) => {
      if (whose !== person.id || (series !== null && which !== series)) return false
      if (how === 'entered') return inside(at, window, context)
      if (how === 'in' || endedAt === null) return how === 'in' && endedAt === null
      return done === (how === 'finished') && inside(endedAt, window, context)
    }),
  asked: either(fc.option(fc.integer({ min: 1, max: 2 })), fc.option(small.window)).map(one => ({
    leaf: 'series' as const,
    ...one,
  })),
  any: wide.leafOf('series', either(fc.option(fc.constantFrom(1, 2, 3, 4, 5)), fc.option(wide.window))),
  buttons: [
    [['📣 Messages', '🔁 In a series'], stands('in')],
    [
      ['📣 Messages', '🔁 In a series', '✏️ What they', 'Finished', '🕒 When', 'in 7 days'],
      stands('finished', null, days(7)),
    ],
  ],
})
