import type { Composer } from 'grammy'
import { z } from 'zod'
import type { Db } from '../../../db/open.js'
import { samplePeople } from '../../../segments/audience.js'
import { type Criterion, criterionSchema } from '../../../segments/criterion.js'
import { describeAsList, describeCriterion, findNames } from '../../../segments/describe.js'
import { findHints } from '../../../segments/hint.js'
import { onlyLinked, together } from '../../../segments/notes.js'
import type { Field } from '../../../segments/vocabulary.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { code, lines, type Piece, quote } from '../../../text/rich.js'
import { type Card, type Key, key, pairs, sendCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, type Press, stopClock } from '../../press.js'
import { findSetting, saveSetting } from '../../settings.js'
import { personKeys } from '../people/keys.js'
import { showBuilder } from './builder.js'
import { adminOf, type SegmentDeps } from './deps.js'
import { countBesideEveryone, evaluationOf, figureLines, sampleLines } from './figures.js'
import { earlierThan, noteLines, notesOf } from './notes.js'
import {
  askedChangePress,
  askedEarlierPress,
  askedFivePress,
  askedLinkedPress,
  askedPress,
  askedReadPress,
  askedSavePress,
  askedWritePress,
} from './presses.js'
import { askName, saveUnderOwnName } from './save.js'
import { readOrExplain } from './sentence.js'
import { startSketch } from './sketch.js'

const SAMPLE = 5
const DESCRIPTION = 2_000

const askedSchema = z.object({ number: z.int(), readings: z.array(criterionSchema).min(1) })

/**
 * The last sentence an admin has sent, in its readings; once one is chosen it is the only one. `number` tells the answer
 * from earlier ones, whose buttons are outdated.
 */
type Asked = z.infer<typeof askedSchema>

/** /count: how many people a sentence holds, and what can be done with them. */
export function countScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  composer.command('count', async ctx => {
    const sentence = ctx.match.trim()
    if (sentence === '') return void (await sendCard(ctx, usage(ctx)))
    const understood = await readOrExplain(deps, ctx, sentence)
    if (understood.kind === 'told') return
    const readings = understood.kind === 'read' ? [understood.criterion] : understood.readings
    const asked = await deps.db.group(() => keepAsked(deps.db, adminOf(ctx), readings))
    await sendCard(ctx, await answerCard(deps, ctx, asked))
  })

  onAsked(deps, composer, askedPress, async (ctx, asked) => showCard(ctx, await answerCard(deps, ctx, asked)))

  onAsked(deps, composer, askedReadPress, async (ctx, asked, { reading }) => {
    const chosen = asked.readings[reading]
    if (chosen !== undefined) await change(deps, ctx, asked, chosen)
  })

  onAsked(deps, composer, askedFivePress, async (ctx, asked, { number }) => {
    const sample = await samplePeople(deps.db, criterionOf(asked), evaluationOf(ctx, deps), SAMPLE)
    const { segmentCards, admin } = texts(ctx.language)
    await showCard(ctx, {
      text: sampleLines(sample, ctx.language),
      keyboard: [
        ...personKeys(sample),
        [key(segmentCards.write, askedWritePress, { number })],
        [key(admin.back, askedPress, { number })],
      ],
    })
  })

  onAsked(deps, composer, askedLinkedPress, (ctx, asked) => change(deps, ctx, asked, onlyLinked(criterionOf(asked))))

  onAsked(deps, composer, askedEarlierPress, async (ctx, asked) => {
    const criterion = criterionOf(asked)
    const earlier = earlierThan(deps, ctx, criterion)
    if (earlier !== null) await change(deps, ctx, asked, together(criterion, earlier))
  })

  onAsked(deps, composer, askedChangePress, async (ctx, asked) =>
    showBuilder(deps, ctx, await sketchOf(deps, ctx, asked)),
  )

  onAsked(deps, composer, askedSavePress, async (ctx, asked) =>
    askName(deps, ctx, await sketchOf(deps, ctx, asked), criterionOf(asked)),
  )

  onAsked(deps, composer, askedWritePress, async (ctx, asked) => {
    const saved = await saveUnderOwnName(deps, ctx, criterionOf(asked))
    await deps.openDraftFor(ctx, saved.id)
  })
}

function onAsked<Field extends string>(
  deps: SegmentDeps,
  composer: Composer<BotContext>,
  definition: Press<Field | 'number'>,
  handle: (ctx: BotContext, asked: Asked, values: Record<Field | 'number', number>) => Promise<unknown>,
): void {
  onPress(composer, definition, (ctx, values) => {
    const asked = findSetting(deps.db, keyOf(adminOf(ctx)), askedSchema)
    if (asked === null || asked.number !== values.number) return stopClock(ctx, texts(ctx.language).countCards.outdated)
    return handle(ctx, asked, values)
  })
}

