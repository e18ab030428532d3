import fc from 'fast-check'
import { CELLS, CELLS_WITHOUT_SCORE } from '../../../../src/audience/rfm/cell.js'
import type { Rfm } from '../../../../src/segments/kinds/groups/rfm.js'
import { NOBODY, rfm } from '../../cases/conditions.js'
import { registerCases } from '../../cases/kind.js'
import { holdsRfm } from '../../reading/order.js'
import * as small from '../../small.js'
import * as wide from '../../wide.js'

registerCases<Rfm>('rfm', {
  table: [
    ['a cell', rfm('potential'), 'ann', 'rfm: Potential loyalists', 'rfm: Почти лояльные'],
    ['a cell of nobody who is here', rfm('champions'), NOBODY, 'rfm: Champions', 'rfm: Чемпионы'],
    ['cells', rfm('lost', 'promising'), 'bob eve', 'rfm: Lost, Promising', 'rfm: Потерянные, Подают надежды'],
    [
      'not a cell',
      { not: rfm('potential') },
      'bob cat dan eve finn gus hana',
      'not rfm: Potential loyalists',
      'не rfm: Почти лояльные',
    ],
    ['bought before', rfm('bought_before'), 'dan', 'rfm: Bought earlier', 'rfm: Покупали раньше'],
    ['never bought', rfm('never_bought'), 'cat finn hana', 'rfm: Never bought', 'rfm: Ещё не покупали'],
    ['not linked, as a cell', rfm('not_linked'), 'gus', 'rfm: Not linked', 'rfm: Покупки неизвестны'],
    [
      'a cell and those without a score',
      rfm('potential', 'bought_before', 'never_bought', 'not_linked'),
      'ann cat dan finn gus hana',
      'rfm: Potential loyalists, Bought earlier, Never bought, Not linked',
      'rfm: Почти лояльные, Покупали раньше, Ещё не покупали, Покупки неизвестны',
    ],
  ],
  holds: holdsRfm,
  asked: fc.record({
    leaf: fc.constant('rfm' as const),
    cells: small.some(...CELLS.slice(0, 3), ...CELLS_WITHOUT_SCORE),
  }),
  any: wide.leafOf('rfm', fc.record({ cells: wide.some(...CELLS, ...CELLS_WITHOUT_SCORE) })),
})
