import type { Transformer } from 'grammy'
import { z } from 'zod'
import { shorten } from '../../text/format.js'

/** What Telegram takes, in UTF-16 units: a message, and the words of a pop-up. */
const LONGEST = 4_096
const LONGEST_ANSWER = 200

const texted = z.object({ text: z.string() })
const marked = z.object({ entities: z.array(z.looseObject({ offset: z.int(), length: z.int() })) })

/**
 * Cuts what a screen says to what Telegram takes, for screens that repeat what somebody wrote: a shorter answer is better
 * than a refused one, which nobody sees. Never used for what people are sent.
 */
export const fitting: Transformer = (prev, method, payload, signal) => {
  const longest = method === 'answerCallbackQuery' ? LONGEST_ANSWER : LONGEST
  const said = texted.safeParse(payload)
  if (!said.success || said.data.text.length <= longest) return prev(method, payload, signal)
  const text = shorten(said.data.text, longest)
  const marks = marked.safeParse(payload)
  const entities = (marks.success ? marks.data.entities : [])
    .filter(({ offset }) => offset < text.length)
    .map(entity => ({ ...entity, length: Math.min(entity.length, text.length - entity.offset) }))
  return prev(method, { ...payload, text, ...(marks.success ? { entities } : {}) }, signal)
}
