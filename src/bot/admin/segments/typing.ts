import type { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { z } from 'zod'
import type { Criterion } from '../../../segments/criterion.js'
import { describeAsList, describeCriterion, findNames } from '../../../segments/describe.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { code, lines, type Piece, quote } from '../../../text/rich.js'
import { key, pairs } from '../../card.js'
import type { BotContext } from '../../context.js'
import { type Answered, type Topics, topic } from '../ask.js'
import { wordsOf } from '../offers/turn.js'
import { type Asked, conditionGone, onSketch, present, TYPED } from './board.js'
import { change, showLevel } from './builder.js'
import { findSlot, has, showAfter, showSlot } from './choose.js'
import { changeBody } from './condition.js'
import { adminOf, type SegmentDeps } from './deps.js'
import { asTextPress, levelPress, readingPress, typePress } from './presses.js'
import { readOrExplain } from './sentence.js'
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
const READINGS = 2_000

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
    const { asked } = sketch
    await change(deps, ctx, sketch.number, sketch => take({ ...sketch, readings: [] }, asked, chosen), levelOf(asked))
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
      const words = await wordsOf(ctx, message)
      if (words !== null) await addTyped(deps, ctx, sketch, words)
      return 'again'
    }),
  }
}

async function addTyped(deps: SegmentDeps, ctx: BotContext, sketch: Sketch, text: string): Promise<void> {
  const understood = await readOrExplain(deps, ctx, text)
  if (understood.kind === 'told') return
  const asked = sketch.asked.what === 'replace' ? sketch.asked : { ...sketch.asked, what: 'add' }
  if (understood.kind === 'read')
    return change(deps, ctx, sketch.number, sketch => take(sketch, asked, understood.criterion), levelOf(asked))
  await askReading(deps, ctx, sketch, asked, understood.readings)
}

function levelOf({ what, id }: Asked): number {
  return what === 'replace' ? ROOT : id
}

/** Puts in what was typed: beside what is there, or in its place. A group that is gone leaves the outermost one. */
function take(sketch: Sketch, { what, id }: Asked, criterion: Criterion): Sketch {
  if (what === 'replace') return withCriterion(sketch, criterion)
  return addCriterion(sketch, findGroup(sketch, id) === null ? ROOT : id, criterion)
}

/** Shows the readings of a sentence, as lists that show what binds what. */
async function askReading(
  deps: SegmentDeps,
  ctx: BotContext,
  sketch: Sketch,
  asked: Asked,
  readings: Criterion[],
): Promise<void> {
  const { countCards: words, admin } = texts(ctx.language)
  const names = findNames(deps.db)
  const kept = await deps.db.group(() =>
    changeSketch(deps.db, adminOf(ctx), sketch.number, sketch => ({ ...sketch, readings })),
  )
  if (kept === null) return conditionGone(ctx)
  const room = Math.floor(READINGS / readings.length)
  const described = readings.flatMap((reading, i): Piece[] => [
    '',
    words.way(i + 1),
    quote(shorten(describeAsList(reading, ctx.language, names), room)),
  ])
  const card = {
    text: lines([words.severalWays(readings.length), ...described]),
    keyboard: [
      ...pairs(
        readings.map((_, reading) => key(words.way(reading + 1), readingPress, { sketch: sketch.number, reading })),
      ),
      [key(admin.back, levelPress, { sketch: sketch.number, group: levelOf(asked), page: 0 })],
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
