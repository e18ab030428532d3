import type { Composer } from 'grammy'
import { z } from 'zod'
import { overlapOf } from '../../../segments/overlap.js'
import { findSegment, listSegments, type Segment } from '../../../segments/segment.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Card, key, moveCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { stopClock } from '../../press.js'
import { ask, type Topics, topic } from '../ask.js'
import { pageRow } from '../page.js'
import { findByName, findWords, keepWords, type Search } from '../search.js'
import { segmentPress } from '../segments/addresses.js'
import { onSegment } from '../segments/card.js'
import { adminOf, looking, type SegmentDeps } from '../segments/deps.js'
import { evaluationOf } from '../segments/figures.js'
import { flow, pagesOf } from '../segments/label.js'
import { overlapFindPress, overlapFoundPress, overlapPress, overlapWithPress } from './addresses.js'

const SIZE = 6
const SEARCH = 'overlapSearch'
const MOST_FOUND = 500
const LABEL = 40

/** Which other segment, then who is in one, in both, in the other. `from` is the page of the list to come back to. */
export function overlapScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSegment(deps, composer, overlapPress, (ctx, segment, { page, from }) => choose(deps, ctx, segment, page, from))

  onSegment(deps, composer, overlapFindPress, async (ctx, { id }, { from }) => {
    const { admin } = texts(ctx.language)
    const place = await showCard(ctx, {
      text: lines([admin.askFind]),
      keyboard: [[key(admin.back, overlapPress, { id, page: 0, from })]],
    })
    await ask(ctx, SEARCH, { id, from, place })
  })

  onSegment(deps, composer, overlapFoundPress, async (ctx, segment, { search, page, from }) => {
    const words = findWords(deps.db, adminOf(ctx), search)
    if (words === null) return choose(deps, ctx, segment, 0, from)
    await showCard(ctx, foundCard(deps, ctx, segment, { id: search, words }, page, from))
  })

  onSegment(deps, composer, overlapWithPress, async (ctx, segment, { other: otherId, from }) => {
    const { analysisCards: words, segmentCards, admin, errors } = texts(ctx.language)
    const other = findSegment(deps.db, otherId)
    if (other === null) {
      await stopClock(ctx, errors.segment_not_found({ id: otherId }))
      return choose(deps, ctx, segment, 0, from)
    }
    const overlap = await overlapOf(deps.db, segment.criterion, other.criterion, evaluationOf(looking(deps, ctx)))
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

/** The words of the other segment's name, typed. */
export function overlapTopics(deps: SegmentDeps): Topics {
  const place = z.object({ chat: z.int(), message: z.int() })
  return {
    [SEARCH]: topic(z.object({ id: z.int(), from: z.int(), place }), async (ctx, { id, from, place }, message) => {
      const segment = findSegment(deps.db, id)
      if (segment === null) {
        await ctx.reply(texts(ctx.language).errors.segment_not_found({ id }))
        return 'done'
      }
      const words = (message.text ?? '').trim()
      const search = await deps.db.group(() => keepWords(deps.db, adminOf(ctx), words))
      if (search === null) {
        await ctx.reply(texts(ctx.language).admin.wordsNeeded)
        return 'again'
      }
      await moveCard(ctx, foundCard(deps, ctx, segment, { id: search, words }, 0, from), place)
      return 'done'
    }),
  }
}

/** A page of the other segments that are called so. */
function foundCard(
  deps: SegmentDeps,
  ctx: BotContext,
  { id }: Segment,
  search: Search,
  wanted: number,
  from: number,
): Card {
  const { analysisCards: words, admin } = texts(ctx.language)
  const others = findByName(deps.db, 'segments', search.words, { offset: 0, limit: MOST_FOUND }).ids.filter(
    other => other !== id,
  )
  const page = Math.max(0, Math.min(wanted, Math.ceil(others.length / SIZE) - 1))
  const shown = others.slice(page * SIZE, (page + 1) * SIZE).flatMap(other => findSegment(deps.db, other) ?? [])
  return {
    text: others.length === 0 ? words.noneCalled(search.words) : admin.found(search.words, others.length),
    keyboard: [
      ...flow(shown.map(other => key(shorten(other.name, LABEL), overlapWithPress, { id, other: other.id, from }))),
      ...pageRow(
        pagesOf(page => overlapFoundPress.data({ id, search: search.id, page, from })),
        { page, size: SIZE, total: others.length },
      ),
      [key(admin.findAgain, overlapFindPress, { id, from }), key(admin.all, overlapPress, { id, page: 0, from })],
    ],
  }
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
      [
        ...(total > SIZE ? [key(words.findOther, overlapFindPress, { id, from })] : []),
        key(admin.back, segmentPress, { id, page: from }),
      ],
    ],
  })
}
