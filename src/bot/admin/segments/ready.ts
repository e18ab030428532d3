import { createHash } from 'node:crypto'
import type { Composer } from 'grammy'
import { samplePeople } from '../../../segments/audience.js'
import type { Criterion } from '../../../segments/criterion.js'
import { describeCriterion, findNames } from '../../../segments/describe.js'
import { nameReady, readySegments } from '../../../segments/ready.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { key, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import { listPress } from '../analysis/presses.js'
import { outdated, showBuilder } from './builder.js'
import { onSegment } from './card.js'
import { adminOf, type SegmentDeps } from './deps.js'
import { countBesideEveryone, countOrNull, evaluationOf, figureLines, sampleLines } from './figures.js'
import { countLabel, flow } from './label.js'
import { showList } from './list.js'
import {
  blankPress,
  builderPress,
  changePress,
  leaveNewPress,
  newPress,
  readyPress,
  resumePress,
  savePress,
} from './presses.js'
import { changeSketch, criterionOf, findSketch, type Sketch, startSketch } from './sketch.js'

const SAMPLE = 5
const DESCRIPTION = 1_000

/** Where a segment begins: ready-made, from conditions, or as a change to a saved one. */
export function readyScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onPress(composer, newPress, (ctx, { offer }) => showNew(deps, ctx, offer))
  onPress(composer, leaveNewPress, (ctx, { offer }) =>
    offer === 0 ? showList(deps, ctx, 0) : deps.backToOffer(ctx, offer),
  )

  onPress(composer, readyPress, async (ctx, { key: wanted, offer }) => {
    const ready = (await readySegments(deps.db, evaluationOf(ctx, deps))).find(ready => numberOf(ready.key) === wanted)
    if (ready === undefined) return showNew(deps, ctx, offer)
    await begin(deps, ctx, showPreview, {
      criterion: ready.criterion,
      name: nameReady(ready, ctx.language),
      offerId: offer,
    })
  })

  onPress(composer, blankPress, (ctx, { offer }) =>
    begin(deps, ctx, showBuilder, { criterion: null, name: null, offerId: offer }),
  )

  onPress(composer, resumePress, async (ctx, { offer }) => {
    const sketch = unfinished(deps, ctx)
    if (sketch === null) return outdated(ctx)
    const resumed = await deps.db.group(() =>
      changeSketch(deps.db, adminOf(ctx), sketch.number, sketch => ({ ...sketch, offerId: offer || null })),
    )
    await (resumed === null ? outdated(ctx) : showBuilder(deps, ctx, resumed))
  })

  onSegment(deps, composer, changePress, async (ctx, segment) => {
    const { id, criterion } = segment
    const sketch = await deps.db.group(() =>
      startSketch(deps.db, adminOf(ctx), { segmentId: id, offerId: null, name: null, criterion }),
    )
    await showBuilder(deps, ctx, sketch)
  })
}

/**
 * Opens the making of a new segment where the button was pressed.
 * @param back the draft that asked for it: `segmentSaved` is called with it in the end; null when none did
 */
export function startNewSegment(deps: SegmentDeps, ctx: BotContext, back: { offerId: number } | null): Promise<void> {
  return showNew(deps, ctx, back?.offerId ?? 0)
}

async function showNew(deps: SegmentDeps, ctx: BotContext, offer: number): Promise<void> {
  const { segmentCards: words, analysisCards, admin } = texts(ctx.language)
  const context = evaluationOf(ctx, deps)
  const ready = await readySegments(deps.db, context)
  const counts = await Promise.all(ready.map(({ criterion }) => countOrNull(deps, criterion, context)))
  const keys = ready.flatMap((ready, i) => {
    const people = counts[i]?.people ?? null
    if (people === 0) return []
    const label = countLabel(nameReady(ready, ctx.language), people, ctx.language)
    return [key(label, readyPress, { key: numberOf(ready.key), offer })]
  })
  const own = [key(words.fromConditions, blankPress, { offer }), key(analysisCards.buttons.list, listPress, { offer })]
  const sketch = unfinished(deps, ctx)
  if (sketch !== null) own.unshift(key(words.unfinished(sketch.conditions.length), resumePress, { offer }))
  await showCard(ctx, {
    text: words.ready(keys.length > 0),
    keyboard: [...flow(keys), ...flow(own), [key(admin.back, leaveNewPress, { offer })]],
  })
}

/** A new segment that this admin left before it was saved, unless it has no conditions or is still as it came ready. */
function unfinished(deps: SegmentDeps, ctx: BotContext): Sketch | null {
  const sketch = findSketch(deps.db, adminOf(ctx))
  const worthIt = sketch?.open && sketch.segmentId === null && sketch.name === null && sketch.conditions.length > 0
  return worthIt ? sketch : null
}

/** A ready-made segment's key as the whole number that fits into a button. */
function numberOf(readyKey: string): number {
  return createHash('sha256').update(readyKey).digest().readUInt32BE()
}

async function begin(
  deps: SegmentDeps,
  ctx: BotContext,
  show: (deps: SegmentDeps, ctx: BotContext, sketch: Sketch) => Promise<void>,
  start: { criterion: Criterion | null; name: string | null; offerId: number },
): Promise<void> {
  const { criterion, name, offerId } = start
  const sketch = await deps.db.group(() =>
    startSketch(deps.db, adminOf(ctx), { segmentId: null, offerId: offerId || null, name, criterion }),
  )
  await show(deps, ctx, sketch)
}

/** A look into a ready-made segment before it is saved. */
async function showPreview(deps: SegmentDeps, ctx: BotContext, sketch: Sketch): Promise<void> {
  const { segmentCards: words, admin } = texts(ctx.language)
  const criterion = criterionOf(sketch)
  if (criterion === null) return showBuilder(deps, ctx, sketch)
  const context = evaluationOf(ctx, deps)
  const [counted, sample] = await Promise.all([
    countBesideEveryone(deps, criterion, context),
    samplePeople(deps.db, criterion, context, SAMPLE),
  ])
  await showCard(ctx, {
    text: lines([
      words.preview(sketch.name ?? ''),
      shorten(describeCriterion(criterion, ctx.language, findNames(deps.db)), DESCRIPTION),
      '',
      figureLines(counted, ctx.language),
      '',
      sampleLines(sample, ctx.language),
    ]),
    keyboard: [
      [
        key(words.save, savePress, { sketch: sketch.number }),
        key(words.change, builderPress, { sketch: sketch.number }),
      ],
      [key(admin.back, newPress, { offer: sketch.offerId ?? 0 })],
    ],
  })
}
