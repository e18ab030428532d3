import { getQuestion, setTopic } from '../../../audience/survey/question.js'
import { listTopics } from '../../../audience/topic.js'
import { AppError } from '../../../errors.js'
import { shorten } from '../../../text/format.js'
import { lines } from '../../../text/rich.js'
import { BESIDE, key, pairs } from '../../card.js'
import { deed, type Entry, go, screen } from '../../screen.js'
import { pageRow, pageWithin } from '../page.js'
import { marked } from '../words/mark.js'
import { survey } from './addresses.js'

const SIZE = 10
const WIDE = 30

/** What the answers of a question are about: choosing one is then a sign of interest for the ladder. */
export const topicPlaces: Entry[] = [
  screen(survey.topics, ({ db, t: { admin, surveyCards: t } }, { question: id }) => {
    const { text, options } = getQuestion(db, id)
    const names = new Map(listTopics(db).map(topic => [topic.id, topic.name]))
    const topicOf = (topicId: number | null) => (topicId === null ? null : (names.get(topicId) ?? null))
    return {
      text: lines([t.topicsTitle(text), '', ...options.map(one => t.topicRow(one.label, topicOf(one.topicId)))]),
      keyboard: [
        ...options.map(({ label }, option) => [
          key(shorten(label, WIDE), survey.topicOf, { question: id, option, page: 0 }),
        ]),
        [key(admin.back, survey.open, { question: id })],
      ],
    }
  }),

  screen(survey.topicOf, ({ db, t: { admin, surveyCards: t } }, { question, option, page: wanted }) => {
    const chosen = getQuestion(db, question).options[option]
    if (chosen === undefined) throw new AppError('question_not_found')
    const topics = listTopics(db)
    const page = pageWithin(wanted, { size: SIZE, total: topics.length })
    const is = (label: string, topic: number) =>
      key(marked(shorten(label, BESIDE), topic === (chosen.topicId ?? 0)), survey.topicIs, { question, option, topic })
    return {
      text: topics.length === 0 ? t.topicsNone : t.topicAsked(chosen.label),
      keyboard: [
        ...pairs(topics.slice(page * SIZE, (page + 1) * SIZE).map(topic => is(topic.name, topic.id))),
        ...pageRow(page => survey.topicOf.data({ question, option, page }), { page, size: SIZE, total: topics.length }),
        [is(t.noTopic, 0), key(admin.back, survey.topics, { question })],
      ],
    }
  }),

  deed(survey.topicIs, ({ db }, { question, option, topic }) => {
    const known = listTopics(db).some(({ id }) => id === topic)
    setTopic(db, question, option, known ? topic : null)
    return go(survey.topics, { question })
  }),
]
