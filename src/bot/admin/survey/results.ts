import { Composer } from 'grammy'
import { findQuestion, getQuestion, listQuestions } from '../../../audience/question.js'
import { countAnswers, listTurnout, type Turnout } from '../../../audience/survey/turnout.js'
import { honestShare } from '../../../reports/share.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { key, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import { valueWords } from '../../value-words.js'
import { pageRow } from '../page.js'
import { presses } from './addresses.js'
import type { SurveyDeps } from './deps.js'

const SIZE = 5
const ANSWERS = 15
const LABEL = 30
const NOTHING: Omit<Turnout, 'questionId'> = { asked: 0, answered: 0, skipped: 0, left: 0 }

/** What came of the survey: each question, and each of its answers. */
export function resultsFeature({ db }: Pick<SurveyDeps, 'db'>): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  onPress(composer, presses.results, async (ctx, { page: wanted }) => {
    const { admin, surveyCards: t } = texts(ctx.language)
    const turnout = new Map((await listTurnout(db)).map(one => [one.questionId, one]))
    const questions = listQuestions(db)
    const page = Math.max(0, Math.min(wanted, Math.ceil(questions.length / SIZE) - 1))
    const shown = questions.slice(page * SIZE, (page + 1) * SIZE)
    await showCard(ctx, {
      text: lines([
        t.resultsTitle,
        ...shown.flatMap(({ id, text }, i) => {
          const of = turnout.get(id) ?? NOTHING
          const share = honestShare(of.answered, of.asked, ctx.language)
          return ['', t.resultRow(page * SIZE + i + 1, text), t.turnout(of, share)]
        }),
      ]),
      keyboard: [
        ...shown.map(({ id, text }, i) => [
          key(`${page * SIZE + i + 1}. ${shorten(text, LABEL)}`, presses.result, { question: id, page: 0 }),
        ]),
        ...pageRow(presses.results, { page, size: SIZE, total: questions.length }),
        [key(admin.back, presses.home, { page: 0 })],
      ],
    })
  })

  onPress(composer, presses.result, async (ctx, { question: id, page: wanted }) => {
    const { admin, surveyCards: t } = texts(ctx.language)
    const question = findQuestion(db, id) ?? getQuestion(db, id)
    const [turnout, answers] = await Promise.all([listTurnout(db), countAnswers(db, question)])
    const of = turnout.find(({ questionId }) => questionId === id) ?? NOTHING
    const page = Math.max(0, Math.min(wanted, Math.ceil(answers.length / ANSWERS) - 1))
    const share = (people: number) => honestShare(people, of.answered, ctx.language)
    const inWords = (label: string) =>
      question.options.length > 0 ? label : valueWords(question.attribute, label, ctx.language)
    const turn = { ...presses.result, data: (one: { page: number }) => presses.result.data({ question: id, ...one }) }
    await showCard(ctx, {
      text: lines([
        t.resultOf(question.text),
        t.turnout(of, honestShare(of.answered, of.asked, ctx.language)),
        '',
        ...(answers.length === 0 ? [t.noAnswers] : []),
        ...answers
          .slice(page * ANSWERS, (page + 1) * ANSWERS)
          .map(({ label, people }) => t.answerRow(shorten(inWords(label), 60), people, share(people))),
        ...(question.attribute.type === 'many_of' ? ['', t.several] : []),
      ]),
      keyboard: [
        ...pageRow(turn, { page, size: ANSWERS, total: answers.length }),
        [key(t.keys.question, presses.open, { question: id }), key(admin.back, presses.results, { page: 0 })],
      ],
    })
  })

  return composer
}
