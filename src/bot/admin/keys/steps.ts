import { isRung } from '../../../audience/ladder/rung.js'
import { listRungSizes } from '../../../audience/ladder.js'
import { type Key, pairs } from '../../card.js'
import type { Here } from '../../here.js'
import { rungName } from '../words/rung-name.js'
import { readyKey } from './ready.js'

/** The steps on which anybody stands, the highest first, each a way to its people. */
export async function stepRows({ db, preferences, language }: Here): Promise<Key[][]> {
  const sizes = (await listRungSizes(db)).filter(({ people }) => people > 0).toReversed()
  return pairs(
    sizes.map(({ rung, people }) =>
      readyKey(`rung:${rung}`, rungName(preferences, isRung(rung) ? rung : 0, language), people, language),
    ),
  )
}
