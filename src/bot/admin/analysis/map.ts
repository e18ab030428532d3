import type { Composer } from 'grammy'
import { RUNGS } from '../../../audience/ladder/rung.js'
import { CELLS } from '../../../audience/rfm/cell.js'
import type { RfmPicture } from '../../../reports/picture/picture.js'
import { readLadder, readScores, type ScoredCustomers } from '../../../reports/standing.js'
import { date } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, stopClock } from '../../press.js'
import { presses as ladder } from '../ladder/addresses.js'
import { stepRows } from '../ladder/step-keys.js'
import { rungName } from '../ladder/words.js'
import { presses as rfm } from '../rfm/addresses.js'
import { groupRows } from '../rfm/group-keys.js'
import type { SegmentDeps } from '../segments/deps.js'
import { ladderPress, mapPress } from './addresses.js'
import { sendPicture } from './photo.js'

/** Pictures of everybody: customers by recency and frequency, people on the steps of the ladder. */
export function mapScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onPress(composer, mapPress, async ctx => {
    const { analysisCards: words } = texts(ctx.language)
    const { at, scored } = await readScores(deps.db)
    if (scored.length === 0) return stopClock(ctx, words.noScores)
    const customers = scored.reduce((sum, { people }) => sum + people, 0)
    const caption = lines([words.mapCaption, at === null ? null : words.countedOn(date(at, deps.zone(), ctx.language))])
    await sendPicture(
      deps.db,
      ctx,
      {
        kind: 'rfm',
        language: ctx.language,
        title: words.mapTitle(customers),
        axes: words.axes,
        squares: squaresOf(scored, texts(ctx.language).labels.cells),
      },
      caption,
      [...(await groupRows(deps.db, ctx, 0)), [key(words.inWords, rfm.home, {})]],
    )
  })

  onPress(composer, ladderPress, async ctx => {
    const { analysisCards: words, labels } = texts(ctx.language)
    const { rungs, unknown } = await readLadder(deps.db)
    if (rungs.length === 0) return stopClock(ctx, words.noLadder)
    await sendPicture(
      deps.db,
      ctx,
      {
        kind: 'ladder',
        language: ctx.language,
        title: words.ladderTitle,
        rungs: RUNGS.map(rung => ({
          name: rungName(deps.preferences, rung, ctx.language),
          people: rungs.find(row => row.rung === rung)?.people ?? 0,
        })),
        unknown: { name: labels.rungs[0], people: unknown },
        axes: words.ladderAxes,
      },
      lines([words.ladderCaption]),
      [...(await stepRows(deps, ctx)), [key(words.inWords, ladder.home, {})]],
    )
  })
}

/** @param scored the largest groups first */
function squaresOf(scored: readonly ScoredCustomers[], names: Readonly<Record<string, string>>): RfmPicture['squares'] {
  return [1, 2, 3, 4, 5].flatMap(r =>
    [1, 2, 3, 4, 5].flatMap(f => {
      const here = scored.filter(row => row.r === r && row.f === f)
      if (here.length === 0) return []
      const largest: readonly string[] = here.slice(0, 1).map(({ cell }) => cell)
      return {
        r,
        f,
        people: here.reduce((sum, { people }) => sum + people, 0),
        names: here.map(({ cell }) => names[cell] ?? cell),
        hue: CELLS.findIndex(cell => largest.includes(cell)),
      }
    }),
  )
}
