import { type Conversation, createConversation } from '@grammyjs/conversations'
import { Composer, type Context } from 'grammy'
import type { Message } from 'grammy/types'
import { z } from 'zod'
import { isAppError } from '../../errors.js'
import { texts } from '../../text/index.js'
import type { BotContext } from '../context.js'

const NAME = 'ask'

/**
 * What an answer came to: the question is closed, asked once more (the answerer has said why), or the next one is open
 * (the answerer has put it). `pass`: it was none, so the question is closed and the message handled as if none had been
 * open.
 */
export type Answered = 'done' | 'again' | 'pass' | { topic: string; args: unknown }

/** Handles the typed answer to one kind of question. A coded error it throws is shown, and the question stays open. */
export type Answerer = (ctx: BotContext, message: Message) => Promise<Answered>

/** All kinds of questions, by topic; each checks the arguments that were kept with it. */
export type Topics = Record<string, (args: unknown) => Answerer>

/** Defines a topic: arguments are kept as JSON between two messages and parsed again with `schema`. */
export function topic<Args>(
  schema: z.ZodType<Args>,
  answer: (ctx: BotContext, args: Args, message: Message) => Promise<Answered>,
): (args: unknown) => Answerer {
  return args => (ctx, message) => answer(ctx, schema.parse(args), message)
}

/**
 * Opens a question to this admin: the next message that is not a command is its answer. A question that was open is
 * forgotten. The card that asks is shown by the caller.
 */
export async function ask(ctx: BotContext, topicName: string, args: unknown): Promise<void> {
  await ctx.conversation.exitAll()
  await ctx.conversation.enter(NAME, topicName, args)
}

/** Forgets an open question. */
export async function stopAsking(ctx: BotContext): Promise<void> {
  await ctx.conversation.exitAll()
}

/**
 * The one conversation there is. It only waits: everything an answer does happens in `external`, once, however often the
 * conversation is replayed. A command or a press ends it and is handled as if no question were open.
 */
export function askFeature(topics: Topics): Composer<BotContext> {
  async function wait(conversation: Conversation<BotContext, Context>, _ctx: Context, name: unknown, args: unknown) {
    let open = { topic: z.string().parse(name), args }
    for (;;) {
      const { topic, args } = open
      const answer = await conversation.wait()
      const message = answer.message
      if (message === undefined || message.text?.startsWith('/')) return conversation.halt({ next: true })
      const answered = await conversation.external(ctx => take(ctx, topic, args, message))
      if (answered === 'pass') return conversation.halt({ next: true })
      if (answered === 'done') return
      if (answered !== 'again') open = answered
    }
  }

  async function take(ctx: BotContext, name: string, args: unknown, message: Message): Promise<Answered> {
    const answerer = topics[name]
    if (answerer === undefined) return 'done'
    try {
      return await answerer(args)(ctx, message)
    } catch (error) {
      if (!isAppError(error)) throw error
      await ctx.reply(texts(ctx.language).errors[error.code](error.details))
      return 'again'
    }
  }

  const composer = new Composer<BotContext>()
  composer.use(createConversation(wait, NAME))
  return composer
}
