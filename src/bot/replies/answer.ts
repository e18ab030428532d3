import { GrammyError } from 'grammy'
import type { Message } from 'grammy/types'
import { findSubscriber } from '../../audience/subscriber.js'
import { recordUnreachable } from '../../audience/subscription.js'
import type { Db } from '../../db/open.js'
import { unreachable } from '../../errors.js'
import { texts } from '../../text/index.js'
import type { BotContext } from '../context.js'
import { putOut, sendOut } from '../lanes/outbox.js'
import { createPost } from '../lanes/sender.js'
import { ARRIVED, recordPart } from './answer/album.js'
import { findAnswerCopy, recordAnswer } from './copies.js'
import { recordAnswered } from './inbox.js'
import { attempt, goneAs } from './postman/attempt.js'
import { knownName, type ReplyDeps } from './works.js'

/** Copies an answer to the person, and shows that it arrived or says in one sentence why it did not. */
export async function answerPerson(deps: ReplyDeps, ctx: BotContext, telegramId: number): Promise<void> {
  const { db } = deps
  const message = ctx.message
  if (message === undefined) return
  if (message.media_group_id !== undefined) return keepPart(db, ctx, message, message.media_group_id, telegramId)
  const answer = { chat: message.chat.id, message: message.message_id, telegramId }
  const words = texts(ctx.language).replies
  const payload = { from_chat_id: answer.chat, message_id: answer.message }
  const { update_id: updateId } = ctx.update
  await ctx.deed(() => putOut(db, updateId, [{ chat: telegramId, parcel: { method: 'copyMessage', payload } }]))
  const [sent] = await sendOut(db, createPost(ctx.api), updateId)
  if (sent === undefined) return
  switch (sent.state) {
    case 'sent':
      await db.group(() => {
        // Shown a second time: it is there already.
        if (findAnswerCopy(db, answer.chat, answer.message) !== null) return
        recordAnswer(db, answer, sent.messageId, ctx.at)
        recordAnswered(db, telegramId, ctx.at)
      })
      deps.waits(telegramId)
      return confirm(ctx, message)
    case 'unreached':
      return say(ctx, message, words.later)
    case 'uncertain':
      return say(ctx, message, words.unsure)
    case 'refused': {
      if (sent.code === 429 || sent.code === 401) return say(ctx, message, words.later)
      const gone = goneAs({ code: sent.code, why: sent.description })
      if (gone === null) return say(ctx, message, words.kindRefused)
      await db.group(() => {
        const subscriber = findSubscriber(db, telegramId)
        if (subscriber !== null) recordUnreachable(db, subscriber.id, gone, ctx.at)
        recordAnswered(db, telegramId, ctx.at)
      })
      deps.waits(telegramId)
      const name = knownName(db, telegramId) ?? words.somebody
      return say(ctx, message, gone === 'blocked' ? words.blocked(name) : words.gone(name))
    }
    default:
      return unreachable(sent)
  }
}

/** A part of an album waits for the others: the postman sends them together. */
function keepPart(db: Db, ctx: BotContext, message: Message, album: string, telegramId: number): Promise<void> {
  const { message_thread_id: thread, is_topic_message: inside } = message
  const topic = inside === true ? (thread ?? null) : null
  const part = { chat: message.chat.id, message: message.message_id, album, telegramId, topic }
  return ctx.deed(() => recordPart(db, part, ctx.at))
}

/** An answer was changed: so is its copy, where Telegram still lets it. */
export async function editAnswer(deps: ReplyDeps, ctx: BotContext): Promise<void> {
  const message = ctx.editedMessage
  if (message === undefined) return
  const found = findAnswerCopy(deps.db, message.chat.id, message.message_id)
  if (found === null) return
  const edited = await attempt(() => reword(ctx.api, found.telegramId, found.copy, message))
  if (edited.kind === 'done' || (edited.kind === 'refused' && edited.why.includes('not modified'))) return
  await say(ctx, message, texts(ctx.language).replies.editRefused)
}

/** Puts the words of one message into a copy of it. @throws GrammyError where Telegram will not have it */
export async function reword(api: BotContext['api'], chat: number, copy: number, message: Message): Promise<void> {
  if (message.text !== undefined) {
    const { entities = [], link_preview_options } = message
    await api.editMessageText(chat, copy, message.text, {
      entities,
      ...(link_preview_options !== undefined && { link_preview_options }),
    })
    return
  }
  await api.editMessageCaption(chat, copy, {
    caption: message.caption ?? '',
    caption_entities: message.caption_entities ?? [],
    ...(message.show_caption_above_media === true && { show_caption_above_media: true }),
  })
}

async function confirm(ctx: BotContext, message: Message): Promise<void> {
  try {
    await ctx.api.setMessageReaction(message.chat.id, message.message_id, [{ type: 'emoji', emoji: ARRIVED }])
  } catch (error) {
    // A group may allow no reactions.
    if (!(error instanceof GrammyError)) throw error
    await say(ctx, message, texts(ctx.language).replies.arrived)
  }
}

/** One sentence below a message, in its topic. */
export async function say(ctx: BotContext, message: Message, words: string): Promise<void> {
  await ctx.api.sendMessage(message.chat.id, words, {
    reply_parameters: { message_id: message.message_id, allow_sending_without_reply: true },
    ...(message.is_topic_message === true &&
      message.message_thread_id !== undefined && { message_thread_id: message.message_thread_id }),
  })
}
