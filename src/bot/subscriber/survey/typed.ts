import { Composer } from 'grammy'
import type { Message } from 'grammy/types'
import { z } from 'zod'
import { builtInKey } from '../../../audience/attribute.js'
import { recordLocation } from '../../../audience/place/location.js'
import { type City, cityById, keptName, namesakes } from '../../../audience/place/town.js'
import { countryOf } from '../../../audience/place/whereabouts.js'
import { answered, type Choice, recordAnswer } from '../../../audience/survey/answer.js'
import { findQuestion, isAsked, type Question } from '../../../audience/survey/question.js'
import { type Asked, findAsked, findAwaited, stopAwaiting } from '../../../audience/survey.js'
import { parseBallotData } from '../../../delivery/survey/ballot.js'
import { count, shorten } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { lines } from '../../../text/rich.js'
import { type Card, cardOptions, key, type Place } from '../../card.js'
import { moveCard, removeCard, sendCard } from '../../card-message.js'
import type { BotContext } from '../../context.js'
import { onPress, stopClock } from '../../press.js'
import { isWriting } from '../../reception/writing.js'
import { townLabel } from '../../words/value-words.js'
import { answers } from '../addresses.js'
import { answer, dropKeyboard } from '../press.js'
import { isStopWord } from '../stop/words.js'
import type { SubscriberDeps } from '../works.js'
import { answerCard } from './answers.js'
import { askAtStart, thank } from './ballot.js'
import { readMeaning } from './unrelated.js'

const QUESTION_SHOWN = 100
const TOWNS = 6

/** What somebody wrote was taken as an answer: to which question, where its card stands, and what came of it. */
const taken = z.object({
  question: z.int(),
  asked: z.object({ messageId: z.int().nullable(), deliveryId: z.int().nullable(), changes: z.boolean() }),
  answered: z.union([answered, z.object({ kind: z.literal('no_place') })]),
})

/**
 * Answers that are written. They count while the question is awaited: for an hour, and until the person goes on to
 * something else, a command or another button. It stands before everything else that people write to. What is no
 * answer goes on to those who read what people write, the person is told so, and the question stays open.
 */
