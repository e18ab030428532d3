import { Composer } from 'grammy'
import { z } from 'zod'
import { answered, recordAnswer, skipQuestion } from '../../audience/answer.js'
import { findQuestion, isAsked, type Question } from '../../audience/question.js'
import { awaitAnswer, findAsked } from '../../audience/survey.js'
import {
  type BallotAction,
  type BallotPlace,
  type BallotPress,
  parseBallotData,
  ticked,
} from '../../delivery/ballot.js'
import { unreachable } from '../../errors.js'
import { texts } from '../../text/index.js'
import { concat } from '../../text/rich.js'
import { recordPress } from '../../tracking/read.js'
import { cardOptions, showCard } from '../card.js'
import type { BotContext } from '../context.js'
import { showAnswers } from './answers.js'
import { AWAIT_MS, askAtStart, questionCard, restRows, thank } from './ballot.js'
import type { SubscriberDeps } from './deps.js'
import { answer, dropKeyboard, forgiving, isEditable } from './press.js'
import { invite } from './start.js'

/** What a press came to; `stranger`: the message is not the presser's, and nothing was kept. */
const pressed = z.union([answered, z.object({ kind: z.enum(['skipped', 'skipped_before', 'shown', 'stranger']) })])
type Outcome = z.infer<typeof pressed>

/**
 * The buttons of questions, wherever they stand. What a press means is on disk before it is confirmed; the same press
 * twice, an old message and answers out of their order do no harm.
 */
export function surveyFeature({ db }: Pick<SubscriberDeps, 'db'>): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  composer.on('callback_query:data', async (ctx, next) => {
    const press = parseBallotData(ctx.callbackQuery.data)
    if (press === null) return next()
    const words = texts(ctx.language).survey
    const played = press.place.kind === 'preview' ? findQuestion(db, press.questionId) : null
    if (played !== null && press.action.kind === 'tick') return show(ctx, played, press.place, press.action)
    if (press.place.kind === 'preview') return answer(ctx, words.test)
    const { subscriber } = ctx
    if (subscriber === null) return void (await Promise.all([answer(ctx), invite(ctx)]))
    const question = findQuestion(db, press.questionId)
    const outcome = await ctx.deed(pressed, () => keep(ctx, subscriber.id, press, question))
    if (outcome.kind === 'stranger') return answer(ctx, texts(ctx.language).subscriber.oldButton)
    if (question === null || outcome.kind === 'over' || outcome.kind === 'invalid') {
      await answer(ctx, words.over)
      return question !== null && isAsked(question) ? undefined : leave(ctx)
    }
    if (outcome.kind === 'shown') return show(ctx, question, press.place, press.action)
    await goOn(ctx, subscriber.id, press.place, outcome)
  })

  /** Keeps what the press means; a question that is no longer asked takes no answer. */
  function keep(ctx: BotContext, subscriberId: number, press: BallotPress, question: Question | null): Outcome {
    const { place, action, questionId } = press
    if ('deliveryId' in place) {
      const messageId = ctx.callbackQuery?.message?.message_id ?? null
      const { deliveryId } = place
      if (!recordPress(db, { deliveryId, subscriberId, messageId }, ctx.at)) return { kind: 'stranger' }
    }
    if (question === null || !isAsked(question)) return { kind: 'over' }
    switch (action.kind) {
      case 'pick':
        return recordAnswer(db, subscriberId, questionId, { kind: 'options', numbers: [action.option] }, ctx.at)
      case 'done': {
        const numbers = ticked(action.ticks, question.options.length)
        return recordAnswer(db, subscriberId, questionId, { kind: 'options', numbers }, ctx.at)
      }
      case 'skip': {
        const before = findAsked(db, subscriberId, questionId)
        if (!skipQuestion(db, subscriberId, questionId, ctx.at)) return { kind: 'over' }
        const done = before !== null && (before.skippedAt !== null || before.answeredAt !== null)
        return { kind: done ? 'skipped_before' : 'skipped' }
      }
      case 'write':
        awaitAnswer(db, subscriberId, questionId, ctx.at + AWAIT_MS, ctx.at)
        return { kind: 'shown' }
      case 'tick':
      case 'why':
        return { kind: 'shown' }
      default:
        return unreachable(action)
    }
  }

  /** Presses that decide nothing yet. */
  async function show(ctx: BotContext, question: Question, place: BallotPlace, action: BallotAction): Promise<void> {
    if (action.kind === 'why') return answer(ctx, question.purpose)
    if (action.kind === 'write') return answer(ctx, texts(ctx.language).survey.writeNow)
    if (action.kind !== 'tick') return answer(ctx)
    const card = questionCard(question, place, ctx.language, action.ticks)
    await Promise.all([answer(ctx), showCard(ctx, { ...card, keyboard: [...card.keyboard, ...restRows(ctx)] })])
  }

  /** After an answer or a skip: the next question of the start, or the end. */
  async function goOn(ctx: BotContext, subscriberId: number, place: BallotPlace, outcome: Outcome): Promise<void> {
    const words = texts(ctx.language).survey
    const skipped = outcome.kind === 'skipped' || outcome.kind === 'skipped_before'
    const fresh = outcome.kind === 'recorded' || outcome.kind === 'kept' || outcome.kind === 'skipped'
    switch (place.kind) {
      case 'chat': {
        await answer(ctx)
        if (await askAtStart(db, ctx, subscriberId, card => showCard(ctx, card))) return
        return thank(db, ctx, fresh)
      }
      case 'survey':
        await answer(ctx)
        if (!skipped) return thank(db, ctx, fresh)
        await showCard(ctx, { text: concat([words.skipped]), keyboard: restRows(ctx) })
        return
      case 'offer':
        await Promise.all([answer(ctx, skipped ? words.skipped : words.toast), leave(ctx)])
        return
      case 'settings':
        await answer(ctx)
        return showAnswers(db, ctx, subscriberId)
      case 'preview':
        return
      default:
        return unreachable(place)
    }
  }

  /** Takes the question's buttons away from under a message; what else stands there stays. */
  async function leave(ctx: BotContext): Promise<void> {
    if (!isEditable(ctx)) return
    const keyboard = restRows(ctx)
    if (keyboard.length === 0) return dropKeyboard(ctx)
    const { reply_markup } = cardOptions({ text: concat(['']), keyboard })
    await forgiving(['not modified', 'message to edit not found', "message can't be edited"], () =>
      ctx.editMessageReplyMarkup({ reply_markup }),
    )
  }

  return composer
}
