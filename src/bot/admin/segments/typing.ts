import type { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { z } from 'zod'
import type { Criterion } from '../../../segments/criterion.js'
import { describeCriterion, findNames } from '../../../segments/describe.js'
import { texts } from '../../../text/index.js'
import { code, lines, type Rich } from '../../../text/rich.js'
import { key, telegramEntities } from '../../card.js'
import type { BotContext } from '../../context.js'
import { type Answered, type Topics, topic } from '../ask.js'
import { wordsIn, wordsOf } from '../words.js'
import { asTextPress, levelPress, readingPress, typePress } from './addresses.js'
import { type Asked, conditionGone, onSketch, present, TYPED } from './board.js'
import { change, showLevel } from './builder.js'
import { findSlot, has, showAfter, showSlot } from './choose.js'
import { changeBody } from './condition.js'
import { adminOf, type SegmentDeps } from './deps.js'
import { doubtOf, type Instead } from './doubt.js'
import { flow } from './label.js'
import { askedReadings } from './readings.js'
import { understand } from './sentence.js'
import {
  addCriterion,
  changeSketch,
  criterionOf,
  findGroup,
  findPart,
  findSketch,
  ROOT,
  type Sketch,
  withCriterion,
} from './sketch.js'
import { SLOTS, type SlotName } from './slot.js'
import { showTypedValues, typedValues } from './values.js'

/** A sentence this long still fits on a card that shows it. */
const TEXT = 3_500

/** Conditions that are typed, or copied out as text. */
export function typingScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  onSketch(deps, composer, typePress, (ctx, sketch, { group }) => {
    const { segmentCards: words, admin } = texts(ctx.language)
    const card = {
      text: lines([words.askSentence, '', ...words.sentences.map(code)]),
      keyboard: [[key(admin.back, levelPress, { sketch: sketch.number, group, page: 0 })]],
    }
    return present(deps, ctx, sketch, card, { what: 'add', id: group })
  })

  onSketch(deps, composer, asTextPress, (ctx, sketch) => {
    const { segmentCards: words, admin } = texts(ctx.language)
    const criterion = criterionOf(sketch)
    const text = criterion === null ? '' : describeCriterion(criterion, ctx.language, findNames(deps.db))
    const fits = text !== '' && text.length <= TEXT
    const card = {
      text: lines([fits ? words.asTextTitle : words.textTooLong, '', ...(fits ? [code(text)] : [])]),
      keyboard: [[key(admin.back, levelPress, { sketch: sketch.number, group: ROOT, page: 0 })]],
    }
    return present(deps, ctx, sketch, card, { what: 'replace', id: ROOT })
  })

  onSketch(deps, composer, readingPress, async (ctx, sketch, { reading }) => {
    const chosen = sketch.readings[reading]
    if (chosen === undefined) return conditionGone(ctx)
    await takeSurely(deps, ctx, sketch, sketch.asked, chosen)
  })
}

/** Everything that is typed while a sketch is open. */
export function typingTopics(deps: SegmentDeps): Topics {
  return {
    [TYPED]: topic(z.object({ sketch: z.int() }), async (ctx, { sketch: number }, message) => {
      const sketch = findSketch(deps.db, adminOf(ctx))
      if (sketch === null || !sketch.open || sketch.number !== number) return 'pass'
      const slot = SLOTS.find(slot => slot === sketch.asked.what)
      if (slot !== undefined) return answerSlot(deps, ctx, sketch, slot, message)
      const words = await wordsOf(ctx, message, 'condition')
      if (words !== null) await addTyped(deps, ctx, sketch, words)
      return 'again'
    }),
  }
}

