import type { Message } from 'grammy/types'
import { z } from 'zod'
import { texts } from '../../../text/index.js'
import type { BotContext } from '../../context.js'

/** Where the asking card stands. */
export const placeAsked = z.object({ chat: z.int(), message: z.int() })

/** The same, and the field it is about. */
export const fieldAsked = z.object({ place: placeAsked, id: z.int() })

/** The words of an answer, its lines kept; without any, says so and gives null. */
export async function wordsOf(ctx: BotContext, message: Message): Promise<string | null> {
  const words = message.text?.normalize('NFC').trim() ?? ''
  if (words !== '') return words
  await ctx.reply(texts(ctx.language).settingsCards.inWords)
  return null
}
