import type { Composer } from 'grammy'
import { overlapOf } from '../../../segments/overlap.js'
import { findSegment, listSegments, type Segment } from '../../../segments/segment.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { key, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { stopClock } from '../../press.js'
import { pageRow } from '../page.js'
import { onSegment } from '../segments/card.js'
import type { SegmentDeps } from '../segments/deps.js'
import { evaluationOf } from '../segments/figures.js'
import { flow, pagesOf } from '../segments/label.js'
import { segmentPress } from '../segments/presses.js'
import { overlapPress, overlapWithPress } from './presses.js'

const SIZE = 8
const LABEL = 40

/** Which other segment, then who is in one, in both, in the other. `from` is the page of the list to come back to. */
export function overlapScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSegment(deps, composer, overlapPress, (ctx, segment, { page, from }) => choose(deps, ctx, segment, page, from))

  onSegment(deps, composer, overlapWithPress, async (ctx, segment, { other: otherId, from }) => {
    const { analysisCards: words, segmentCards, admin, errors } = texts(ctx.language)
    const other = findSegment(deps.db, otherId)
    if (other === null) {
      await stopClock(ctx, errors.segment_not_found({ id: otherId }))
      return choose(deps, ctx, segment, 0, from)
    }
    const overlap = await overlapOf(deps.db, segment.criterion, other.criterion, evaluationOf(ctx, deps))
    await showCard(ctx, {
      text: lines([words.overlap(segment.name, other.name), '', words.overlapLines(segment.name, other.name, overlap)]),
      keyboard: [
        [key(words.another, overlapPress, { id: segment.id, page: 0, from })],
        [key(shorten(segmentCards.title(other.name).text, LABEL), segmentPress, { id: other.id, page: from })],
        [key(admin.back, segmentPress, { id: segment.id, page: from })],
      ],
    })
  })
}

async function choose(
  deps: SegmentDeps,
  ctx: BotContext,
  segment: Segment,
  wanted: number,
  from: number,
): Promise<void> {
  const { analysisCards: words, admin } = texts(ctx.language)
  const { id } = segment
  const total = listSegments(deps.db, { offset: 0, limit: 1 }).total - 1
  const page = Math.max(0, Math.min(wanted, Math.ceil(total / SIZE) - 1))
  // One more, because the segment itself stands somewhere among them.
  const { segments } = listSegments(deps.db, { offset: 0, limit: (page + 1) * SIZE + 1 })
  const others = segments.filter(other => other.id !== id).slice(page * SIZE, (page + 1) * SIZE)
  await showCard(ctx, {
    text: lines([total === 0 ? words.noOther : words.chooseOther(segment.name)]),
    keyboard: [
      ...flow(others.map(other => key(shorten(other.name, LABEL), overlapWithPress, { id, other: other.id, from }))),
      ...pageRow(
        pagesOf(page => overlapPress.data({ id, page, from })),
        { page, size: SIZE, total },
      ),
      [key(admin.back, segmentPress, { id, page: from })],
    ],
  })
}
