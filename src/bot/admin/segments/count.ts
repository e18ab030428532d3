import type { Composer } from 'grammy'
import { z } from 'zod'
import type { Db } from '../../../db/open.js'
import { type Criterion, criterionSchema } from '../../../segments/criterion.js'
import { describeCriterion, findNames } from '../../../segments/describe.js'
import { checkNames } from '../../../segments/missing.js'
import { onlyLinked, together } from '../../../segments/notes.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { code, lines, quote } from '../../../text/rich.js'
import { type Card, type Key, key, pairs, sendCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, type Press, stopClock } from '../../press.js'
import { go } from '../../screen.js'
import { findSetting, saveSetting } from '../../settings.js'
import {
  askedChangePress,
  askedEarlierPress,
  askedInsteadPress,
  askedLinkedPress,
  askedPeoplePress,
  askedPress,
  askedReadPress,
  askedSavePress,
  askedWritePress,
} from './addresses.js'
import { builder } from './builder/addresses.js'
import { startSketch } from './builder/sketch.js'
import { adminOf, looking, type SegmentDeps } from './deps.js'
import { doubtOf } from './doubt.js'
import { countBesideEveryone, evaluationOf, exactly, figureLines, guessLines } from './figures.js'
import { flow, pagesOf } from './label.js'
import { earlierThan, noteLines, notesOf } from './notes.js'
import { showPeople } from './people.js'
import { askedReadings } from './readings.js'
import { askName, saveUnderOwnName } from './save.js'
import { type Understood, understand } from './sentence.js'

const DESCRIPTION = 2_000

const askedSchema = z.object({
  number: z.int(),
  readings: z.array(criterionSchema).min(1),
  instead: z.array(criterionSchema).default([]),
})

/**
 * The last sentence an admin has sent, in its readings; once one is chosen it is the only one. `instead`: what it may
 * have meant where it names what nobody has. `number` tells the answer from earlier ones, whose buttons are outdated.
 */
type Asked = z.infer<typeof askedSchema>

/** /count: how many people a sentence holds, and what can be done with them. */
export function countScreen(deps: SegmentDeps, composer: Composer<BotContext>): void {
  composer.command('count', async ctx => {
    const sentence = ctx.match.trim()
    if (sentence === '') return void (await sendCard(ctx, usage(ctx)))
    const understood = understand(looking(deps, ctx), sentence)
    if (understood.kind === 'mistake') return explain(deps, ctx, understood)
    const readings = understood.kind === 'read' ? [understood.criterion] : understood.readings
    const asked = await deps.db.group(() => keepAsked(deps.db, adminOf(ctx), readings))
    await sendCard(ctx, await answerCard(deps, ctx, asked))
  })

  onAsked(deps, composer, askedInsteadPress, async (ctx, asked, { instead }) => {
    const chosen = asked.instead[instead]
    if (chosen !== undefined) await change(deps, ctx, asked, chosen)
  })

  onAsked(deps, composer, askedPress, async (ctx, asked) => showCard(ctx, await answerCard(deps, ctx, asked)))

  onAsked(deps, composer, askedReadPress, async (ctx, asked, { reading }) => {
    const chosen = asked.readings[reading]
    if (chosen !== undefined) await change(deps, ctx, asked, chosen)
  })

  onAsked(deps, composer, askedPeoplePress, async (ctx, asked, { number, page }) => {
    const { segmentCards, admin } = texts(ctx.language)
    const turn = pagesOf(page => askedPeoplePress.data({ number, page }))
    const rows = [[key(segmentCards.write, askedWritePress, { number })], [key(admin.back, askedPress, { number })]]
    await showPeople(deps, ctx, { name: null, criterion: criterionOf(asked), turn, rows }, page)
  })

  onAsked(deps, composer, askedLinkedPress, (ctx, asked) => change(deps, ctx, asked, onlyLinked(criterionOf(asked))))

  onAsked(deps, composer, askedEarlierPress, async (ctx, asked) => {
    const criterion = criterionOf(asked)
    const earlier = earlierThan(looking(deps, ctx), criterion)
    if (earlier !== null) await change(deps, ctx, asked, together(criterion, earlier))
  })

  onAsked(deps, composer, askedChangePress, async (ctx, asked) =>
    deps.lead(ctx, go(builder.sketch, { sketch: (await sketchOf(deps, ctx, asked)).number })),
  )

  onAsked(deps, composer, askedSavePress, async (ctx, asked) => {
    await checkNames(deps.db, criterionOf(asked))
    await askName(deps, ctx, await sketchOf(deps, ctx, asked), criterionOf(asked))
  })

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
  const asked = { number: (before?.number ?? 0) + 1, readings, instead: [] }
  saveSetting(db, keyOf(adminId), askedSchema, asked)
  return asked
}