async function addTyped(deps: SegmentDeps, ctx: BotContext, sketch: Sketch, text: string): Promise<void> {
  const understood = understand(deps, ctx, text)
  const asked = sketch.asked.what === 'replace' ? sketch.asked : { ...sketch.asked, what: 'add' }
  if (understood.kind === 'read') return takeSurely(deps, ctx, sketch, asked, understood.criterion)
  if (understood.kind === 'mistake')
    return askInstead(deps, ctx, sketch, asked, understood.explained, understood.instead)
  const { text: question, labels } = await askedReadings(deps, ctx, understood.readings)
  const instead = understood.readings.map((criterion, i) => ({ label: labels[i] ?? '', criterion }))
  await askInstead(deps, ctx, sketch, asked, question, instead)
}

/** Takes a criterion in; one with names that nobody has is asked about instead. */
async function takeSurely(
  deps: SegmentDeps,
  ctx: BotContext,
  sketch: Sketch,
  asked: Asked,
  criterion: Criterion,
): Promise<void> {
  const doubt = await doubtOf(deps, ctx, criterion)
  if (doubt !== null) return askInstead(deps, ctx, sketch, asked, lines(doubt.lines), doubt.instead)
  await change(deps, ctx, sketch.number, sketch => take({ ...sketch, readings: [] }, asked, criterion), levelOf(asked))
}

function levelOf({ what, id }: Asked): number {
  return what === 'replace' ? ROOT : id
}

/** Puts in what was typed: beside what is there, or in its place. A group that is gone leaves the outermost one. */
function take(sketch: Sketch, { what, id }: Asked, criterion: Criterion): Sketch {
  if (what === 'replace') return withCriterion(sketch, criterion)
  return addCriterion(sketch, findGroup(sketch, id) === null ? ROOT : id, criterion)
}

/** Shows what a sentence may mean, or why it cannot be taken; nothing is added before one is chosen. */
async function askInstead(
  deps: SegmentDeps,
  ctx: BotContext,
  sketch: Sketch,
  asked: Asked,
  text: Rich,
  instead: Instead[],
): Promise<void> {
  const readings = instead.map(({ criterion }) => criterion)
  const kept = await deps.db.group(() =>
    changeSketch(deps.db, adminOf(ctx), sketch.number, sketch => ({ ...sketch, readings })),
  )
  if (kept === null) return conditionGone(ctx)
  const card = {
    text,
    keyboard: [
      ...flow(instead.map(({ label }, reading) => key(label, readingPress, { sketch: sketch.number, reading }))),
      [key(texts(ctx.language).admin.back, levelPress, { sketch: sketch.number, group: levelOf(asked), page: 0 })],
    ],
  }
  await present(deps, ctx, kept, card, asked)
}

async function answerSlot(
  deps: SegmentDeps,
  ctx: BotContext,
  sketch: Sketch,
  slot: SlotName,
  message: Message,
): Promise<Answered> {
  const { id } = sketch.asked
  const part = findPart(sketch, id)
  if (part === null) {
    await showLevel(deps, ctx, sketch, ROOT)
    return 'again'
  }
  const at = { deps, ctx, sketch, part }
  const { location, venue } = message
  const shown = wordsIn(message) === null && !location && !venue ? await findSlot(slot)?.show(at, 0) : undefined
  if (shown !== undefined) {
    const { text, entities } = lines([shown.asked])
    await ctx.reply(text, { entities: telegramEntities({ text, entities }) })
    return 'again'
  }
  const answer = slot === 'values' ? await typedValues(at, message) : await findSlot(slot)?.typed?.(at, message)
  if (answer === null || answer === undefined) return 'again'
  if ('next' in answer) {
    await showSlot(deps, ctx, sketch, { id, slot: answer.next, spot: answer.spot })
    return 'again'
  }
  const changed = await changeBody(deps, ctx, { sketch: sketch.number, id }, part =>
    has(deps, part, slot) ? answer : null,
  )
  if (changed === null) return 'again'
  await (slot === 'values' ? showTypedValues(deps, ctx, changed, id) : showAfter(deps, ctx, changed, { id, slot }))
  return 'again'
}
