import { Composer } from 'grammy'
import { z } from 'zod'
import { ATTRIBUTE_GROUPS, createAttribute, getAttribute, listAttributes } from '../../../audience/attribute.js'
import { ATTRIBUTE_TYPES } from '../../../audience/comparable.js'
import {
  checkLabels,
  createQuestion,
  optionsOf,
  QUESTION_LIMITS,
  readQuestionWords,
  rewordQuestion,
} from '../../../audience/question.js'
import { AppError, unreachable } from '../../../errors.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import type { Rich } from '../../../text/rich.js'
import { type Card, key, moveCard, pairs, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress, stopClock } from '../../press.js'
import { type Answered, ask, type Topics, topic } from '../ask.js'
import { pageRow } from '../page.js'
import { type Wanted, wordsOf } from '../words.js'
import { presses } from './addresses.js'
import type { SurveyDeps } from './deps.js'
import { fieldName } from './field.js'
import { oneCard } from './question.js'

const STEP = 'survey_step'
const WORDS = 'survey_words'
const SIZE = 10
const LABEL = 18

const placeSchema = z.object({ chat: z.int(), message: z.int() })

/** What is known of the question to be, step by step; `options` null: those of the field. */
const stepSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('values'), type: z.enum(ATTRIBUTE_TYPES), group: z.enum(ATTRIBUTE_GROUPS) }),
  z.object({
    step: z.literal('label'),
    type: z.enum(ATTRIBUTE_TYPES),
    group: z.enum(ATTRIBUTE_GROUPS),
    values: z.array(z.string()).nullable(),
  }),
  z.object({ step: z.literal('buttons'), field: z.int() }),
  z.object({ step: z.literal('text'), field: z.int(), options: z.array(z.string()).nullable() }),
  z.object({ step: z.literal('purpose'), field: z.int(), options: z.array(z.string()).nullable(), text: z.string() }),
])
type Step = z.infer<typeof stepSchema>
const argsSchema = z.object({ place: placeSchema, step: stepSchema })
const wordsSchema = z.object({ place: placeSchema, question: z.int(), what: z.enum(['text', 'purpose']) })

/** Adding a question: a field, then its words, why it is asked, and its answers; and other words for one that is there. */
export function addFeature(deps: SurveyDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()

  onPress(composer, presses.add, (ctx, { page }) => showCard(ctx, fieldsCard(deps, ctx, page)))

  onPress(composer, presses.field, async (ctx, { field }) => {
    const { admin, surveyCards: t } = texts(ctx.language)
    const { type, options } = getAttribute(db, field)
    if ((options?.length ?? 0) > QUESTION_LIMITS.options) {
      throw new AppError('question_options_invalid', { why: 'count', limit: QUESTION_LIMITS.options })
    }
    if (type !== 'text' && type !== 'number') return put(ctx, { step: 'text', field, options: null })
    return showCard(ctx, {
      text: t.howAsked,
      keyboard: [
        [
          key(t.keys.typed, presses.how, { field, buttons: 0 }),
          key(t.keys.buttons, presses.how, { field, buttons: 1 }),
        ],
        [key(admin.back, presses.add, { page: 0 })],
      ],
    })
  })

  onPress(composer, presses.how, (ctx, { field, buttons }) =>
    put(ctx, buttons === 1 ? { step: 'buttons', field } : { step: 'text', field, options: [] }),
  )

  onPress(composer, presses.newField, ctx => {
    const { admin, fieldCards, surveyCards: t } = texts(ctx.language)
    return showCard(ctx, {
      text: t.typeAsked,
      keyboard: [
        ...pairs(ATTRIBUTE_TYPES.map((name, type) => key(fieldCards.typeKeys[name], presses.type, { type }))),
        [key(admin.back, presses.add, { page: 0 })],
      ],
    })
  })

  onPress(composer, presses.type, (ctx, { type }) => {
    const { admin, fieldCards, surveyCards: t } = texts(ctx.language)
    return showCard(ctx, {
      text: t.groupAsked,
      keyboard: [
        ...pairs(ATTRIBUTE_GROUPS.map((name, group) => key(fieldCards.groups[name], presses.group, { type, group }))),
        [key(admin.back, presses.newField, {})],
      ],
    })
  })

  onPress(composer, presses.group, async (ctx, numbers) => {
    const type = ATTRIBUTE_TYPES[numbers.type]
    const group = ATTRIBUTE_GROUPS[numbers.group]
    if (type === undefined || group === undefined) return stopClock(ctx, texts(ctx.language).admin.oldButton)
    const chosen = type === 'one_of' || type === 'many_of'
    return put(ctx, chosen ? { step: 'values', type, group } : { step: 'label', type, group, values: null })
  })

  onPress(composer, presses.words, async (ctx, { question, what: number }) => {
    const { admin, surveyCards: t } = texts(ctx.language)
    const what = number === 0 ? 'text' : 'purpose'
    const place = await showCard(ctx, {
      text: what === 'text' ? t.textAsked(QUESTION_LIMITS.text) : t.purposeAsked(QUESTION_LIMITS.purpose),
      keyboard: [[key(admin.back, presses.open, { question })]],
    })
    await ask(ctx, WORDS, { place, question, what })
  })

  async function put(ctx: BotContext, step: Step): Promise<void> {
    const place = await showCard(ctx, stepCard(ctx, step))
    await ask(ctx, STEP, { place, step })
  }

  return composer
}

