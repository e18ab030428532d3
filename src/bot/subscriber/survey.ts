import { Composer } from 'grammy'
import { z } from 'zod'
import { answered, recordAnswer, skipQuestion } from '../../audience/survey/answer.js'
import { findQuestion, isAsked, type Question } from '../../audience/survey/question.js'
import { findTicks, keepTicks, ticked, tickOption } from '../../audience/survey/tick.js'
import { awaitAnswer, findAsked } from '../../audience/survey.js'
import { type BallotAction, type BallotPlace, type BallotPress, parseBallotData } from '../../delivery/survey/ballot.js'
import { unreachable } from '../../errors.js'
import { texts } from '../../text/index.js'
import { concat } from '../../text/rich.js'
import { recordPress } from '../../tracking/read.js'
import { cardOptions } from '../card.js'
import { showCard } from '../card-message.js'
import type { BotContext } from '../context.js'
import { answer, dropKeyboard, forgiving, isEditable, onButton } from './press.js'
import { invite } from './start.js'
import { showAnswers } from './survey/answers.js'
import { AWAIT_MS, askAtStart, questionCard, restRows, thank } from './survey/ballot.js'
import type { SubscriberDeps } from './works.js'

/** What a press came to; `stranger`: the message is not the presser's, and nothing was kept. */
const pressed = z.union([
  answered,
  z.object({ kind: z.enum(['skipped', 'skipped_before', 'shown', 'stranger']) }),
  z.object({ kind: z.literal('ticked'), ticks: z.int() }),
])
type Outcome = z.infer<typeof pressed>

/**
 * The buttons of questions, wherever they stand. What a press means is on disk before it is confirmed; the same press
 * twice, an old message and answers out of their order do no harm.
 */
export function questionButtons({ db }: Pick<SubscriberDeps, 'db'>): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  onButton(composer, { read: parseBallotData }, async (ctx, press) => {
    const words = texts(ctx.language).survey
    const played = press.place.kind === 'preview' ? findQuestion(db, press.questionId) : null
    if (played !== null && press.action.kind === 'set') {
      const { option, on } = press.action
      const bit = 1 << option
      const shown = ticksShown(ctx)
      return redraw(ctx, played, press.place, on ? shown | bit : shown & ~bit)
    }
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
    if (outcome.kind === 'ticked') {
      const nothing = press.action.kind === 'done' || press.action.kind === 'settled'
      return redraw(ctx, question, press.place, outcome.ticks, nothing ? words.tickOne : '')
    }
    if (outcome.kind === 'shown') return explain(ctx, question, press.action)
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
      case 'set':
        return { kind: 'ticked', ticks: tickOption(db, subscriberId, question, action, ctx.at) }
      case 'tick':
        keepTicks(db, subscriberId, questionId, action.ticks, ctx.at)
        return { kind: 'ticked', ticks: action.ticks }
      case 'settled':
      case 'done': {
        const ticks = action.kind === 'settled' ? action.ticks : findTicks(db, subscriberId, questionId)
        // Pressed twice: the first press took the ticks along.
        if (ticks === null && findAsked(db, subscriberId, questionId)?.answeredAt != null) return { kind: 'same' }
        const numbers = ticked(ticks ?? 0, question.options.length)
        if (numbers.length === 0) return { kind: 'ticked', ticks: 0 }
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
      case 'why':
        return { kind: 'shown' }
      default:
        return unreachable(action)
    }
  }

  /** Presses that decide nothing. */
  function explain(ctx: BotContext, question: Question, action: BallotAction): Promise<void> {
    return answer(ctx, action.kind === 'why' ? question.purpose : texts(ctx.language).survey.writeNow)
  }

  /** The question with what is ticked by now, which may be more than the pressed card showed. */
  async function redraw(
    ctx: BotContext,
    question: Question,
    place: BallotPlace,
    ticks: number,
    hint = '',
  ): Promise<void> {
    const card = questionCard(question, place, ctx.language, ticks)
    const keyboard = [...card.keyboard, ...restRows(ctx)]
    await Promise.all([answer(ctx, hint), showCard(ctx, { ...card, keyboard })])
  }

  /** What is ticked on the pressed card itself: a preview has nothing else. */
  function ticksShown(ctx: BotContext): number {
    const message = ctx.callbackQuery?.message
    const rows = message !== undefined && 'reply_markup' in message ? message.reply_markup?.inline_keyboard : []
    const actions = (rows ?? []).flat().map(key => ('callback_data' in key ? parseBallotData(key.callback_data) : null))
    return actions.reduce((ticks, press) => {
      return press?.action.kind === 'set' && !press.action.on ? ticks | (1 << press.action.option) : ticks
    }, 0)
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
