import type { Api } from 'grammy'
import { type Clock, SECOND } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import type { withdrawals } from '../../../db/schema/index.js'
import type { Language } from '../../../text/format.js'
import { texts } from '../../../text/index.js'
import { languageFor } from '../../language.js'
import { type Attempt, attempt } from './attempt.js'

/** So many of one run, so that answers to people keep the way to Telegram. */
const AT_ONCE = 10

type Withdrawn = { chat: number; kind: (typeof withdrawals.$inferSelect)['kind']; item: number }

/** What removing needs. */
export type WithdrawDeps = { db: Db; api: Api; clock: Clock; language: () => Language }

/**
 * Removes some of what was passed on of those who asked to be forgotten: topics first, for they take their messages
 * along. What Telegram does not let us remove any more is emptied of its words; what is gone already is fine.
 */
export async function removeWithdrawn(deps: WithdrawDeps): Promise<void> {
  const { db, clock } = deps
  const due = db
    .sql<Withdrawn>(
      `select chat_id as chat, kind, item_id as item from withdrawals where due_at <= ?
       order by kind = 'message', chat_id, item_id limit ${AT_ONCE}`,
    )
    .all(clock.now())
  for (const one of due) {
    const came = await (one.kind === 'topic' ? removeTopic(deps, one) : removeMessage(deps, one))
    const { chat, kind, item } = one
    const which = 'where chat_id = ? and kind = ? and item_id = ?'
    await db.group(() => {
      if (came.kind !== 'later') return void db.sql(`delete from withdrawals ${which}`).run(chat, kind, item)
      const until = clock.now() + came.seconds * SECOND
      db.sql(`update withdrawals set due_at = ? ${which}`).run(until, chat, kind, item)
    })
    // What one chat is refused for now the others may be too.
    if (came.kind === 'later') return
  }
}

/** A topic that may not be deleted loses the name in its title. */
async function removeTopic({ api, language }: WithdrawDeps, { chat, item }: Withdrawn): Promise<Attempt<unknown>> {
  const deleted = await attempt(() => api.deleteForumTopic(chat, item))
  if (deleted.kind !== 'refused') return deleted
  return attempt(() => api.editForumTopic(chat, item, { name: texts(language()).replies.forgotten }))
}

/** A message older than two days cannot be deleted; its words can still be replaced. */
async function removeMessage(deps: WithdrawDeps, { chat, item }: Withdrawn): Promise<Attempt<unknown>> {
  const { api, db } = deps
  const language = chat < 0 ? deps.language() : languageFor(db, chat, deps.language())
  const words = texts(language).replies.forgotten
  const ways = [
    () => api.deleteMessage(chat, item),
    () => api.editMessageText(chat, item, words),
    () => api.editMessageCaption(chat, item, { caption: words }),
  ]
  let came: Attempt<unknown> = { kind: 'done', value: null }
  for (const way of ways) {
    came = await attempt<unknown>(way)
    if (came.kind !== 'refused' || /not found/i.test(came.why)) return came
  }
  return came
}
