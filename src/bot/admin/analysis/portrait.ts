import type { Composer } from 'grammy'
import { SECOND } from '../../../clock.js'
import { growthOf, listSizes } from '../../../segments/membership.js'
import type { Progress } from '../../../segments/portrait/trait-count.js'
import { type Portrait, portraitOf } from '../../../segments/portrait.js'
import type { Segment } from '../../../segments/segment.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece } from '../../../text/rich.js'
import { key, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { segmentPress, writePress } from '../segments/addresses.js'
import { onSegment } from '../segments/card.js'
import { looking, type SegmentDeps } from '../segments/deps.js'
import { evaluationOf } from '../segments/figures.js'
import { portraitPress } from './addresses.js'
import { createTraitNames } from './trait-names.js'

const MONTH = 31
const PROGRESS_MS = 2 * SECOND

/** What sets a segment apart from everybody else, in words, and one tap to write to them. */
export function portraitScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSegment(deps, composer, portraitPress, async (ctx, segment, { page }) => {
    const { analysisCards: words, segmentCards, admin } = texts(ctx.language)
    await ctx.replyWithChatAction('typing')
    const portrait = await portraitOf(
      deps.db,
      segment.criterion,
      evaluationOf(looking(deps, ctx)),
      showProgress(ctx, segment),
    )
    const growth = growthOf(listSizes(deps.db, segment.id, MONTH))
    await showCard(ctx, {
      text: lines([
        words.apart(segment.name),
        segmentCards.people(portrait.people, portrait.people + portrait.others),
        segmentCards.reachable(portrait.reachable),
        growth.some(({ more }) => more !== null) ? words.growth(growth) : null,
        '',
        ...differenceLines(deps, ctx, portrait),
      ]),
      keyboard: [
        [key(segmentCards.write, writePress, { id: segment.id })],
        [key(admin.back, segmentPress, { id: segment.id, page })],
      ],
    })
  })
}

/**
 * Says how far it is, at most every two seconds, so that a short wait shows nothing of it. The next question waits for
 * the edit: the last one must be the portrait.
 */
function showProgress(ctx: BotContext, { name }: Segment): Progress {
  const words = texts(ctx.language).analysisCards
  let shown = performance.now()
  return async (answered, questions) => {
    if (answered === questions || performance.now() - shown < PROGRESS_MS) return
    shown = performance.now()
    await showCard(ctx, { text: lines([words.apart(name), words.looking(answered, questions)]), keyboard: [] })
  }
}

function differenceLines(deps: SegmentDeps, ctx: BotContext, portrait: Portrait): (Piece | null)[] {
  const words = texts(ctx.language).analysisCards
  if (portrait.kind === 'too_few') return [words.tooFew]
  const names = createTraitNames(deps, ctx.language)
  const { differences, leftOut, compared, looked, missing, people, others } = portrait
  const told = differences.map(({ trait, split }) => words.difference(names.trait(trait), split))
  return [
    ...(told.length === 0 ? [words.nothingApart(compared)] : [...told, '', words.howCompared(compared)]),
    looked.inside < people || looked.outside < others ? words.drawn(looked) : null,
    missing.length === 0 ? null : words.tooSlow(missing.map(names.fact).join(', ')),
    leftOut.length === 0 ? null : words.leftOut(leftOut.map(names.fact).join(', ')),
  ]
}
