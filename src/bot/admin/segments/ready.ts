import { createHash } from 'node:crypto'
import type { Composer } from 'grammy'
import { samplePeople } from '../../../segments/audience.js'
import type { Criterion, Leaf } from '../../../segments/criterion.js'
import { describeCriterion, findNames } from '../../../segments/describe.js'
import { countOrEstimate } from '../../../segments/estimate.js'
import {
  adviceFor,
  nameReady,
  READY_GROUPS,
  type ReadyGroup,
  type ReadySegment,
  readySegments,
} from '../../../segments/ready.js'
import type { Segment } from '../../../segments/segment.js'
import { type Language, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Key, key, pairs, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import { go } from '../../screen.js'
import { listPress } from '../analysis/addresses.js'
import { showInstead } from '../analysis/photo.js'
import {
  bindPress,
  blankPress,
  changePress,
  leaveNewPress,
  newPress,
  readyGroupPress,
  readyPeoplePress,
  readyPress,
  resumePress,
  savePress,
  seniorPress,
  sketchPeoplePress,
  sketchWritePress,
} from './addresses.js'
import { onSketch, outdated } from './board.js'
import { builder } from './builder/addresses.js'
import { changeSketch, findSketch, type Sketch, startSketch } from './builder/sketch.js'
import { criterionOf, restrict, sizeOf } from './builder/tree.js'
import { onSegment } from './card.js'
import { adminOf, looking, type SegmentDeps } from './deps.js'
import { countBesideEveryone, evaluationOf, figureLines, sampleLines } from './figures.js'
import { countLabel, flow, pagesOf } from './label.js'
import { showList } from './list.js'
import { earlierThan, LINKED } from './notes.js'
import { showPeople } from './people.js'
import { saveUnderOwnName } from './save.js'

const SAMPLE = 5
const DESCRIPTION = 1_000

/** Where a segment begins: ready-made, from conditions, or as a change to a saved one. */
export function readyScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onPress(composer, newPress, (ctx, { offer }) => showNew(deps, ctx, offer))
  onPress(composer, leaveNewPress, (ctx, { offer }) =>
    offer === 0 ? showList(deps, ctx, 0) : deps.backToOffer(ctx, offer),
  )

  onPress(composer, readyPress, async (ctx, { key: wanted, offer }) => {
    const ready = await findReady(deps, ctx, wanted)
    if (ready === null) return showNew(deps, ctx, offer)
    const preview = (deps: SegmentDeps, ctx: BotContext, sketch: Sketch) => showPreview(deps, ctx, sketch, ready)
    await begin(deps, ctx, preview, {
      criterion: ready.criterion,
      name: nameReady(ready, ctx.language),
      offerId: offer,
    })
  })

  onPress(composer, readyPeoplePress, async (ctx, { key: wanted, offer, page }) => {
    const ready = await findReady(deps, ctx, wanted)
    if (ready === null) return showNew(deps, ctx, offer)
    const turn = pagesOf(page => readyPeoplePress.data({ key: wanted, offer, page }))
    const rows = [[key(texts(ctx.language).admin.back, readyPress, { key: wanted, offer })]]
    await showPeople(deps, ctx, { name: nameReady(ready, ctx.language), criterion: ready.criterion, turn, rows }, page)
  })

  onSketch(deps, composer, sketchPeoplePress, async (ctx, sketch, { page }) => {
    const criterion = criterionOf(sketch)
    if (criterion === null) return deps.lead(ctx, go(builder.sketch, { sketch: sketch.number }))
    const turn = pagesOf(page => sketchPeoplePress.data({ sketch: sketch.number, page }))
    const rows = [[key(texts(ctx.language).admin.back, builder.sketch, { sketch: sketch.number })]]
    await showPeople(deps, ctx, { name: sketch.name, criterion, turn, rows }, page)
  })

  onPress(composer, readyGroupPress, (ctx, { group, offer }) => {
    const name = READY_GROUPS[group]
    return name === undefined ? showNew(deps, ctx, offer) : showGroup(deps, ctx, name, offer)
  })

  onSketch(deps, composer, sketchWritePress, async (ctx, sketch) => {
    const criterion = criterionOf(sketch)
    if (criterion === null) return deps.lead(ctx, go(builder.sketch, { sketch: sketch.number }))
    const saved = await saveUnderOwnName(deps, ctx, criterion, sketch.name)
    await deps.openDraftFor(ctx, saved.id)
  })

  onPress(composer, blankPress, (ctx, { offer }) =>
    begin(deps, ctx, (deps, ctx, { number }) => deps.lead(ctx, go(builder.sketch, { sketch: number })), {
      criterion: null,
      name: null,
      offerId: offer,
    }),
  )

  onPress(composer, resumePress, async (ctx, { offer }) => {
    const sketch = unfinished(deps, ctx)
    if (sketch === null) return outdated(ctx)
    const resumed = await deps.db.group(() =>
      changeSketch(deps.db, adminOf(ctx), sketch.number, sketch => ({ ...sketch, offerId: offer || null })),
    )
    await (resumed === null ? outdated(ctx) : deps.lead(ctx, go(builder.sketch, { sketch: resumed.number })))
  })

  onSegment(deps, composer, changePress, (ctx, segment) => changeSaved(deps, ctx, segment, () => null))

  onSegment(deps, composer, bindPress, (ctx, segment) => changeSaved(deps, ctx, segment, () => LINKED))

  onSegment(deps, composer, seniorPress, (ctx, segment) =>
    changeSaved(deps, ctx, segment, criterion => earlierThan(looking(deps, ctx), criterion)),
  )
}

