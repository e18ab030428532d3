import type { Composer } from 'grammy'
import { type Criterion, isLeaf } from '../../../segments/criterion.js'
import { describeCriterion, findNames } from '../../../segments/describe.js'
import { findSegment } from '../../../segments/segment.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines, type Piece, type Rich } from '../../../text/rich.js'
import { type Card, key, pairs, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, type Press, stopClock } from '../../press.js'
import { adminOf, type SegmentDeps } from './deps.js'
import { countBesideEveryone, evaluationOf } from './figures.js'
import { builderPress, conditionPress, joinPress, kindsPress, newPress, savePress, segmentPress } from './presses.js'
import { changeSketch, criterionOf, findSketch, type Sketch } from './sketch.js'

const BUTTON = 18
/** Telegram takes 4,096 characters: twenty conditions and what stands around them fit. */
const PHRASE = 150
const ONLY_PHRASE = 1_000

/** The builder's own card: the conditions, how they are joined, and how many people that makes. */
export function builderScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSketch(deps, composer, builderPress, (ctx, sketch) => showBuilder(deps, ctx, sketch))

  onSketch(deps, composer, joinPress, async (ctx, sketch, { any }) => {
    await change(deps, ctx, sketch.number, sketch => ({ ...sketch, name: null, join: any === 1 ? 'any' : 'all' }))
  })
}

/** Handles a press that belongs to the admin's open sketch; one of another sketch is answered with a sentence. */
export function onSketch<Field extends string>(
  deps: SegmentDeps,
  composer: Composer<BotContext>,
  definition: Press<Field | 'sketch'>,
  handle: (ctx: BotContext, sketch: Sketch, values: Record<Field | 'sketch', number>) => Promise<unknown>,
): void {
  onPress(composer, definition, (ctx, values) => {
    const sketch = findSketch(deps.db, adminOf(ctx))
    if (sketch === null || !sketch.open || sketch.number !== values.sketch) return outdated(ctx)
    return handle(ctx, sketch, values)
  })
}

/** Says that the pressed card belongs to a sketch that is over. */
export function outdated(ctx: BotContext): Promise<void> {
  return stopClock(ctx, texts(ctx.language).segmentCards.outdated)
}

/** Changes the sketch and shows it. */
export async function change(
  deps: SegmentDeps,
  ctx: BotContext,
  number: number,
  how: (sketch: Sketch) => Sketch,
): Promise<void> {
  const changed = await deps.db.group(() => changeSketch(deps.db, adminOf(ctx), number, how))
  await (changed === null ? outdated(ctx) : showBuilder(deps, ctx, changed))
}

/** Shows the sketch where the button was pressed. */
export async function showBuilder(deps: SegmentDeps, ctx: BotContext, sketch: Sketch): Promise<void> {
  await showCard(ctx, await builderCard(deps, ctx, sketch))
}

async function builderCard(deps: SegmentDeps, ctx: BotContext, sketch: Sketch): Promise<Card> {
  const { segmentCards: words, segments, admin } = texts(ctx.language)
  const { number, conditions, join, segmentId } = sketch
  const phrases = conditions.map(({ criterion }) => phraseOf(deps, ctx, criterion, conditions.length))
  const several = conditions.length > 1
  const body: Piece[] = several ? [join === 'all' ? segments.allOf : segments.anyOf] : []
  body.push(...phrases.map((phrase, i) => (several ? `${i + 1}. ${phrase}` : phrase)))
  const saved = segmentId === null ? null : findSegment(deps.db, segmentId)
  const buttons = conditions.map(({ id }, i) =>
    key(shorten(`${i + 1}. ${phrases[i] ?? ''}`.replace(/\s+/gu, ' '), BUTTON), conditionPress, { sketch: number, id }),
  )
  const add = key(words.addCondition, kindsPress, { sketch: number })
  const turn =
    join === 'all'
      ? key(words.toAny, joinPress, { sketch: number, any: 1 })
      : key(words.toAll, joinPress, { sketch: number, any: 0 })
  const back =
    segmentId === null
      ? key(admin.back, newPress, { offer: sketch.offerId ?? 0 })
      : key(admin.back, segmentPress, { id: segmentId, page: 0 })
  return {
    text: lines([
      saved === null ? words.newTitle : words.changeTitle(saved.name),
      '',
      ...(conditions.length === 0 ? [words.noConditions] : [...body, '', await countLine(deps, ctx, sketch)]),
    ]),
    keyboard: [
      ...pairs(buttons),
      several ? [add, turn] : [add],
      [key(words.save, savePress, { sketch: number }), back],
    ],
  }
}

/** A condition in words, shortened so that all of them fit on one card. */
function phraseOf(deps: SegmentDeps, ctx: BotContext, criterion: Criterion, among: number): string {
  const phrase = describeCriterion(criterion, ctx.language, findNames(deps.db))
  const plain = isLeaf(criterion) || ('not' in criterion && isLeaf(criterion.not))
  return shorten(plain ? phrase : phrase.replaceAll('\n', '\n   '), among === 1 ? ONLY_PHRASE : PHRASE)
}

/** "412 of 18,240 people · 398 can be reached": what the sketch comes to. */
export async function countLine(deps: SegmentDeps, ctx: BotContext, sketch: Sketch): Promise<Rich> {
  const words = texts(ctx.language).segmentCards
  const criterion = criterionOf(sketch)
  if (criterion === null) return lines([words.noConditions])
  const counted = await countBesideEveryone(deps, criterion, evaluationOf(ctx, deps))
  return counted === null
    ? lines([words.tooLong])
    : words.ofEveryone(counted.people, counted.everyone, counted.reachable)
}
