import type { Composer } from 'grammy'
import { countOrEstimate } from '../../../segments/estimate.js'
import { findListed, type ListedSegment, listSegments } from '../../../segments/segment.js'
import { texts } from '../../../text/index.js'
import { type Card, type Key, key, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import { ladderPress, mapPress } from '../analysis/addresses.js'
import type { Topics } from '../ask.js'
import { pageRow } from '../page.js'
import { addSearch, findByName, type Search, type SearchScreen, searchRows, searchTopics } from '../search.js'
import { findPress, foundPress, homePress, listPress, newPress, segmentPress } from './addresses.js'
import { looking, type SegmentDeps } from './deps.js'
import { evaluationOf } from './figures.js'
import { countLabel, flow } from './label.js'

const SIZE = 8

/** /segments, its pages and its search. */
export function listScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  composer.command('segments', ctx => showList(deps, ctx, 0))
  onPress(composer, listPress, (ctx, { page }) => showList(deps, ctx, page))
  onPress(composer, homePress, async ctx => deps.backToAdmin?.(ctx))
  addSearch(composer, deps, findPress, screenOf(deps), ctx => showList(deps, ctx, 0))
}

/** The words of a name, typed. */
export function listTopics(deps: SegmentDeps): Topics {
  return searchTopics(deps, screenOf(deps))
}

/** Shows a page of the saved segments, each with the people in it now. */
export async function showList(deps: SegmentDeps, ctx: BotContext, page: number): Promise<void> {
  await showCard(ctx, await listCard(deps, ctx, page))
}

async function listCard(deps: SegmentDeps, ctx: BotContext, wanted: number): Promise<Card> {
  const { segmentCards: words, analysisCards, admin } = texts(ctx.language)
  const { total } = listSegments(deps.db, { offset: 0, limit: 1 })
  const page = nearest(wanted, total)
  const { segments } = listSegments(deps.db, { offset: page * SIZE, limit: SIZE })
  const last = [key(words.add, newPress, { offer: 0 })]
  if (total > SIZE) last.push(key(admin.find, findPress, {}))
  const back = deps.backToAdmin === undefined ? [] : [key(admin.back, homePress, {})]
  return {
    text: total === 0 ? words.noneYet : words.list(total),
    keyboard: [
      ...(await segmentKeys(deps, ctx, segments, page)),
      ...pageRow(listPress, { page, size: SIZE, total }),
      [key(analysisCards.buttons.map, mapPress, {}), key(analysisCards.buttons.ladder, ladderPress, {})],
      ...(last.length === 1 ? [[...last, ...back]] : [last, back].filter(row => row.length > 0)),
    ],
  }
}

function screenOf(deps: SegmentDeps): SearchScreen {
  const screen = { topic: 'segmentSearch', found: foundPress, all: listPress }
  const card = async (ctx: BotContext, search: Search, wanted: number): Promise<Card> => {
    const { admin } = texts(ctx.language)
    const { total } = findByName(deps.db, 'segments', search.words, { offset: 0, limit: 1 })
    const page = nearest(wanted, total)
    const { ids } = findByName(deps.db, 'segments', search.words, { offset: page * SIZE, limit: SIZE })
    const segments = ids.map(id => findListed(deps.db, id)).filter(segment => segment !== null)
    return {
      text: admin.found(search.words, total),
      keyboard: [
        ...(await segmentKeys(deps, ctx, segments, 0)),
        ...searchRows(screen, findPress, search, { page, size: SIZE, total }, ctx.language),
      ],
    }
  }
  return { ...screen, card }
}

/** The page asked for, or the nearest there is. */
function nearest(wanted: number, total: number): number {
  return Math.max(0, Math.min(wanted, Math.ceil(total / SIZE) - 1))
}

/** @param page of the whole list, to come back to */
async function segmentKeys(
  deps: SegmentDeps,
  ctx: BotContext,
  segments: ListedSegment[],
  page: number,
): Promise<Key[][]> {
  const evaluation = evaluationOf(looking(deps, ctx))
  const counts = await Promise.all(
    segments.map(({ criterion }) => (criterion === null ? null : countOrEstimate(deps.db, criterion, evaluation))),
  )
  return flow(
    segments.map(({ id, name, criterion }, i) =>
      key(countLabel(criterion === null ? `⚠️ ${name}` : name, counts[i] ?? null, ctx.language), segmentPress, {
        id,
        page,
      }),
    ),
  )
}
