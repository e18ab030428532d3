import { Composer } from 'grammy'
import { z } from 'zod'
import { findQuestion, isAsked } from '../../../audience/survey/question.js'
import {
  type ActionPress,
  actionOfTest,
  type Done,
  parseActionData,
  pressAction,
} from '../../../delivery/button/action.js'
import type { BallotPlace } from '../../../delivery/survey/ballot.js'
import { BUTTON_LABEL_LIMIT } from '../../../offers/button.js'
import { shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { actionWords } from '../../admin/words/action.js'
import { sendCard } from '../../card-message.js'
import type { BotContext } from '../../context.js'
import { stopClock } from '../../press.js'
import { answer, forgiving, onButton } from '../press.js'
import { putQuestion, questionCard } from '../survey/ballot.js'
import type { SubscriberDeps } from '../works.js'
import { endedWords } from './ended.js'

const TICK = '✅ '

const doneSchema: z.ZodType<Done> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set'), instead: z.array(z.int()) }),
  z.object({ kind: z.literal('ask'), question: z.int() }),
  z.object({ kind: z.literal('over') }),
  z.object({ kind: z.literal('ended') }),
  z.object({ kind: z.literal('strange') }),
])

/** The buttons of offers that do something: what they do is on disk before it is said. */
export function actionButtons({ db, zone }: Pick<SubscriberDeps, 'db' | 'zone'>): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  onButton(composer, { read: parseActionData }, async (ctx, pressed) => {
    const { actionButton: words, oldButton } = texts(ctx.language).subscriber
    const { target, link } = pressed
    if (target.kind === 'test') return play(ctx, target.id, link)
    const { subscriber } = ctx
    if (subscriber === null) return answer(ctx, oldButton)
    const messageId = ctx.callbackQuery?.message?.message_id ?? null
    const press = { deliveryId: target.id, link, subscriberId: subscriber.id, messageId }
    const done = await ctx.deed(doneSchema, () => pressAction(db, press, zone(), ctx.at))
    switch (done.kind) {
      case 'strange':
        return answer(ctx, oldButton)
      case 'over':
        return answer(ctx, words.over)
      case 'ended':
        return stopClock(ctx, endedWords(db, target.id, zone(), ctx.language))
      case 'ask':
        return ask(ctx, subscriber.id, done.question, { kind: 'survey', deliveryId: target.id })
      case 'set':
        await Promise.all([answer(ctx, words.saved), tick(ctx, pressed, done.instead)])
    }
  })

  /** Puts the question below the message; what is to be typed is awaited from now on. */
  async function ask(ctx: BotContext, subscriberId: number, questionId: number, place: BallotPlace): Promise<void> {
    const question = findQuestion(db, questionId)
    if (question === null || !isAsked(question)) return answer(ctx, texts(ctx.language).subscriber.actionButton.over)
    await answer(ctx)
    const below = ctx.callbackQuery?.message?.message_id
    await putQuestion(db, ctx, subscriberId, { question, place }, card => sendCard(ctx, card, below))
  }

  /** What a test does: it says what would be kept, and shows what would be asked. */
  async function play(ctx: BotContext, testId: number, link: number): Promise<void> {
    const { actionButton: words, oldButton } = texts(ctx.language).subscriber
    const action = actionOfTest(db, testId, link)
    if (action === null) return answer(ctx, oldButton)
    if (action.kind !== 'ask') return stopClock(ctx, words.testSets(actionWords(db, action, ctx.language)))
    const question = findQuestion(db, action.question)
    if (question === null || !isAsked(question)) return answer(ctx, words.over)
    await answer(ctx, words.testAsks)
    await sendCard(ctx, questionCard(question, { kind: 'preview' }, ctx.language))
  }

  return composer
}

/** Marks the pressed button, and no other that sets the same. */
async function tick(ctx: BotContext, { target, link }: ActionPress, instead: readonly number[]): Promise<void> {
  const message = ctx.callbackQuery?.message
  if (message === undefined || !('reply_markup' in message)) return
  const rows = (message.reply_markup?.inline_keyboard ?? []).map(row =>
    row.map(button => {
      const other = 'callback_data' in button ? parseActionData(button.callback_data) : null
      if (other === null || other.target.id !== target.id) return button
      const bare = button.text.startsWith(TICK) ? button.text.slice(TICK.length) : button.text
      if (other.link === link) return { ...button, text: shorten(TICK + bare, BUTTON_LABEL_LIMIT) }
      return instead.includes(other.link) ? { ...button, text: bare } : button
    }),
  )
  await forgiving(['not modified', 'message to edit not found', "message can't be edited"], () =>
    ctx.editMessageReplyMarkup({ reply_markup: { inline_keyboard: rows } }),
  )
}
