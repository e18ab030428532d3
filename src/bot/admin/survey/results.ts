import { findQuestion, getQuestion, listQuestions } from '../../../audience/survey/question.js'
import { countAnswers, listTurnout, type Turnout } from '../../../audience/survey/turnout.js'
import type { Cell } from '../../../reports/export/csv.js'
import { isInOwnWords } from '../../../reports/export/person.js'
import { smallTable } from '../../../reports/export/table.js'
import { honestShare } from '../../../reports/share.js'
import { shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { key } from '../../card.js'
import { type Entry, screen } from '../../screen.js'
import { valueWords } from '../../words/value-words.js'
import { fileKey, tablesWay } from '../cards/file.js'
import { pageRow, pageWithin } from '../page.js'
import { seesNames } from '../words/person.js'
import { survey } from './addresses.js'

const SIZE = 5
const ANSWERS = 15
const LABEL = 30
const NOTHING: Omit<Turnout, 'questionId'> = { asked: 0, answered: 0, skipped: 0, left: 0 }

/** What came of the survey: each question, and each of its answers. */
export const resultPlaces: Entry[] = [
  screen(survey.results, async (here, { page: wanted }) => {
    const { db, language } = here
    const { admin, surveyCards: t } = here.t
    const turnout = new Map((await listTurnout(db)).map(one => [one.questionId, one]))
    const questions = listQuestions(db)
    const page = pageWithin(wanted, { size: SIZE, total: questions.length })
    const shown = questions.slice(page * SIZE, (page + 1) * SIZE)
    return {
      text: lines([
        t.resultsTitle,
        ...shown.flatMap(({ id, text }, i) => {
          const of = turnout.get(id) ?? NOTHING
          return [
            '',
            t.resultRow(page * SIZE + i + 1, text),
            t.turnout(of, honestShare(of.answered, of.asked, language)),
          ]
        }),
      ]),
      keyboard: [
        ...shown.map(({ id, text }, i) => [
          key(`${page * SIZE + i + 1}. ${shorten(text, LABEL)}`, survey.result, { question: id, page: 0 }),
        ]),
        ...pageRow(survey.results, { page, size: SIZE, total: questions.length }),
        [
          ...(questions.length === 0 ? [] : [fileKey(here, survey.resultsFile, {})]),
          key(admin.back, survey.home, { page: 0 }),
        ],
      ],
    }
  }),

  screen(survey.result, async (here, { question: id, page: wanted }) => {
    const { db, language } = here
    const { admin, surveyCards: t } = here.t
    const question = findQuestion(db, id) ?? getQuestion(db, id)
    const hidden = !seesNames(here) && isInOwnWords(question.attribute)
    const [turnout, answers] = await Promise.all([listTurnout(db), hidden ? [] : countAnswers(db, question)])
    const of = turnout.find(({ questionId }) => questionId === id) ?? NOTHING
    const page = pageWithin(wanted, { size: ANSWERS, total: answers.length })
    const share = (people: number) => honestShare(people, of.answered, language)
    const inWords = (label: string) =>
      question.options.length > 0 ? label : valueWords(question.attribute, label, language)
    return {
      text: lines([
        t.resultOf(question.text),
        t.turnout(of, honestShare(of.answered, of.asked, language)),
        '',
        ...(answers.length > 0 ? [] : [hidden ? t.ownWordsHidden : t.noAnswers]),
        ...answers
          .slice(page * ANSWERS, (page + 1) * ANSWERS)
          .map(({ label, people }) => t.answerRow(shorten(inWords(label), 60), people, share(people))),
        ...(question.attribute.type === 'many_of' ? ['', t.several] : []),
      ]),
      keyboard: [
        ...pageRow(page => survey.result.data({ question: id, page }), { page, size: ANSWERS, total: answers.length }),
        [fileKey(here, survey.resultsFile, {})],
        [key(t.keys.question, survey.open, { question: id }), key(admin.back, survey.results, { page: 0 })],
      ],
    }
  }),

  tablesWay(survey.resultsFile, async here => {
    const { columns, names } = here.t.exportCards
    const turnout = new Map((await listTurnout(here.db)).map(one => [one.questionId, one]))
    const rows: Cell[][] = []
    for (const question of listQuestions(here.db)) {
      const { asked, answered, skipped, left } = turnout.get(question.id) ?? NOTHING
      const hidden = !seesNames(here) && isInOwnWords(question.attribute)
      const answers = hidden ? [] : await countAnswers(here.db, question)
      const base = [question.text, asked, answered, skipped, left]
      if (answers.length === 0) rows.push([...base, null, null])
      for (const { label, people } of answers) rows.push([...base, label, people])
    }
    const { question, asked, answered, skipped, silent, answer, people } = columns
    return [smallTable(names.survey, [question, asked, answered, skipped, silent, answer, people], () => rows)]
  }),
]
