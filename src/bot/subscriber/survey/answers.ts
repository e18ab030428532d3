import { Composer } from 'grammy'
import { deleteAnswer, listAnswers, type OwnAnswer } from '../../../audience/survey/answer.js'
import { optionsMeant } from '../../../audience/survey/option.js'
import { dropTicks, ticksOf } from '../../../audience/survey/tick.js'
import { awaitAnswer } from '../../../audience/survey.js'
import type { Db } from '../../../db/open.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { pageRow, pageWithin } from '../../admin/page.js'
import { type Card, key } from '../../card.js'
import { showCard } from '../../card-message.js'
import type { BotContext } from '../../context.js'
import { onPress } from '../../press.js'
import { valueWords } from '../../words/value-words.js'
import { answers, own } from '../addresses.js'
import { answer } from '../press.js'
import { invite } from '../start.js'
import type { SubscriberDeps } from '../works.js'
import { AWAIT_MS, questionCard } from './ballot.js'

const SIZE = 8
const LABEL = 30

/** `/settings` → Your answers: what somebody was asked, to change or delete. */
export function ownAnswers({ db }: Pick<SubscriberDeps, 'db'>): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  onPress(composer, answers.list, (ctx, { page }) => mine(ctx, id => showAnswers(db, ctx, id, page)))
  onPress(composer, answers.open, (ctx, { question }) => mine(ctx, id => open(ctx, id, question)))

  onPress(composer, answers.change, (ctx, { question: questionId }) =>
    mine(ctx, async id => {
      const there = listAnswers(db, id).find(({ question }) => question.id === questionId)
      if (there === undefined) return gone(ctx, id)
      const { question } = there
      const card = questionCard(question, { kind: 'settings' }, ctx.language, ticksNow(there))
      const back = [key(texts(ctx.language).subscriber.back, answers.open, { question: questionId })]
      await ctx.deed(() => {
        dropTicks(db, id, questionId)
        if (question.options.length === 0) awaitAnswer(db, id, questionId, ctx.at + AWAIT_MS, ctx.at)
      })
      await showCard(ctx, { ...card, keyboard: [...card.keyboard, back] })
    }),
  )

  onPress(composer, answers.remove, (ctx, { question }) =>
    mine(ctx, async id => {
      await ctx.deed(() => void deleteAnswer(db, id, question, ctx.at))
      await showAnswers(db, ctx, id)
    }),
  )

  function mine(ctx: BotContext, show: (subscriberId: number) => Promise<unknown>): Promise<unknown> {
    return ctx.subscriber === null ? invite(ctx) : show(ctx.subscriber.id)
  }

  async function open(ctx: BotContext, id: number, questionId: number): Promise<unknown> {
    const card = answerCard(db, ctx, id, questionId)
    return card === null ? gone(ctx, id) : showCard(ctx, card)
  }

  async function gone(ctx: BotContext, id: number): Promise<void> {
    await answer(ctx, texts(ctx.language).survey.over)
    await showAnswers(db, ctx, id)
  }

  return composer
}

/** Shows what this person was asked and what they said, where the button was pressed. */
export async function showAnswers(db: Db, ctx: BotContext, subscriberId: number, wanted = 0): Promise<void> {
  const { survey: words, subscriber } = texts(ctx.language)
  const given = listAnswers(db, subscriberId)
  const page = pageWithin(wanted, { size: SIZE, total: given.length })
  const shown = given.slice(page * SIZE, (page + 1) * SIZE)
  await showCard(ctx, {
    text:
      given.length === 0
        ? words.ownNone
        : lines([words.ownTitle, '', ...shown.map(one => words.ownRow(one.question.text, saidOf(ctx, one)))]),
    keyboard: [
      ...shown.map(({ question }) => [key(shorten(question.text, LABEL), answers.open, { question: question.id })]),
      ...pageRow(answers.list, { page, size: SIZE, total: given.length }),
      [key(subscriber.back, own.settings, {})],
    ],
  })
}

/** One question and its answer; null when it is asked no more. */
export function answerCard(db: Db, ctx: BotContext, subscriberId: number, questionId: number): Card | null {
  const { survey: words, subscriber } = texts(ctx.language)
  const there = listAnswers(db, subscriberId).find(({ question }) => question.id === questionId)
  if (there === undefined) return null
  const given = there.asked.answeredAt !== null
  const values = { question: questionId }
  return {
    text: words.ownOne(there.question.text, there.question.purpose, saidOf(ctx, there)),
    keyboard: [
      [
        key(given ? words.change : words.answerNow, answers.change, values),
        ...(given ? [key(words.remove, answers.remove, values)] : []),
      ],
      [key(subscriber.back, answers.list, { page: 0 })],
    ],
  }
}

/** What they said, in the words of the buttons where there are any. */
function saidOf(ctx: BotContext, { question, values }: OwnAnswer): string {
  if (values.length === 0) return texts(ctx.language).survey.unanswered
  const { attribute, options } = question
  const labelOf = (said: string) => options[optionsMeant(question, [said])[0] ?? -1]?.label
  return shorten(values.map(said => labelOf(said) ?? valueWords(attribute, said, ctx.language)).join(', '), 100)
}

function ticksNow({ question, values }: OwnAnswer): number {
  return ticksOf(optionsMeant(question, values))
}
