import { isRung } from '../../../audience/ladder/rung.js'
import { listRungSizes } from '../../../audience/ladder.js'
import type { Key } from '../../card.js'
import type { BotContext } from '../../context.js'
import { flow } from '../segments/label.js'
import { readyKey } from '../segments/ready.js'
import type { LadderDeps } from './deps.js'
import { rungName } from './words.js'

/** The steps on which anybody stands, the highest first, each a way to its people. */
export async function stepRows(
  { db, preferences }: Pick<LadderDeps, 'db'> & { preferences: Pick<LadderDeps['preferences'], 'rungNames'> },
  ctx: BotContext,
): Promise<Key[][]> {
  const sizes = (await listRungSizes(db)).filter(({ people }) => people > 0).toReversed()
  return flow(
    sizes.map(({ rung, people }) =>
      readyKey(`rung:${rung}`, rungName(preferences, isRung(rung) ? rung : 0, ctx.language), people, ctx.language),
    ),
  )
}