/** What is typed there. */
export function addTopics(deps: SurveyDeps): Topics {
  const { db } = deps

  /** What an answer leads to: the next step, or the question made. */
  async function take(ctx: BotContext, step: Step, typed: string): Promise<Step | { made: number }> {
    const createdBy = ctx.from?.id ?? 0
    switch (step.step) {
      case 'values':
        return { ...step, step: 'label', values: labelsIn(typed) }
      case 'label': {
        const { type, group, values: options } = step
        const created = { label: typed, group, type, options, purpose: null, createdBy }
        const id = await ctx.deed(z.int(), () => createAttribute(db, created, ctx.at).id)
        return { step: 'text', field: id, options: options === null && type !== 'yes_no' ? [] : null }
      }
      case 'buttons':
        return { step: 'text', field: step.field, options: labelsIn(typed) }
      case 'text':
        return { ...step, step: 'purpose', text: readQuestionWords(typed, 'text') }
      case 'purpose': {
        const attribute = getAttribute(db, step.field)
        const { survey } = texts(deps.preferences.language())
        const options =
          step.options === null
            ? optionsOf(attribute, survey)
            : step.options.map(label => ({ label, value: label, topicId: null }))
        const words = { text: step.text, purpose: typed }
        const made = await ctx.deed(
          z.int(),
          () => createQuestion(db, { attributeId: attribute.id, ...words, options, createdBy }, ctx.at).id,
        )
        return { made }
      }
    }
  }

  return {
    [STEP]: topic(argsSchema, async (ctx, { place, step }, message): Promise<Answered> => {
      const typed = await wordsOf(ctx, message, wantedAt(step))
      if (typed === null) return 'again'
      const next = await take(ctx, step, typed)
      if ('made' in next) {
        await moveCard(ctx, oneCard(deps, ctx, next.made, texts(ctx.language).surveyCards.made), place)
        return 'done'
      }
      return { topic: STEP, args: { place: await moveCard(ctx, stepCard(ctx, next), place), step: next } }
    }),
    [WORDS]: topic(wordsSchema, async (ctx, { place, question, what }, message): Promise<Answered> => {
      const typed = await wordsOf(ctx, message, what === 'text' ? 'question' : 'purpose')
      if (typed === null) return 'again'
      await ctx.deed(() => rewordQuestion(db, question, what, typed))
      await moveCard(ctx, oneCard(deps, ctx, question), place)
      return 'done'
    }),
  }
}

function wantedAt({ step }: Step): Wanted {
  switch (step) {
    case 'values':
    case 'buttons':
      return 'answers'
    case 'label':
      return 'fieldName'
    case 'text':
      return 'question'
    case 'purpose':
      return 'purpose'
    default:
      return unreachable(step)
  }
}

/** Answers, one on each line. @throws AppError `question_options_invalid` */
function labelsIn(typed: string): string[] {
  const labels = typed
    .split('\n')
    .map(line => line.replace(/\s+/gu, ' ').trim())
    .filter(line => line !== '')
  checkLabels(labels)
  return labels
}

function stepCard(ctx: BotContext, step: Step): Card {
  const { admin, surveyCards: t } = texts(ctx.language)
  const asked: Record<Step['step'], Rich> = {
    label: t.labelAsked,
    values: t.valuesAsked(QUESTION_LIMITS.options),
    buttons: t.valuesAsked(QUESTION_LIMITS.options),
    text: t.textAsked(QUESTION_LIMITS.text),
    purpose: t.purposeAsked(QUESTION_LIMITS.purpose),
  }
  return { text: asked[step.step], keyboard: [[key(admin.back, presses.add, { page: 0 })]] }
}

function fieldsCard({ db }: SurveyDeps, ctx: BotContext, wanted: number): Card {
  const { admin, surveyCards: t } = texts(ctx.language)
  const fields = listAttributes(db)
  const page = Math.max(0, Math.min(wanted, Math.ceil(fields.length / SIZE) - 1))
  const shown = fields.slice(page * SIZE, (page + 1) * SIZE)
  return {
    text: t.fieldAsked,
    keyboard: [
      ...pairs(
        shown.map(field => key(shorten(fieldName(field, ctx.language), LABEL), presses.field, { field: field.id })),
      ),
      ...pageRow(presses.add, { page, size: SIZE, total: fields.length }),
      [key(t.keys.newField, presses.newField, {}), key(admin.back, presses.home, { page: 0 })],
    ],
  }
}
