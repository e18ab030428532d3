import type { Composer } from 'grammy'
import { listSegments } from '../../../segments/segment.js'
import { texts } from '../../../text/index.js'
import type { BotContext } from '../../context.js'
import { type Card, key, showCard } from '../card.js'
import { pageRow } from '../page.js'
import { onPress } from '../press.js'
import type { SegmentDeps } from './deps.js'
import { countOrNull, evaluationOf } from './figures.js'
import { countLabel, flow } from './label.js'
import { homePress, listPress, newPress, segmentPress } from './presses.js'

const SIZE = 8

/** /segments and its pages. */
export function listScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  composer.command('segments', ctx => showList(deps, ctx, 0))
  onPress(composer, listPress, (ctx, { page }) => showList(deps, ctx, page))
  onPress(composer, homePress, async ctx => deps.backToAdmin?.(ctx))
}

/** Shows a page of the saved segments, each with the people in it now. */
export async function showList(deps: SegmentDeps, ctx: BotContext, page: number): Promise<void> {
  await showCard(ctx, await listCard(deps, ctx, page))
}

async function listCard(deps: SegmentDeps, ctx: BotContext, wanted: number): Promise<Card> {
  const { segmentCards: words, admin } = texts(ctx.language)
  const { total } = listSegments(deps.db, { offset: 0, limit: 1 })
  const page = Math.max(0, Math.min(wanted, Math.ceil(total / SIZE) - 1))
  const { segments } = listSegments(deps.db, { offset: page * SIZE, limit: SIZE })
  const counts = await Promise.all(
    segments.map(segment => countOrNull(deps, segment.criterion, evaluationOf(ctx, deps))),
  )
  const keys = segments.map(({ id, name }, i) =>
    key(countLabel(name, counts[i]?.people ?? null, ctx.language), segmentPress, { id, page }),
  )
  const last = [key(words.add, newPress, { offer: 0 })]
  if (deps.backToAdmin !== undefined) last.push(key(admin.back, homePress, {}))
  return {
    text: total === 0 ? words.noneYet : words.list(total),
    keyboard: [...flow(keys), ...pageRow(listPress, { page, size: SIZE, total }), last],
  }
}
