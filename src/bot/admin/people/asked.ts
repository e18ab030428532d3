import type { Message } from 'grammy/types'
import { z } from 'zod'
import { texts } from '../../../text/index.js'
import type { Rich } from '../../../text/rich.js'
import { type Card, moveCard, showCard } from '../../card.js'
import type { BotContext } from '../../context.js'
import { ask, topic } from '../ask.js'
import type { Wanted } from '../words.js'

const schema = z.object({ place: z.object({ chat: z.int(), message: z.int() }) })

/** What a typed answer came to: the card that follows, or why it cannot be taken, and the question stays. */
export type Reply = { card: Card } | { problem: Rich | string }

/** Shows a card whose question may also be answered by a message. */
export async function showQuestion(ctx: BotContext, card: Card, topicName: string): Promise<void> {
  await ask(ctx, topicName, { place: await showCard(ctx, card) })
}

/** Takes the answer to such a question; the card that follows takes the asking one's place, below the answer. */
export function questionTopic(answer: (ctx: BotContext, message: Message) => Promise<Reply> | Reply) {
  return topic(schema, async (ctx, { place }, message) => {
    const reply = await answer(ctx, message)
    if ('problem' in reply) {
      await ctx.reply(typeof reply.problem === 'string' ? reply.problem : reply.problem.text)
      return 'again'
    }
    await moveCard(ctx, reply.card, place)
    return 'done'
  })
}

/**
 * The same for an answer in words.
 * @param wanted said where there are none; null: what cannot be read is answered alike
 */
export function wordsTopic(wanted: Wanted | null, answer: (ctx: BotContext, words: string) => Promise<Reply> | Reply) {
  return questionTopic((ctx, message) => {
    const words = message.text?.normalize('NFKC').trim() ?? ''
    return words === '' && wanted !== null ? { problem: texts(ctx.language).asked[wanted] } : answer(ctx, words)
  })
}
