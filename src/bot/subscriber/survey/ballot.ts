import type { Question } from '../../../audience/survey/question.js'
import { awaitAnswer, nextStartQuestion, recordAsked } from '../../../audience/survey.js'
import { HOUR } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import { type BallotPlace, ballotRows, parseBallotData } from '../../../delivery/survey/ballot.js'
import { questionWords } from '../../../delivery/survey.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { concat } from '../../../text/rich.js'
import type { Card, Key, Place } from '../../card.js'
import { showCard } from '../../card-message.js'
import type { BotContext } from '../../context.js'
import { findText } from '../../settings/texts.js'
import { sayOwn } from '../own.js'

/** For how long what somebody writes after a question is its answer, ms. */
export const AWAIT_MS = HOUR

/** A question as people see it. @param ticks the options that are ticked, a bit for each */
export function questionCard(question: Question, place: BallotPlace, language: Language, ticks = 0): Card {
  const rows = ballotRows(question, place, language, ticks)
  return {
    text: questionWords(question, language),
    keyboard: rows.map(row => row.map(button => ({ label: button.text, data: button.callback_data }))),
  }
}

/**
 * Puts the first question of the start that is still open; what is to be typed is awaited from now on.
 * @param show sends the card, or edits it into the one that stands there
 * @returns false when none is open
 */
export async function askAtStart(
  db: Db,
  ctx: BotContext,
  subscriberId: number,
  show: (card: Card) => Promise<Place>,
): Promise<boolean> {
  const question = nextStartQuestion(db, subscriberId)
  if (question === null) return false
  await putQuestion(db, ctx, subscriberId, { question, place: { kind: 'chat' } }, show)
  return true
}

/**
 * Puts a question to somebody; what is to be typed is awaited from now on.
 * @param show sends the card, or edits it into the one that stands there
 */
export async function putQuestion(
  db: Db,
  ctx: BotContext,
  subscriberId: number,
  { question, place }: { question: Question; place: BallotPlace },
  show: (card: Card) => Promise<Place>,
): Promise<void> {
  const { message } = await show(questionCard(question, place, ctx.language))
  await db.group(() => {
    recordAsked(db, { subscriberId, questionId: question.id, messageId: message }, ctx.at)
    if (question.options.length === 0) awaitAnswer(db, subscriberId, question.id, ctx.at + AWAIT_MS, ctx.at)
  })
}

/**
 * Ends the survey with thanks: the shop's own words come as a message of their own, and only once.
 * @param fresh false when the answer had been given before, as by a double press
 */
export async function thank(
  db: Db,
  ctx: BotContext,
  fresh: boolean,
  show: (card: Card) => Promise<unknown> = card => showCard(ctx, card),
): Promise<void> {
  const { thanks, saved } = texts(ctx.language).survey
  const own = findText(db, 'survey', ctx.language, ctx.subscriber?.source ?? null)
  await show({ text: concat([own === null ? thanks : saved]), keyboard: restRows(ctx) })
  if (own !== null && fresh) await sayOwn(ctx, own)
}

/** The rows under the pressed message that belong to no question: an offer's own, and its bell. */
export function restRows(ctx: BotContext): Key[][] {
  const message = ctx.callbackQuery?.message
  if (message === undefined || !('reply_markup' in message)) return []
  return (message.reply_markup?.inline_keyboard ?? []).flatMap(row => {
    const keys = row.flatMap((button): Key[] => {
      if ('url' in button) return [{ label: button.text, url: button.url }]
      if ('copy_text' in button) return [{ label: button.text, copy: button.copy_text.text }]
      if (!('callback_data' in button) || parseBallotData(button.callback_data) !== null) return []
      return [{ label: button.text, data: button.callback_data }]
    })
    return keys.length === 0 ? [] : [keys]
  })
}
