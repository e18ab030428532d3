import { GrammyError } from 'grammy'
import type { Language } from '../../text/format.js'
import { texts } from '../../text/index.js'
import { languageFor } from '../language.js'
import { type Addressed, findText, sendContent } from '../texts.js'
import { recordCopy, wasToldToday } from './copies.js'
import { hasReaders, type ReplyDeps } from './deps.js'
import type { Written } from './inbox.js'

/**
 * Tells somebody that their message came, or where else to write when nobody reads here; once a day. One who cannot be
 * told any more is left alone.
 */
export async function sayReceived(
  deps: ReplyDeps,
  person: Addressed,
  language: Language,
  entry: number,
  at: number,
): Promise<void> {
  const { db, api } = deps
  if (wasToldToday(db, person.telegramId, at)) return
  if (!hasReaders(deps))
    return tell(deps, person.telegramId, entry, () => sayElsewhere(deps, person.telegramId, language))
  const own = findText(db, 'received', language, null)
  await tell(deps, person.telegramId, entry, () =>
    own === null
      ? api.sendMessage(person.telegramId, texts(language).replies.received)
      : sendContent(api, person.telegramId, own, person),
  )
}

/** Tells somebody where else to write: nobody reads here. */
export async function sayContact(deps: ReplyDeps, { telegramId, id }: Written): Promise<void> {
  await tell(deps, telegramId, id, () =>
    sayElsewhere(deps, telegramId, languageFor(deps.db, telegramId, deps.language())),
  )
}

function sayElsewhere({ api, contact }: ReplyDeps, chat: number, language: Language): Promise<{ message_id: number }> {
  const words = texts(language).replies
  const elsewhere = contact()
  return api.sendMessage(chat, elsewhere === null ? words.nobody : words.contact(elsewhere))
}

async function tell(
  { db, clock }: ReplyDeps,
  telegramId: number,
  entry: number,
  send: () => Promise<{ message_id: number }>,
): Promise<void> {
  try {
    const { message_id: message } = await send()
    await db.group(() => recordCopy(db, { chat: telegramId, message, telegramId, inboxId: entry }, clock.now()))
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error
  }
}
