import fc from 'fast-check'
import type { LadderMove } from '../../../../src/segments/kinds/groups/ladder-move.js'
import { days } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { inside } from '../../reading/time.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const move = (up: boolean, window: LadderMove['window'] = null): LadderMove => ({ leaf: 'ladderMove', up, window })

registerCases<LadderMove>('ladderMove', {
  table: [
    ['up ever', move(true), 'ann', 'moved up the ladder', 'поднялись по лестнице'],
    ['up in a time', move(true, days(30)), 'ann', 'moved up the ladder in 30 days', 'поднялись по лестнице за 30 дней'],
    [
      'up, later than that',
      move(true, days(29)),
      '',
      'moved up the ladder in 29 days',
      'поднялись по лестнице за 29 дней',
    ],
    ['down, to unknown too', move(false), 'bob dan', 'moved down the ladder', 'опустились по лестнице'],
    [
      'not down',
      { not: move(false, days(30)) },
      'ann bob cat eve finn gus hana',
      'not moved down the ladder in 30 days',
      'не опустились по лестнице за 30 дней',
    ],
  ],
  holds: ({ up, window }, person, world, context) =>
    world.moves.some(({ person: whose, from, to, at }) => {
      const steps = (to ?? 1) - (from ?? 1)
      return whose === person.id && (up ? steps > 0 : steps < 0) && inside(at, window, context)
    }),
  asked: fc.record({
    leaf: fc.constant('ladderMove' as const),
    ...{ up: fc.boolean(), window: fc.option(small.window) },
  }),
  any: wide.leafOf('ladderMove', fc.record({ up: fc.boolean(), window: fc.option(wide.window) })),
  buttons: [
    [['📊 Groups', '⬆️ Moved up'], move(true, days(30))],
    [['📊 Groups', '⬇️ Moved down', '🕒 When', 'in 7 days'], move(false, days(7))],
  ],
})
