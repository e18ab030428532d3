import type { Composer } from 'grammy'
import { z } from 'zod'
import type { Db } from '../../../db/open.js'
import { AppError, isAppError } from '../../../errors.js'
import type { Criterion } from '../../../segments/criterion.js'
import { describeCriterion, findNames } from '../../../segments/describe.js'
import { checkNames } from '../../../segments/missing.js'
import { changeSegment, createSegment, getSegment, type Segment } from '../../../segments/segment.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { key, moveCard, removeCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { stopClock } from '../../press.js'
import { ask, type Topics, topic } from '../ask.js'
import { savePress, takeNamePress } from './addresses.js'
import { onSketch, outdated } from './board.js'
import { builder } from './builder/addresses.js'
import { changeSketch, findSketch, type Sketch } from './builder/sketch.js'
import { criterionOf } from './builder/tree.js'
import { segmentCard, showSegment } from './card.js'
import { adminOf, type SegmentDeps } from './deps.js'

const NAME = 'segmentName'
const NAME_LENGTH = 64
const NAMES_TRIED = 100

/** Keeping what was put together: a change at once, a new segment after its name. */
export function saveScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSketch(deps, composer, savePress, async (ctx, sketch) => {
    const criterion = await checkedOf(deps, sketch)
    if (sketch.segmentId === null) return askName(deps, ctx, sketch, criterion)
    return saveChange(deps, ctx, sketch.number, sketch.segmentId)
  })

  onSketch(deps, composer, takeNamePress, async (ctx, sketch) => {
    await checkedOf(deps, sketch)
    const saved = await deedOf(deps, ctx, () =>
      keep(deps.db, adminOf(ctx), sketch.number, criterion => {
        const name = sketch.name ?? nameOf(deps.db, ctx, criterion)
        return createUnderFreeName(deps.db, { name, criterion, createdBy: adminOf(ctx) }, ctx.at)
      }),
    )
    if (saved === null) return outdated(ctx)
    if (sketch.offerId !== null) return deps.segmentSaved(ctx, sketch.offerId, saved.id)
    return showSegment(deps, ctx, saved, 0)
  })
}

/** The name of a new segment, typed. */
export function saveTopics(deps: SegmentDeps): Topics {
  const args = z.object({ sketch: z.int(), place: z.object({ chat: z.int(), message: z.int() }) })
  return {
    [NAME]: topic(args, async (ctx, { sketch: number, place }, message) => {
      const name = message.text
      const words = texts(ctx.language).segmentCards
      if (name === undefined) {
        await ctx.reply(words.nameInWords)
        return 'again'
      }
      const sketch = findSketch(deps.db, adminOf(ctx))
      if (sketch !== null) await checkedOf(deps, sketch)
      const offerId = sketch?.offerId ?? null
      const saved = await deedOf(deps, ctx, () =>
        keep(deps.db, adminOf(ctx), number, criterion =>
          createSegment(deps.db, { name, criterion, createdBy: adminOf(ctx) }, ctx.at),
        ),
      )
      if (saved === null) {
        await ctx.reply(words.outdated)
        return 'done'
      }
      if (offerId === null) {
        await moveCard(ctx, await segmentCard(deps, ctx, saved, 0), place)
        return 'done'
      }
      await removeCard(ctx.api, place)
      await deps.segmentSaved(ctx, offerId, saved.id)
      return 'done'
    }),
  }
}

/** What the sketch asks. @throws AppError `criterion_empty`, `name_nobody_has` */
async function checkedOf({ db }: SegmentDeps, sketch: Sketch): Promise<Criterion> {
  const criterion = criterionOf(sketch)
  if (criterion === null) throw new AppError('criterion_empty')
  await checkNames(db, criterion)
  return criterion
}

/** Saves the sketch as it is at this moment and closes it; null when it is not open any more. */
function keep(db: Db, adminId: number, number: number, save: (criterion: Criterion) => Segment): Segment | null {
  let saved: Segment | null = null
  changeSketch(db, adminId, number, sketch => {
    const criterion = criterionOf(sketch)
    if (criterion === null) throw new AppError('criterion_empty')
    saved = save(criterion)
    return { ...sketch, open: false }
  })
  return saved
}

/** Keeps a segment, once; null when there was nothing to keep. */
async function deedOf(deps: SegmentDeps, ctx: BotContext, save: () => Segment | null): Promise<Segment | null> {
  const id = await ctx.deed(z.int().nullable(), () => save()?.id ?? null)
  return id === null ? null : getSegment(deps.db, id)
}

async function saveChange(deps: SegmentDeps, ctx: BotContext, number: number, segmentId: number): Promise<void> {
  const words = texts(ctx.language).segmentCards
  try {
    const saved = await deedOf(deps, ctx, () =>
      keep(deps.db, adminOf(ctx), number, criterion => changeSegment(deps.db, segmentId, criterion)),
    )
    if (saved === null) return outdated(ctx)
    await showSegment(deps, ctx, saved, 0)
  } catch (error) {
    if (!isAppError(error, 'segment_not_found')) throw error
    // What was put together is not lost with the segment it was meant for.
    await deps.db.group(() => changeSketch(deps.db, adminOf(ctx), number, sketch => ({ ...sketch, segmentId: null })))
    await stopClock(ctx, words.goneMeanwhile)
  }
}

/** Asks for the name of what was put together. */
export async function askName(deps: SegmentDeps, ctx: BotContext, sketch: Sketch, criterion: Criterion): Promise<void> {
  const { segmentCards: words, admin } = texts(ctx.language)
  const values = { sketch: sketch.number }
  const place = await showCard(ctx, {
    text: words.askName(sketch.name ?? nameOf(deps.db, ctx, criterion)),
    keyboard: [[key(words.takeName, takeNamePress, values), key(admin.back, builder.sketch, values)]],
  })
  await ask(ctx, NAME, { sketch: sketch.number, place })
}

/**
 * Saves a criterion at once, to write to its people.
 * @param name null: one made of its conditions
 * @throws AppError `name_nobody_has`, `criterion_…`
 */
export async function saveUnderOwnName(
  deps: SegmentDeps,
  ctx: BotContext,
  criterion: Criterion,
  name: string | null = null,
): Promise<Segment> {
  await checkNames(deps.db, criterion)
  const segment = { name: name ?? nameOf(deps.db, ctx, criterion), criterion, createdBy: adminOf(ctx) }
  const id = await ctx.deed(z.int(), () => createUnderFreeName(deps.db, segment, ctx.at).id)
  return getSegment(deps.db, id)
}

/** A name made of the conditions themselves, on one line and short enough. */
function nameOf(db: Db, ctx: BotContext, criterion: Criterion): string {
  const line = describeCriterion(criterion, ctx.language, findNames(db))
    .replace(/:\n\s*• /gu, ': ')
    .replace(/\n\s*(• )?/gu, ', ')
  return shorten(line.charAt(0).toLocaleUpperCase(ctx.language) + line.slice(1), NAME_LENGTH)
}

/** Saves under the given name, with a number behind it where the name is taken. */
function createUnderFreeName(
  db: Db,
  segment: { name: string; criterion: Criterion; createdBy: number },
  at: number,
): Segment {
  for (let n = 1; ; n++) {
    const name = n === 1 ? shorten(segment.name, NAME_LENGTH) : `${shorten(segment.name, NAME_LENGTH - 4)} ${n}`
    try {
      return createSegment(db, { ...segment, name }, at)
    } catch (error) {
      if (!isAppError(error, 'segment_name_taken') || n === NAMES_TRIED) throw error
    }
  }
}
