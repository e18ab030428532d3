import type { BotContext } from '../context.js'
import { ownerIds } from '../team.js'
import { reword } from './answer.js'
import { listCopies } from './copies.js'
import { findWritten, isPassed } from './inbox.js'
import { attempt } from './postman/attempt.js'
import { findStaffChat } from './staff.js'
import type { ReplyDeps } from './works.js'

/** Somebody changed what they wrote: so are the copies that were passed on, where Telegram still lets them be. */
export async function editPassed(deps: ReplyDeps, ctx: BotContext): Promise<void> {
  const { db } = deps
  const message = ctx.editedMessage
  if (message === undefined) return
  const written = findWritten(db, message.chat.id, message.message_id)
  // Until it was passed on, the newest words are what will be copied.
  if (written === null || !isPassed(db, written.id)) return
  const staff = findStaffChat(db)
  const chats = staff?.kind === 'bound' ? [staff.chat] : ownerIds(db, deps)
  for (const chat of chats) {
    // The heading, if there is one, stands above the copy.
    const copy = listCopies(db, chat, written.id).at(-1)
    if (copy === undefined) continue
    const edited = await attempt(() => reword(deps.api, chat, copy, message))
    if (edited.kind === 'refused') deps.log.info({ why: edited.why }, 'a message that was passed on stays as it was')
  }
}
