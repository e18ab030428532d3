import type { ConversationData, VersionedState, VersionedStateStorage } from '@grammyjs/conversations'
import type { MiddlewareFn } from 'grammy'
import { z } from 'zod'
import type { Clock } from '../../clock.js'
import type { Db } from '../../db/open.js'
import { redact } from '../../log.js'
import type { BotContext } from '../context.js'

const shape = z.object({ version: z.tuple([z.number(), z.union([z.string(), z.number()])]), state: z.object() })
const stored = z.custom<VersionedState<ConversationData>>(value => shape.safeParse(value).success)

/** What a message says, and of whom: a conversation only waits for the next one, and what is asked stands in `prompts`. */
const SAID: ReadonlySet<string> = new Set([
  ...['text', 'caption', 'entities', 'caption_entities', 'reply_markup', 'reply_to_message', 'external_reply', 'quote'],
  ...['contact', 'location', 'venue', 'forward_origin', 'forward_from', 'forward_sender_name', 'via_bot'],
])

/** Whose conversation it is: the admin's Telegram id. */
export const storageKey = (ctx: Pick<BotContext, 'from'>) => ctx.from?.id.toString()

/**
 * Where conversations live between two messages: the table `conversations`, by the admin's Telegram id. What
 * messages say is left out, and anything shaped like a bot token cut out. A state that cannot be read counts as none.
 *
 * The plugin saves also after a handler that failed, and what that handler was answering would then be asked no more
 * when it runs again. `keepOnFailure`, mounted behind the plugin, leaves what is stored as it was.
 */
export function createConversationStore(
  db: Db,
  clock: Clock,
): VersionedStateStorage<string, ConversationData> & { keepOnFailure: MiddlewareFn<BotContext> } {
  const failed = new Set<string>()
  return {
    async keepOnFailure(ctx, next) {
      const key = storageKey(ctx)
      if (key === undefined) return next()
      failed.delete(key)
      try {
        await next()
      } catch (error) {
        failed.add(key)
        throw error
      }
    },
    read(key) {
      const row = db.sql<{ state: string }>('select state from conversations where key = ?').get(key)
      return row === undefined ? undefined : stored.safeParse(JSON.parse(row.state)).data
    },
    async write(key, state) {
      if (failed.delete(key)) return
      const text = redact(JSON.stringify(state, (name, value: unknown) => (SAID.has(name) ? undefined : value)))
      await db.group(
        () =>
          void db
            .sql(
              `insert into conversations (key, state, at) values (?, ?, ?)
               on conflict (key) do update set state = excluded.state, at = excluded.at`,
            )
            .run(key, text, clock.now()),
      )
    },
    async delete(key) {
      if (failed.delete(key)) return
      await db.group(() => void db.sql('delete from conversations where key = ?').run(key))
    },
  }
}