/** Opens a saved segment to be changed. @param also what is asked beside its own conditions; null: nothing */
async function changeSaved(
  deps: SegmentDeps,
  ctx: BotContext,
  { id, criterion }: Segment,
  also: (criterion: Criterion) => Leaf | null,
): Promise<void> {
  const leaf = also(criterion)
  const sketch = await deps.db.group(() => {
    const sketch = startSketch(deps.db, adminOf(ctx), { segmentId: id, offerId: null, name: null, criterion })
    const changed = changeSketch(deps.db, adminOf(ctx), sketch.number, sketch =>
      leaf === null ? sketch : restrict(sketch, leaf),
    )
    return changed ?? sketch
  })
  await deps.lead(ctx, go(builder.sketch, { sketch: sketch.number }))
}

/**
 * Opens the making of a new segment where the button was pressed.
 * @param back the draft that asked for it: `segmentSaved` is called with it in the end; null when none did
 */
export function startNewSegment(deps: SegmentDeps, ctx: BotContext, back: { offerId: number } | null): Promise<void> {
  return showNew(deps, ctx, back?.offerId ?? 0)
}

/** What is ready now; groups that many are of stand behind a button of their own. */
async function showNew(deps: SegmentDeps, ctx: BotContext, offer: number): Promise<void> {
  const { segmentCards: words, analysisCards, admin } = texts(ctx.language)
  const all = await readySegments(deps.db, evaluationOf(looking(deps, ctx)))
  const { keys } = await readyKeys(deps, ctx, all, 'now', offer)
  const groups = READY_GROUPS.flatMap((name, group) =>
    name !== 'now' && all.some(ready => ready.group === name)
      ? [key(words.readyGroups[name], readyGroupPress, { group, offer })]
      : [],
  )
  const own = [key(words.fromConditions, blankPress, { offer }), key(analysisCards.buttons.list, listPress, { offer })]
  const sketch = unfinished(deps, ctx)
  if (sketch !== null) own.unshift(key(words.unfinished(sizeOf(sketch)), resumePress, { offer }))
  await showCard(ctx, {
    text: words.ready(keys.length > 0),
    keyboard: [...flow(keys), ...pairs(groups), ...flow(own), [key(admin.back, leaveNewPress, { offer })]],
  })
}

