import type { Message } from 'grammy/types'
import { texts } from '../../../text/index.js'
import type { BotContext } from '../../context.js'

/** What a question wants to be written, by the name of its words in the texts. */
export type Wanted = keyof ReturnType<typeof texts>['asked']

/** The words of an answer, its lines kept; without any, says what is wanted and gives null: the question stays open. */
export async function wordsOf(ctx: BotContext, message: Message, wanted: Wanted): Promise<string | null> {
  const words = wordsIn(message)
  if (words === null) await ctx.reply(texts(ctx.language).asked[wanted])
  return words
}

/** The words of a message; null where it has none. */
export function wordsIn({ text }: Message): string | null {
  const words = text?.normalize('NFC').trim() ?? ''
  return words === '' ? null : words
}