/** Says what cannot be read; the nearest sentences that can are a press away. */
async function explain(
  deps: SegmentDeps,
  ctx: BotContext,
  { explained, instead }: Extract<Understood, { kind: 'mistake' }>,
): Promise<void> {
  const readings = instead.map(({ criterion }) => criterion)
  const number =
    readings.length === 0 ? 0 : (await deps.db.group(() => keepAsked(deps.db, adminOf(ctx), readings))).number
  const keys = instead.map(({ label }, reading) => key(label, askedReadPress, { number, reading }))
  await sendCard(ctx, { text: explained, keyboard: flow(keys) })
}

/** Shows what is asked now in place of what was asked; the card's older buttons go with it. */
async function change(deps: SegmentDeps, ctx: BotContext, asked: Asked, criterion: Criterion): Promise<void> {
  const changed = { ...asked, readings: [criterion], instead: [] }
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

async function readingsCard(deps: SegmentDeps, ctx: BotContext, { number, readings }: Asked): Promise<Card> {
  const { text, labels } = await askedReadings(looking(deps, ctx), readings)
  return { text, keyboard: pairs(labels.map((label, reading) => key(label, askedReadPress, { number, reading }))) }
}

async function countCard(deps: SegmentDeps, ctx: BotContext, asked: Asked): Promise<Card> {
  const { countCards: words, segmentCards } = texts(ctx.language)
  const criterion = criterionOf(asked)
  const { number } = asked
  const evaluation = evaluationOf(looking(deps, ctx))
  const [counted, notes, doubt] = await Promise.all([
    countBesideEveryone(deps, criterion, evaluation),
    notesOf(looking(deps, ctx), criterion),
    doubtOf(looking(deps, ctx), criterion),
  ])
  const description = describeCriterion(criterion, ctx.language, findNames(deps.db))
  const figures =
    counted === null
      ? figureLines(null, evaluation, ctx.language)
      : (guessLines(counted, evaluation, ctx.language) ??
        words.figures(counted.people, counted.everyone, counted.reachable))
  const noted = noteLines(notes, exactly(counted), ctx.language)
  const said = quote(shorten(description, DESCRIPTION))
  const byButtons = [key(words.changeByButtons, askedChangePress, { number })]
  if (doubt !== null) {
    const instead = doubt.instead.map(({ criterion }) => criterion)
    await deps.db.group(() => saveSetting(deps.db, keyOf(adminOf(ctx)), askedSchema, { ...asked, instead }))
    const keys = doubt.instead.map(({ label }, instead) => key(label, askedInsteadPress, { number, instead }))
    return {
      text: lines([...doubt.lines, '', said, figures, ...noted.lines]),
      keyboard: [...flow(keys), byButtons],
    }
  }
  const corrections: Key[] = []
  if (noted.unlinked) corrections.push(key(words.onlyLinked, askedLinkedPress, { number }))
  if (noted.later) corrections.push(key(words.leaveOut, askedEarlierPress, { number }))
  return {
    text: lines([figures, '', said, ...noted.lines]),
    keyboard: [
      ...pairs(corrections),
      [
        key(segmentCards.who, askedPeoplePress, { number, page: 0 }),
        key(segmentCards.save, askedSavePress, { number }),
      ],
      [key(segmentCards.write, askedWritePress, { number })],
      byButtons,
    ],
  }
}