/** The ready-made segments of one group that hold somebody, each with a line of advice. */
async function showGroup(deps: SegmentDeps, ctx: BotContext, group: ReadyGroup, offer: number): Promise<void> {
  const { segmentCards: words, admin } = texts(ctx.language)
  const all = await readySegments(deps.db, evaluationOf(looking(deps, ctx)))
  const { keys, held } = await readyKeys(deps, ctx, all, group, offer)
  const { language } = ctx
  await showCard(ctx, {
    text: lines([
      words.readyGroups[group],
      '',
      ...(held.length === 0 ? [words.readyNobody] : []),
      ...(group === 'origin'
        ? []
        : held.map(one => words.readyAdvice(nameReady(one, language), adviceFor(one, language)))),
    ]),
    keyboard: [...flow(keys), [key(admin.back, newPress, { offer })]],
  })
}

async function readyKeys(
  deps: SegmentDeps,
  ctx: BotContext,
  all: ReadySegment[],
  group: ReadyGroup,
  offer: number,
): Promise<{ keys: Key[]; held: ReadySegment[] }> {
  const context = evaluationOf(looking(deps, ctx))
  const ready = all.filter(one => one.group === group)
  const counts = await Promise.all(ready.map(({ criterion }) => countOrEstimate(deps.db, criterion, context)))
  const held = ready.flatMap((one, i) => {
    const figure = counts[i] ?? null
    return figure?.guess === null && figure.people === 0 ? [] : [{ one, figure }]
  })
  return {
    keys: held.map(({ one, figure }) =>
      key(countLabel(nameReady(one, ctx.language), figure, ctx.language), readyPress, {
        key: numberOf(one.key),
        offer,
      }),
    ),
    held: held.map(({ one }) => one),
  }
}

/** A new segment that this admin left before it was saved, unless it has no conditions or is still as it came ready. */
function unfinished(deps: SegmentDeps, ctx: BotContext): Sketch | null {
  const sketch = findSketch(deps.db, adminOf(ctx))
  const worthIt = sketch?.open && sketch.segmentId === null && sketch.name === null && criterionOf(sketch) !== null
  return worthIt ? sketch : null
}

/** A button that opens a ready-made segment, its people and an offer for them. @param people in it; null: not told */
export function readyKey(wanted: string, name: string, people: number | null, language: Language): Key {
  return key(countLabel(name, people, language), readyPress, { key: numberOf(wanted), offer: 0 })
}

async function findReady(deps: SegmentDeps, ctx: BotContext, wanted: number): Promise<ReadySegment | null> {
  const all = await readySegments(deps.db, evaluationOf(looking(deps, ctx)))
  return all.find(ready => numberOf(ready.key) === wanted) ?? null
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
async function showPreview(deps: SegmentDeps, ctx: BotContext, sketch: Sketch, ready: ReadySegment): Promise<void> {
  const { segmentCards: words, admin } = texts(ctx.language)
  const criterion = criterionOf(sketch)
  if (criterion === null) return deps.lead(ctx, go(builder.sketch, { sketch: sketch.number }))
  const context = evaluationOf(looking(deps, ctx))
  const [counted, sample] = await Promise.all([
    countBesideEveryone(deps, criterion, context),
    samplePeople(deps.db, criterion, context, SAMPLE),
  ])
  await showInstead(deps.db, ctx, {
    text: lines([
      words.preview(nameReady(ready, ctx.language)),
      shorten(describeCriterion(criterion, ctx.language, findNames(deps.db)), DESCRIPTION),
      '',
      figureLines(counted, context, ctx.language),
      words.advice(adviceFor(ready, ctx.language)),
      '',
      sampleLines(sample, ctx.language),
    ]),
    keyboard: [
      [key(words.who, readyPeoplePress, { key: numberOf(ready.key), offer: sketch.offerId ?? 0, page: 0 })],
      [
        key(words.save, savePress, { sketch: sketch.number }),
        key(words.change, builder.sketch, { sketch: sketch.number }),
      ],
      ...(sketch.offerId === null ? [[key(words.write, sketchWritePress, { sketch: sketch.number })]] : []),
      [
        ready.group === 'now'
          ? key(admin.back, newPress, { offer: sketch.offerId ?? 0 })
          : key(admin.back, readyGroupPress, {
              group: READY_GROUPS.indexOf(ready.group),
              offer: sketch.offerId ?? 0,
            }),
      ],
    ],
  })
}
