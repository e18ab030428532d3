import { Composer } from 'grammy'
import { texts } from '../../text/index.js'
import { showCard } from '../card.js'
import type { BotContext } from '../context.js'
import { onPress, stopClock } from '../press.js'
import { isWriting } from '../writing.js'
import { presses } from './addresses.js'
import { answerPerson, editAnswer } from './answer.js'
import { findAnswerCopy, findConcerned } from './copies.js'
import { mayAnswer, type ReplyDeps } from './deps.js'
import { onDone } from './done.js'
import { waitingCard } from './list.js'
import { onMute } from './mute.js'
import type { Postman } from './postman.js'

export { countUnanswered } from './inbox.js'

/**
 * Answers from the private chats of those who may give them: a reply to what was passed on goes back to its writer,
 * whatever else may be open in that chat. Anything else goes on.
 */
export function answersFeature(deps: ReplyDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()
  const staff = composer.filter(ctx => ctx.from !== undefined && mayAnswer(deps, ctx.from.id))

  staff.on('message', async (ctx, next) => {
    const { message } = ctx
    const answered = message.reply_to_message
    const person = answered === undefined ? null : findConcerned(db, message.chat.id, answered.message_id)
    if (person === null || !isWriting(ctx) || message.text?.startsWith('/')) return next()
    await answerPerson(deps, ctx, person)
  })
  staff.on('edited_message', async (ctx, next) => {
    if (findAnswerCopy(db, ctx.chat.id, ctx.editedMessage.message_id) === null) return next()
    await editAnswer(deps, ctx)
  })

  return composer
}

/** Who waits for an answer, and what they wrote. */
export function repliesFeature(deps: Pick<ReplyDeps, 'db'> & { postman: Postman }): Composer<BotContext> {
  const composer = new Composer<BotContext>()
  onDone(composer, deps)
  onMute(composer, deps)
  onPress(composer, presses.list, (ctx, { page }) => openReplies(deps, ctx, page))
  onPress(composer, presses.bring, async (ctx, { person }) => {
    const chat = ctx.chatId
    await stopClock(ctx)
    if (chat === undefined || (await deps.postman.bring(chat, person))) return
    await ctx.reply(texts(ctx.language).replies.later)
  })
  return composer
}

/** Shows who waits for an answer, the longest first. */
export async function openReplies(deps: Pick<ReplyDeps, 'db'>, ctx: BotContext, page = 0): Promise<void> {
  await showCard(ctx, waitingCard(deps.db, ctx, page))
}