const keyOf = (adminId: number) => `asked:${adminId}`

function keepAsked(db: Db, adminId: number, readings: Criterion[]): Asked {
  const before = findSetting(db, keyOf(adminId), askedSchema)
  const asked = { number: (before?.number ?? 0) + 1, readings }
  saveSetting(db, keyOf(adminId), askedSchema, asked)
  return asked
}

/** Shows what is asked now in place of what was asked; the card's older buttons go with it. */
async function change(deps: SegmentDeps, ctx: BotContext, asked: Asked, criterion: Criterion): Promise<void> {
  const changed = { ...asked, readings: [criterion] }
  await deps.db.group(() => saveSetting(deps.db, keyOf(adminOf(ctx)), askedSchema, changed))
  await showCard(ctx, await answerCard(deps, ctx, changed))
}

function criterionOf(asked: Asked): Criterion {
  const [first] = asked.readings
  if (first === undefined) throw new Error('an answer has at least one reading')
  return first
}

function sketchOf(deps: SegmentDeps, ctx: BotContext, asked: Asked) {
  return deps.db.group(() =>
    startSketch(deps.db, adminOf(ctx), {
      ...{ segmentId: null, offerId: null, name: null },
      criterion: criterionOf(asked),
    }),
  )
}

function usage(ctx: BotContext): Card {
  const words = texts(ctx.language).countCards
  return { text: lines([words.usage, '', ...words.examples.map(code)]), keyboard: [] }
}

async function answerCard(deps: SegmentDeps, ctx: BotContext, asked: Asked): Promise<Card> {
  return asked.readings.length > 1 ? readingsCard(deps, ctx, asked) : countCard(deps, ctx, asked)
}

/** The readings of a sentence, as lists that show what binds what. */
function readingsCard(deps: SegmentDeps, ctx: BotContext, { number, readings }: Asked): Card {
  const words = texts(ctx.language).countCards
  const names = findNames(deps.db)
  const room = Math.floor(DESCRIPTION / readings.length)
  const described = readings.flatMap((reading, i): Piece[] => [
    '',
    words.way(i + 1),
    quote(shorten(describeAsList(reading, ctx.language, names), room)),
  ])
  return {
    text: lines([words.severalWays(readings.length), ...described]),
    keyboard: pairs(readings.map((_, reading) => key(words.way(reading + 1), askedReadPress, { number, reading }))),
  }
}

async function countCard(deps: SegmentDeps, ctx: BotContext, asked: Asked): Promise<Card> {
  const { countCards: words, segmentCards } = texts(ctx.language)
  const criterion = criterionOf(asked)
  const { number } = asked
  const [counted, notes, hints] = await Promise.all([
    countBesideEveryone(deps, criterion, evaluationOf(ctx, deps)),
    notesOf(deps, ctx, criterion),
    hintLines(deps, ctx, criterion),
  ])
  const description = describeCriterion(criterion, ctx.language, findNames(deps.db))
  const figures =
    counted === null
      ? figureLines(null, ctx.language)
      : words.figures(counted.people, counted.everyone, counted.reachable)
  const noted = noteLines(notes, counted?.people ?? null, ctx)
  const corrections: Key[] = []
  if (noted.unlinked) corrections.push(key(words.onlyLinked, askedLinkedPress, { number }))
  if (noted.later) corrections.push(key(words.leaveOut, askedEarlierPress, { number }))
  return {
    text: lines([figures, '', quote(shorten(description, DESCRIPTION)), ...noted.lines, ...hints]),
    keyboard: [
      ...pairs(corrections),
      [key(segmentCards.five, askedFivePress, { number }), key(segmentCards.save, askedSavePress, { number })],
      [key(segmentCards.write, askedWritePress, { number })],
      [key(words.changeByButtons, askedChangePress, { number })],
    ],
  }
}

async function hintLines(deps: SegmentDeps, ctx: BotContext, criterion: Criterion): Promise<Piece[]> {
  const { countCards: words, segments } = texts(ctx.language)
  const names = findNames(deps.db)
  const nameOf = (field: Field | null) => {
    const builtIn = (['city', 'country', 'birthday'] as const).find(key => key === field?.key)
    return field?.label ?? (builtIn === undefined ? '' : segments.subjects[builtIn])
  }
  const hints = await findHints(deps.db, criterion)
  return hints.map(({ field, value, nearest }) => words.nobodyHas(value, nameOf(names.field(field)), nearest))
}
