import {
  archiveQuestion,
  askAtStart,
  findQuestion,
  getQuestion,
  letSkip,
  listQuestions,
  moveQuestion,
  QUESTION_LIMITS,
  rewordQuestion,
} from '../../../audience/survey/question.js'
import { shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { isPassed } from '../../address.js'
import { cardOptions, key } from '../../card.js'
import { below, deed, type Entry, go, screen, words } from '../../screen.js'
import { questionCard } from '../../subscriber/survey/ballot.js'
import { fieldName } from '../words/field-name.js'
import { survey } from './addresses.js'

const SHOWN = 1_500

/** One question: how it reads, where it stands, and what may be done. */
export const questionPlaces: Entry[] = [
  screen(
    survey.open,
    (here, { question: id }) => {
      const { admin, fieldCards, surveyCards: t } = here.t
      const question = findQuestion(here.db, id)
      const questions = listQuestions(here.db)
      const place = questions.findIndex(one => one.id === id)
      if (question === null || place < 0) return go(survey.home, { page: 0 })
      const { atStart, skippable, options } = question
      const at = { question: id }
      return {
        text: lines([
          t.one(place + 1, questions.length, question.text, question.purpose),
          '',
          t.field(fieldName(question.attribute, here.language), fieldCards.types[question.attribute.type]),
          options.length === 0 ? t.typed : t.answers(shorten(options.map(({ label }) => label).join(' · '), SHOWN)),
          atStart ? t.atStart : t.notAtStart,
          skippable ? t.skippable : t.notSkippable,
        ]),
        keyboard: [
          [key(t.keys.text, survey.words, { ...at, what: 0 }), key(t.keys.purpose, survey.words, { ...at, what: 1 })],
          [
            key(atStart ? t.keys.notStart : t.keys.start, survey.start, { ...at, on: atStart ? 0 : 1 }),
            key(skippable ? t.keys.notSkip : t.keys.skip, survey.skip, { ...at, on: skippable ? 0 : 1 }),
          ],
          [
            ...(place === 0 ? [] : [key(t.keys.up, survey.move, { ...at, later: 0, generation: place })]),
            ...(place === questions.length - 1
              ? []
              : [key(t.keys.down, survey.move, { ...at, later: 1, generation: place })]),
          ],
          [
            ...(options.length === 0 ? [] : [key(t.keys.topics, survey.topics, at)]),
            key(t.keys.result, survey.result, { ...at, page: 0 }),
          ],
          [key(t.keys.preview, survey.preview, at), key(t.keys.drop, survey.askDrop, at)],
          [key(admin.back, survey.home, { page: 0 })],
        ].filter(row => row.length > 0),
      }
    },
    { sole: 'chat' },
  ),

  deed(survey.start, ({ db }, { question, on }) => {
    askAtStart(db, question, on === 1)
    return go(survey.open, { question })
  }),
  deed(survey.skip, ({ db }, { question, on }) => {
    letSkip(db, question, on === 1)
    return go(survey.open, { question })
  }),
  deed(survey.move, ({ db }, { question, later, generation }) => {
    const place = listQuestions(db).findIndex(({ id }) => id === question)
    if (!isPassed(generation, place)) moveQuestion(db, question, later === 1 ? 1 : -1)
    return go(survey.open, { question })
  }),

  screen(
    survey.words,
    ({ t: { admin, surveyCards: t } }, { question, what }) => ({
      text: what === 0 ? t.textAsked(QUESTION_LIMITS.text) : t.purposeAsked(QUESTION_LIMITS.purpose),
      keyboard: [[key(admin.back, survey.open, { question })]],
    }),
    {
      words: words(
        ({ db }, { question, what }, { text }) => {
          rewordQuestion(db, question, what === 0 ? 'text' : 'purpose', text)
          return go(survey.open, { question })
        },
        (here, { what }) => (what === 0 ? here.t.asked.question : here.t.asked.purpose),
      ),
    },
  ),

  deed(survey.preview, {
    look: () => null,
    do(doing, { question: id }) {
      const shown = questionCard(getQuestion(doing.db, id), { kind: 'preview' }, doing.language)
      doing.send(doing.me, { method: 'sendMessage', payload: { text: doing.t.surveyCards.previewHead } })
      doing.send(doing.me, {
        method: 'sendMessage',
        payload: { text: shown.text.text, ...cardOptions(shown) },
      })
      return below(go(survey.open, { question: id }))
    },
    came: (_, __, ___, outcome) => outcome,
  }),

  screen(survey.askDrop, ({ db, t: { admin, surveyCards: t } }, { question }) => ({
    text: t.dropAsked(getQuestion(db, question).text),
    keyboard: [[key(t.keys.dropSure, survey.drop, { question, sure: 1 }), key(admin.back, survey.open, { question })]],
  })),
  deed(survey.drop, {
    look: (_, { question, sure }) => (sure === 1 ? null : go(survey.askDrop, { question })),
    do({ db, at, t }, { question }) {
      const { text } = getQuestion(db, question)
      archiveQuestion(db, question, at)
      return go(survey.home, { page: 0 }, t.surveyCards.dropped(text))
    },
  }),
]
