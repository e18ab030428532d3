import { z } from 'zod'
import type { RawUpdate } from './backlog.js'

const author = z.looseObject({ id: z.int() })
const asking = z.looseObject({ message: z.looseObject({ text: z.string().startsWith('/') }) })
const event = z.looseObject({
  from: author.optional(),
  user: author.optional(),
  chat: author.optional(),
  message: z.looseObject({ chat: author.optional() }).optional(),
})

/** Whose turn an update takes: the person's; one of nobody takes its own. */
export function personOf(update: RawUpdate): { name: string; id: number | null; chat: number | null } {
  for (const [name, value] of Object.entries(update)) {
    if (name === 'update_id') continue
    const parsed = event.safeParse(value)
    const id = parsed.data?.from?.id ?? parsed.data?.user?.id
    const chat = parsed.data?.chat?.id ?? parsed.data?.message?.chat?.id ?? null
    if (id !== undefined) return { name: `person ${id}`, id, chat }
  }
  return { name: `update ${update.update_id}`, id: null, chat: null }
}

/** True for presses and commands: what says nothing to anybody, but asks for an answer. */
export function isAsking(update: RawUpdate): boolean {
  return 'callback_query' in update || asking.safeParse(update).success
}
