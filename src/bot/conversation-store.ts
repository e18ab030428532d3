import type { ConversationData, VersionedState, VersionedStateStorage } from '@grammyjs/conversations'
import { z } from 'zod'
import type { Clock } from '../clock.js'
import type { Db } from '../db/open.js'
import { redact } from '../log.js'

const shape = z.object({ version: z.tuple([z.number(), z.union([z.string(), z.number()])]), state: z.object() })
const stored = z.custom<VersionedState<ConversationData>>(value => shape.safeParse(value).success)

/**
 * Where conversations live between two messages: the table `conversations`, by the admin's Telegram id. Anything
 * shaped like a bot token is cut out first. A state that cannot be read counts as none.
 */
export function createConversationStore(db: Db, clock: Clock): VersionedStateStorage<string, ConversationData> {
  return {
    read(key) {
      const row = db.sql<{ state: string }>('select state from conversations where key = ?').get(key)
      return row === undefined ? undefined : stored.safeParse(JSON.parse(row.state)).data
    },
    async write(key, state) {
      const text = redact(JSON.stringify(state))
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
      await db.group(() => void db.sql('delete from conversations where key = ?').run(key))
    },
  }
}
