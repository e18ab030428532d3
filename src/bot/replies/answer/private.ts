import { Composer } from 'grammy'
import type { BotContext } from '../../context.js'
import { isWriting } from '../../reception/writing.js'
import { answerPerson, editAnswer } from '../answer.js'
import { findAnswerCopy, findConcerned } from '../copies.js'
import { cannedAnswers } from '../ready/canned.js'
import { mayAnswer, type ReplyDeps } from '../works.js'

/**
 * Answers from the private chats of those who may give them: a reply to what was passed on goes back to its writer,
 * whatever else may be open in that chat. Anything else goes on.
 */
export function teamAnswers(deps: ReplyDeps): Composer<BotContext> {
  const { db } = deps
  const composer = new Composer<BotContext>()
  const staff = composer.filter(ctx => ctx.from !== undefined && mayAnswer(deps, ctx.from.id))

  staff.use(cannedAnswers(deps))
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
