import type { Composer } from 'grammy'
import type { SizesPicture } from '../../../reports/picture/picture.js'
import { dayOf, growthOf, listSizes, refreshSegment } from '../../../segments/membership.js'
import type { Segment } from '../../../segments/segment.js'
import { texts } from '../../../text/index.js'
import { lines, type Rich } from '../../../text/rich.js'
import { type Key, key } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import { onSegment } from '../segments/card.js'
import { looking, type SegmentDeps } from '../segments/deps.js'
import { evaluationOf } from '../segments/figures.js'
import { closePress, growthPress, recountPress } from './addresses.js'
import { replacePicture, sendPicture, takeAway } from './photo.js'

const DAYS = 90

/** How large a segment was, day by day, as a picture; and the button that takes any picture away. */
export function growthScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSegment(deps, composer, growthPress, async (ctx, segment) => {
    const counted = listSizes(deps.db, segment.id, 1).some(({ day }) => day === dayOf(ctx.at, deps.zone()))
    if (!counted) await refreshSegment(deps.db, segment.id, evaluationOf(looking(deps, ctx)), deps.db.people)
    const { picture, caption, keys } = growthOfSegment(deps, ctx, segment)
    await sendPicture(deps.db, ctx, picture, caption, [keys])
  })

  onSegment(deps, composer, recountPress, async (ctx, segment) => {
    await refreshSegment(deps.db, segment.id, evaluationOf(looking(deps, ctx)), deps.db.people)
    const { picture, caption, keys } = growthOfSegment(deps, ctx, segment)
    await replacePicture(deps.db, ctx, picture, caption, [keys])
  })

  onPress(composer, closePress, async ctx => {
    await takeAway(deps.db, ctx)
  })
}

function growthOfSegment(
  deps: SegmentDeps,
  ctx: BotContext,
  { id, name }: Segment,
): { picture: SizesPicture; caption: Rich; keys: Key[] } {
  const { analysisCards: words } = texts(ctx.language)
  const sizes = listSizes(deps.db, id, DAYS)
  const growth = growthOf(sizes)
  const newest = sizes.at(-1)
  const moved = newest?.entered === null || newest?.gone === null || newest === undefined ? null : newest
  return {
    picture: {
      kind: 'sizes',
      language: ctx.language,
      title: name,
      names: words.lines,
      axes: words.growthAxes,
      points: sizes,
    },
    caption: lines([
      words.growthTitle(name),
      growth.every(({ more }) => more === null) ? words.noGrowthYet : words.growth(growth),
      moved === null ? null : words.moved(moved.entered ?? 0, moved.gone ?? 0),
    ]),
    keys: [key(words.recount, recountPress, { id })],
  }
}
