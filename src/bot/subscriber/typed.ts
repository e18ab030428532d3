import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { z } from 'zod'
import { answered, recordAnswer } from '../../audience/answer.js'
import { builtInKey } from '../../audience/attribute.js'
import { recordLocation } from '../../audience/location.js'
import { findQuestion, isAsked, type Question } from '../../audience/question.js'
import { type Asked, findAwaited, stopAwaiting } from '../../audience/survey.js'
import { parseBallotData } from '../../delivery/ballot.js'
import { texts } from '../../text/index.js'
import { moveCard, type Place, sendCard } from '../card.js'
import type { BotContext } from '../context.js'
import { isWriting } from '../writing.js'
import { answerCard } from './answers.js'
import { askAtStart, thank } from './ballot.js'
import type { SubscriberDeps } from './deps.js'
import { isStopWord } from './words.js'

/** No number and no date is longer; who writes more has something else to say, and those who answer read it. */
const LONGEST_VALUE = 40

/** What somebody wrote was taken as an answer: to which question, where its card stands, and what came of it. */
const taken = z.object({
  question: z.int(),
  asked: z.object({ messageId: z.int().nullable(), deliveryId: z.int().nullable(), changes: z.boolean() }),
  answered: z.union([answered, z.object({ kind: z.literal('no_words') })]),
})

/**
 * Answers that are written. They count while the question is awaited: for an hour, and until the person goes on to
 * something else, a command or another button. It stands before everything else that people write to.
 */
export function typedFeature({ db }: Pick<SubscriberDeps, 'db'>): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  composer.use(async (ctx, next) => {
    const { subscriber, message } = ctx
    if (subscriber === null) return next()
    // The question waits no more when its answer was kept by an earlier run.
    const before = ctx.deed.before(taken)
    if (before !== null) return show(ctx, subscriber.id, before)
    const asked = findAwaited(db, subscriber.id, ctx.happenedAt)
    if (asked === null) return next()
    if (goesOn(ctx)) {
      await db.group(() => stopAwaiting(db, subscriber.id))
      return next()
    }
    const question = findQuestion(db, asked.questionId)
    if (message === undefined || !isWriting(ctx) || question === null || !isAsked(question)) return next()
    if (message.text !== undefined && isSomethingElse(question, message.text)) return next()
    const key = builtInKey(question.attribute)
    // Sharing a number or a place is a thing of its own, unless the place is what was asked.
    if (isShared(message) && (message.location === undefined || (key !== 'city' && key !== 'country'))) return next()
    await show(ctx, subscriber.id, await take(ctx, subscriber.id, question, asked, message))
  })

  function take(
    ctx: BotContext,
    subscriberId: number,
    question: Question,
    { messageId, deliveryId, answeredAt }: Asked,
    message: Message,
  ): Promise<z.infer<typeof taken>> {
    const asked = { messageId, deliveryId, changes: answeredAt !== null }
    return ctx.deed(taken, () => {
      const words = message.text ?? placeIn(ctx, subscriberId, question, message)
      const choice = words === null ? null : { kind: 'typed' as const, words }
      return {
        question: question.id,
        asked,
        answered:
          choice === null
            ? { kind: 'no_words' as const }
            : recordAnswer(db, subscriberId, question.id, choice, ctx.happenedAt),
      }
    })
  }

  async function show(ctx: BotContext, subscriberId: number, came: z.infer<typeof taken>): Promise<void> {
    const words = texts(ctx.language).survey
    const { answered, asked } = came
    const type = findQuestion(db, came.question)?.attribute.type
    if (answered.kind === 'over' || type === undefined) return void (await ctx.reply(words.over))
    if (answered.kind === 'no_words') return void (await ctx.reply(words.asWords[type]))
    if (answered.kind === 'invalid') {
      return void (await ctx.reply(words.problems[answered.why] ?? words.asWords[type]))
    }
    // Whoever had answered before changed it in their settings.
    const card = asked.changes ? answerCard(db, ctx, subscriberId, came.question) : null
    if (card !== null) return void (await sendCard(ctx, card))
    const old: Place | null = asked.messageId === null ? null : { chat: ctx.chatId ?? 0, message: asked.messageId }
    if (asked.deliveryId === null && (await askAtStart(db, ctx, subscriberId, next => moveCard(ctx, next, old)))) return
    await thank(db, ctx, answered.kind !== 'same', next => moveCard(ctx, next, asked.deliveryId === null ? old : null))
  }

  /** The town or country of a location that answers the question; null when it is none, or far from everything. */
  function placeIn(ctx: BotContext, subscriberId: number, { attribute }: Question, message: Message): string | null {
    const { location } = message
    if (location === undefined || !isShared(message)) return null
    const told = recordLocation(db, subscriberId, { lat: location.latitude, lon: location.longitude }, ctx.at)
    return (builtInKey(attribute) === 'country' ? told?.country : told?.city?.name) ?? null
  }

  return composer
}

/** True for somebody's own number or place. */
function isShared({ location, venue, contact, forward_origin, from }: Message): boolean {
  if (forward_origin !== undefined) return false
  return (location !== undefined && venue === undefined) || (contact !== undefined && contact.user_id === from?.id)
}

/** True when somebody does something else than answer. */
function goesOn(ctx: BotContext): boolean {
  if (ctx.callbackQuery !== undefined) return parseBallotData(ctx.callbackQuery.data ?? '') === null
  const { text, entities } = ctx.message ?? {}
  if (entities?.some(entity => entity.type === 'bot_command' && entity.offset === 0) === true) return true
  return text !== undefined && isStopWord(text)
}

function isSomethingElse({ attribute }: Question, text: string): boolean {
  return (attribute.type === 'number' || attribute.type === 'date') && text.length > LONGEST_VALUE
}