export function writtenAnswers({ db }: Pick<SubscriberDeps, 'db'>): Composer<BotContext> {
  const composer = new Composer<BotContext>()

  composer.use(async (ctx, next) => {
    const { subscriber, message } = ctx
    if (subscriber === null) return next()
    // The question waits no more when its answer was kept by an earlier run.
    const before = ctx.deed.before(taken)
    if (before !== null) return show(ctx, subscriber.id, before)
    const asked = findAwaited(db, subscriber.id, ctx.at)
    if (asked === null) return next()
    if (goesOn(ctx)) {
      await db.group(() => stopAwaiting(db, subscriber.id))
      return next()
    }
    const question = findQuestion(db, asked.questionId)
    if (message === undefined || !isWriting(ctx) || question === null || !isAsked(question)) return next()
    const fact = builtInKey(question.attribute)
    const shared = isShared(message)
    // Sharing a number or a place is a thing of its own, unless the place is what was asked.
    if (shared && (message.location === undefined || (fact !== 'city' && fact !== 'country'))) return next()
    const text = message.text ?? null
    const meant = shared ? 'answer' : text === null ? 'message' : readMeaning(question, text, ctx.at)
    if (meant !== 'message') {
      const towns =
        fact === 'city' && text !== null && ctx.deed.before(taken) === null
          ? namesakes(text, countryOf(db, subscriber.id))
          : []
      if (towns.length > 1) return askTown(ctx, question, text ?? '', towns)
      const choiceOf = () => typed(text ?? placeIn(ctx, subscriber.id, question, message))
      return show(ctx, subscriber.id, await take(ctx, subscriber.id, question, asked, choiceOf))
    }
    await next()
    // One of many pictures says nothing of the others.
    if (message.media_group_id === undefined) await tellMessage(ctx, question, text !== null)
  })

  onPress(composer, answers.number, async (ctx, { question: id, thousandths }) => {
    const { subscriber, callbackQuery } = ctx
    const question = findQuestion(db, id)
    const asked = subscriber === null ? null : findAsked(db, subscriber.id, id)
    const { over } = texts(ctx.language).survey
    if (subscriber === null || question === null || asked === null) return stopClock(ctx, over)
    const choice = { kind: 'number' as const, value: thousandths / 1_000 }
    const came = await take(ctx, subscriber.id, question, asked, () => choice)
    if (came.answered.kind === 'over' || came.answered.kind === 'invalid') return stopClock(ctx, over)
    const card = callbackQuery?.message
    if (card !== undefined) await removeCard(ctx.api, { chat: card.chat.id, message: card.message_id })
    await show(ctx, subscriber.id, came)
  })

  onPress(composer, answers.town, async (ctx, { question: id, city }) => {
    const { subscriber, callbackQuery } = ctx
    const question = findQuestion(db, id)
    const asked = subscriber === null ? null : findAsked(db, subscriber.id, id)
    const town = cityById(city)
    if (subscriber === null || question === null || asked === null || town === null)
      return stopClock(ctx, texts(ctx.language).survey.over)
    const came = await take(ctx, subscriber.id, question, asked, () => typed(keptName(town)))
    const card = callbackQuery?.message
    if (card !== undefined) await removeCard(ctx.api, { chat: card.chat.id, message: card.message_id })
    await show(ctx, subscriber.id, came)
  })

  onPress(composer, answers.save, async (ctx, { question: id }) => {
    const { subscriber } = ctx
    const words = texts(ctx.language).survey
    const before = ctx.deed.before(taken)
    if (subscriber !== null && before !== null) return show(ctx, subscriber.id, before)
    const pressed = ctx.callbackQuery?.message
    const text = pressed !== undefined && 'reply_to_message' in pressed ? pressed.reply_to_message?.text : undefined
    const question = findQuestion(db, id)
    if (subscriber === null || question === null || !isAsked(question)) return answer(ctx, words.over)
    if (text === undefined) return answer(ctx, words.asWords[question.attribute.type])
    const asked = findAsked(db, subscriber.id, id)
    if (asked === null) return
    const came = await take(ctx, subscriber.id, question, asked, () => typed(text))
    await dropKeyboard(ctx)
    await show(ctx, subscriber.id, came)
  })

  /** Asks which of several towns is theirs; none of them keeps the words as they are. */
  async function askTown(ctx: BotContext, { id }: Question, text: string, towns: readonly City[]): Promise<void> {
    const words = texts(ctx.language).survey
    const keys = towns
      .slice(0, TOWNS)
      .map(town => [key(townLabel(town, ctx.language), answers.town, { question: id, city: town.id })])
    const card = {
      text: words.whichTown(shorten(text.trim(), QUESTION_SHOWN)),
      keyboard: [...keys, [key(words.otherTown, answers.save, { question: id })]],
    }
    const { message_id } = ctx.message ?? {}
    await ctx.reply(card.text.text, {
      ...cardOptions(card),
      ...(message_id !== undefined && { reply_parameters: { message_id, allow_sending_without_reply: true } }),
    })
  }

  /** Says that their words went on, and keeps a way to have them as the answer. */
  async function tellMessage(ctx: BotContext, question: Question, typed: boolean): Promise<void> {
    const words = texts(ctx.language).survey
    const free = question.attribute.type === 'text' && builtInKey(question.attribute) !== 'country'
    const keys = typed && free ? [[key(words.wasAnswer, answers.save, { question: question.id })]] : []
    const text = lines([
      words.asMessage(shorten(question.text, QUESTION_SHOWN)),
      keys.length > 0 ? null : words.asWords[question.attribute.type],
    ])
    const { message_id } = ctx.message ?? {}
    await ctx.reply(text.text, {
      ...cardOptions({ text, keyboard: keys }),
      ...(message_id !== undefined && { reply_parameters: { message_id, allow_sending_without_reply: true } }),
    })
  }

  /** @param choiceOf the answer, read in the deed; null for a place that nobody knows */
  function take(
    ctx: BotContext,
    subscriberId: number,
    question: Question,
    { messageId, deliveryId, answeredAt }: Asked,
    choiceOf: () => Choice | null,
  ): Promise<z.infer<typeof taken>> {
    return ctx.deed(taken, () => {
      const choice = choiceOf()
      return {
        question: question.id,
        asked: { messageId, deliveryId, changes: answeredAt !== null },
        answered:
          choice === null ? { kind: 'no_place' as const } : recordAnswer(db, subscriberId, question.id, choice, ctx.at),
      }
    })
  }

  async function show(ctx: BotContext, subscriberId: number, came: z.infer<typeof taken>): Promise<void> {
    const words = texts(ctx.language).survey
    const { answered, asked } = came
    const question = findQuestion(db, came.question)
    if (answered.kind === 'over' || question === null) return void (await ctx.reply(words.over))
    if (answered.kind === 'no_place') return void (await ctx.reply(words.asWords.text))
    if (answered.kind === 'invalid') {
      if (answered.numbers !== undefined)
        return void (await sendCard(ctx, numbersCard(ctx, question, answered.numbers)))
      return void (await ctx.reply(words.problems[answered.why] ?? words.asWords[question.attribute.type]))
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
    return (builtInKey(attribute) === 'country' ? told?.country : told?.city) ?? null
  }

  return composer
}

/** Asks which of two numbers was meant. */
function numbersCard(ctx: BotContext, { id }: Question, numbers: readonly [number, number]): Card {
  const keys = numbers.map(number =>
    key(count(number, ctx.language), answers.number, { question: id, thousandths: Math.round(number * 1_000) }),
  )
  return { text: texts(ctx.language).survey.whichNumber, keyboard: [keys] }
}

function typed(words: string | null): Choice | null {
  return words === null ? null : { kind: 'typed', words }
}

/** True for somebody's own number or place. */
function isShared({ location, venue, contact, forward_origin, via_bot, from }: Message): boolean {
  if (forward_origin !== undefined || via_bot !== undefined) return false
  return (location !== undefined && venue === undefined) || (contact !== undefined && contact.user_id === from?.id)
}

/** True when somebody does something else than answer. */
function goesOn(ctx: BotContext): boolean {
  if (ctx.callbackQuery !== undefined) {
    const data = ctx.callbackQuery.data ?? ''
    return parseBallotData(data) === null && answers.save.read(data) === null && answers.town.read(data) === null
  }
  const { text, entities } = ctx.message ?? {}
  if (entities?.some(entity => entity.type === 'bot_command' && entity.offset === 0) === true) return true
  return text !== undefined && isStopWord(text)
}
