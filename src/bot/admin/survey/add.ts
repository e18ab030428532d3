import { ATTRIBUTE_TYPES } from '../../../audience/attribute/comparable.js'
import { ATTRIBUTE_GROUPS, getAttribute, listAttributes } from '../../../audience/attribute.js'
import { QUESTION_LIMITS } from '../../../audience/survey/question.js'
import { AppError } from '../../../errors.js'
import { shorten } from '../../../text/format.js'
import { BESIDE, key, pairs } from '../../card.js'
import { type Entry, go, screen } from '../../screen.js'
import { pageRow, pageWithin } from '../page.js'
import { fieldName } from '../words/field-name.js'
import { survey } from './addresses.js'
import { toStep } from './step.js'

const SIZE = 10

/** Adding a question: which field it fills and how it is answered, by buttons; what is typed then is in step.ts. */
export const addPlaces: Entry[] = [
  screen(survey.add, ({ db, language, t: { admin, surveyCards: t } }, { page: wanted }) => {
    const fields = listAttributes(db)
    const page = pageWithin(wanted, { size: SIZE, total: fields.length })
    const shown = fields.slice(page * SIZE, (page + 1) * SIZE)
    return {
      text: t.fieldAsked,
      keyboard: [
        ...pairs(
          shown.map(field => key(shorten(fieldName(field, language), BESIDE), survey.field, { field: field.id })),
        ),
        ...pageRow(survey.add, { page, size: SIZE, total: fields.length }),
        [key(t.keys.newField, survey.newField, {}), key(admin.back, survey.home, { page: 0 })],
      ],
    }
  }),

  screen(survey.field, ({ db, t: { admin, surveyCards: t } }, { field }) => {
    const { type, options } = getAttribute(db, field)
    if ((options?.length ?? 0) > QUESTION_LIMITS.options)
      throw new AppError('question_options_invalid', { why: 'count', limit: QUESTION_LIMITS.options })
    if (type !== 'text' && type !== 'number') return toStep({ step: 'text', field, options: null })
    return {
      text: t.howAsked,
      keyboard: [
        [key(t.keys.typed, survey.how, { field, buttons: 0 }), key(t.keys.buttons, survey.how, { field, buttons: 1 })],
        [key(admin.back, survey.add, { page: 0 })],
      ],
    }
  }),

  screen(survey.how, (_, { field, buttons }) =>
    toStep(buttons === 1 ? { step: 'buttons', field } : { step: 'text', field, options: [] }),
  ),

  screen(survey.newField, ({ t: { admin, fieldCards, surveyCards: t } }) => ({
    text: t.typeAsked,
    keyboard: [
      ...pairs(ATTRIBUTE_TYPES.map((name, type) => key(fieldCards.typeKeys[name], survey.type, { type }))),
      [key(admin.back, survey.add, { page: 0 })],
    ],
  })),

  screen(survey.type, ({ t: { admin, fieldCards, surveyCards: t } }, { type }) => ({
    text: t.groupAsked,
    keyboard: [
      ...pairs(ATTRIBUTE_GROUPS.map((name, group) => key(fieldCards.groups[name], survey.group, { type, group }))),
      [key(admin.back, survey.newField, {})],
    ],
  })),

  screen(survey.group, (_, numbers) => {
    const type = ATTRIBUTE_TYPES[numbers.type]
    const group = ATTRIBUTE_GROUPS[numbers.group]
    if (type === undefined || group === undefined) return go(survey.newField, {})
    const chosen = type === 'one_of' || type === 'many_of'
    return toStep(chosen ? { step: 'values', type, group } : { step: 'label', type, group, values: null })
  }),
]
