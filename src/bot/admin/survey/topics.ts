import { Composer } from 'grammy'
import { getQuestion, setTopic } from '../../../audience/question.js'
import { listTopics } from '../../../audience/topic.js'
import { AppError } from '../../../errors.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { key, pairs, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import { pageRow } from '../page.js'
import { marked } from '../settings/words.js'
import { presses } from './addresses.js'
import type { SurveyDeps } from './deps.js'

const SIZE = 10
const LABEL = 18
const WIDE = 30

/** What the answers of a question are about: choosing one is then a sign of interest for the ladder. */
export function topicsFeature({ db }: Pick<SurveyDeps, 'db'>): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  const show = (ctx: BotContext, id: number) => {
    const { admin, surveyCards: t } = texts(ctx.language)
    const { text, options } = getQuestion(db, id)
    const names = new Map(listTopics(db).map(topic => [topic.id, topic.name]))
    const topicOf = (topicId: number | null) => (topicId === null ? null : (names.get(topicId) ?? null))
    return showCard(ctx, {
      text: lines([t.topicsTitle(text), '', ...options.map(one => t.topicRow(one.label, topicOf(one.topicId)))]),
      keyboard: [
        ...options.map(({ label }, option) => [
          key(shorten(label, WIDE), presses.topicOf, { question: id, option, page: 0 }),
        ]),
        [key(admin.back, presses.open, { question: id })],
      ],
    })
  }

  onPress(composer, presses.topics, (ctx, { question }) => show(ctx, question))

  onPress(composer, presses.topicOf, async (ctx, { question: id, option, page: wanted }) => {
    const { admin, surveyCards: t } = texts(ctx.language)
    const chosen = getQuestion(db, id).options[option]
    if (chosen === undefined) throw new AppError('question_not_found')
    const topics = listTopics(db)
    const page = Math.max(0, Math.min(wanted, Math.ceil(topics.length / SIZE) - 1))
    const turn = {
      ...presses.topicOf,
      data: (one: { page: number }) => presses.topicOf.data({ question: id, option, ...one }),
    }
    const is = (label: string, topic: number) =>
      key(marked(shorten(label, LABEL), topic === (chosen.topicId ?? 0)), presses.topicIs, {
        question: id,
        option,
        topic,
      })
    await showCard(ctx, {
      text: topics.length === 0 ? t.topicsNone : t.topicAsked(chosen.label),
      keyboard: [
        ...pairs(topics.slice(page * SIZE, (page + 1) * SIZE).map(topic => is(topic.name, topic.id))),
        ...pageRow(turn, { page, size: SIZE, total: topics.length }),
        [is(t.noTopic, 0), key(admin.back, presses.topics, { question: id })],
      ],
    })
  })

  onPress(composer, presses.topicIs, async (ctx, { question, option, topic }) => {
    const known = listTopics(db).some(({ id }) => id === topic)
    await ctx.deed(() => setTopic(db, question, option, known ? topic : null))
    await show(ctx, question)
  })

  return composer
}
