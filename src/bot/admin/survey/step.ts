import { z } from 'zod'
import { ATTRIBUTE_TYPES } from '../../../audience/attribute/comparable.js'
import { ATTRIBUTE_GROUPS, createAttribute, getAttribute } from '../../../audience/attribute.js'
import {
  checkLabels,
  createQuestion,
  optionsOf,
  QUESTION_LIMITS,
  readQuestionWords,
} from '../../../audience/survey/question.js'
import { unreachable } from '../../../errors.js'
import { texts } from '../../../text/index.js'
import type { Rich } from '../../../text/rich.js'
import { key } from '../../card.js'
import type { Here } from '../../here.js'
import { type Doing, type Entry, type Go, go, screen, takes, withMemo } from '../../screen.js'
import { survey } from './addresses.js'

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

/** Leads to the next thing that is typed. */
export function toStep(step: Step): Go {
  return withMemo(go(survey.step, {}), JSON.stringify(step))
}

/** What is typed for a question to be: its answers, a new field's name, its words, and why it is asked. */
export const stepPlaces: Entry[] = [
  screen(
    survey.step,
    (here, _, __, memo) => {
      const step = stepIn(memo)
      if (step === null) return go(survey.add, { page: 0 })
      return { text: askedAt(here, step), keyboard: [[key(here.t.admin.back, survey.add, { page: 0 })]] }
    },
    {
      words: takes(
        {
          look(_, { said }) {
            const step = stepIn(said.memo)
            if (step === null) return go(survey.add, { page: 0 })
            // Whatever does not write yet only leads on.
            if (step.step === 'values') return toStep({ ...step, step: 'label', values: labelsIn(said.text) })
            if (step.step === 'buttons') return toStep({ ...step, step: 'text', options: labelsIn(said.text) })
            if (step.step === 'text')
              return toStep({ ...step, step: 'purpose', text: readQuestionWords(said.text, 'text') })
            return step
          },
          do: (doing, { said }, step) =>
            step.step === 'label' ? addField(doing, step, said.text) : make(doing, step, said.text),
        },
        wantedAt,
      ),
    },
  ),
]

function addField({ db, me, at }: Doing, step: Extract<Step, { step: 'label' }>, label: string): Go {
  const { type, group, values: options } = step
  const { id } = createAttribute(db, { label, group, type, options, purpose: null, createdBy: me }, at)
  return toStep({ step: 'text', field: id, options: options === null && type !== 'yes_no' ? [] : null })
}

function make(doing: Doing, step: Extract<Step, { step: 'purpose' }>, purpose: string): Go {
  const { db, me, at, preferences } = doing
  const attribute = getAttribute(db, step.field)
  const options =
    step.options === null
      ? optionsOf(attribute, texts(preferences.language()).survey)
      : step.options.map(label => ({ label, value: label, topicId: null }))
  const wanted = { attributeId: attribute.id, text: step.text, purpose, options, createdBy: me }
  return go(survey.open, { question: createQuestion(db, wanted, at).id }, doing.t.surveyCards.made)
}

function stepIn(memo: string | null): Step | null {
  return memo === null ? null : (stepSchema.safeParse(JSON.parse(memo)).data ?? null)
}

function wantedAt({ t }: Here, _: object, memo: string | null): string {
  const step = stepIn(memo)?.step
  switch (step) {
    case undefined:
    case 'values':
    case 'buttons':
      return t.asked.answers
    case 'label':
      return t.asked.fieldName
    case 'text':
      return t.asked.question
    case 'purpose':
      return t.asked.purpose
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

function askedAt({ t: { surveyCards: t } }: Here, { step }: Step): Rich {
  const asked: Record<Step['step'], Rich> = {
    label: t.labelAsked,
    values: t.valuesAsked(QUESTION_LIMITS.options),
    buttons: t.valuesAsked(QUESTION_LIMITS.options),
    text: t.textAsked(QUESTION_LIMITS.text),
    purpose: t.purposeAsked(QUESTION_LIMITS.purpose),
  }
  return asked[step]
}
