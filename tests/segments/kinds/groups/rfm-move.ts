import fc from 'fast-check'
import { CELLS } from '../../../../src/audience/rfm/cell.js'
import type { RfmMove } from '../../../../src/segments/kinds/groups/rfm-move.js'
import { days, NOBODY } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { inside } from '../../reading/time.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

const move = (from: RfmMove['from'], to: RfmMove['to'], window: RfmMove['window'] = null): RfmMove => ({
  ...{ leaf: 'rfmMove', from, to, window },
})
const [some, all] = [[...CELLS.slice(0, 3), 'unscored'] as const, [...CELLS, 'unscored'] as const]

registerCases<RfmMove>('rfmMove', {
  table: [
    ['changed ever', move(null, null), 'ann bob dan', 'changed rfm group', 'сменили rfm-группу'],
    [
      'changed in a time, its edge included',
      move(null, null, days(20)),
      'bob dan',
      'changed rfm group in 20 days',
      'сменили rfm-группу за 20 дней',
    ],
    [
      'fell out of one',
      move(['champions'], null, days(30)),
      'ann',
      'left rfm group "Champions" in 30 days',
      'вышли из rfm-группы "Чемпионы" за 30 дней',
    ],
    [
      'came to one',
      move(null, ['champions']),
      'ann',
      'came to rfm group "Champions"',
      'перешли в rfm-группу "Чемпионы"',
    ],
    [
      'from one to another by several steps',
      move(['champions'], ['lost']),
      'bob',
      'moved from rfm group "Champions" to "Lost"',
      'перешли из rfm-группы "Чемпионы" в "Потерянные"',
    ],
    [
      'not the other way round',
      move(['potential', 'lost'], ['new', 'champions']),
      NOBODY,
      'moved from rfm group "Potential loyalists", "Lost" to "New", "Champions"',
      'перешли из rfm-группы "Почти лояльные", "Потерянные" в "Новички", "Чемпионы"',
    ],
    [
      'to no score',
      move(null, ['unscored'], days(10)),
      'dan',
      'came to rfm group "without a score" in 10 days',
      'перешли в rfm-группу "без оценки" за 10 дней',
    ],
    [
      'not so',
      { not: move(['champions'], null) },
      'cat dan eve finn gus hana',
      'not left rfm group "Champions"',
      'не вышли из rfm-группы "Чемпионы"',
    ],
  ],
  holds({ from, to, window }, person, world, context) {
    const mine = world.customers.filter(customer => customer.person === person.id).map(({ id }) => id)
    const moves = world.rfmMoves.filter(({ customer, at }) => mine.includes(customer) && inside(at, window, context))
    const among = (asked: RfmMove['from'], group: string | null) =>
      asked === null || asked.some(one => one === (group ?? 'unscored'))
    return moves.some((left, i) => among(from, left.from) && moves.slice(i).some(came => among(to, came.to)))
  },
  asked: fc.record({
    leaf: fc.constant('rfmMove' as const),
    ...{ from: fc.option(small.some(...some)), to: fc.option(small.some(...some)), window: fc.option(small.window) },
  }),
  any: wide.leafOf(
    'rfmMove',
    fc.record({
      ...{ from: fc.option(wide.some(...all)), to: fc.option(wide.some(...all)), window: fc.option(wide.window) },
    }),
  ),
  buttons: [
    [
      ['📊 Groups', '🔀 RFM changed', '↩️ From group', 'Champions', '🕒 When', 'in 7 days'],
      { all: [move(['champions'], null, days(7)), { leaf: 'linked', value: true }] },
    ],
    [
      ['📊 Groups', '🔀 RFM changed', '↪️ To group', 'Without a score', '↩️ From group', 'Lost'],
      { all: [move(['lost'], ['unscored'], days(30)), { leaf: 'linked', value: true }] },
    ],
  ],
})
