import type { ConversationFlavor } from '@grammyjs/conversations'
import type { Context } from 'grammy'
import type { User } from 'grammy/types'
import type { Person, Subscriber } from '../audience/subscriber.js'
import type { Db } from '../db/open.js'
import type { Language } from '../text/format.js'

import type { Card, Place } from './card.js'
import type { Deed } from './deed.js'

/** What the handlers of one update know of the question that is open. */
export type Asking = {
  db: Db
  adminId: number
  /** The card that was shown last, by whose message a question is known. */
  shown: { place: Place; card: Card } | null
  /** What the card shown last becomes when another one asks; undefined: words for any card. */
  aside: Card | null | undefined
}

/** What every handler finds on its context. */
export type SegcastFlavor = {
  /** Wall clock when the handler began, ms UTC; Telegram's dates are of another clock and are never compared with it. */
  at: number
  /** The person, if they ever pressed Start. */
  subscriber: Subscriber | null
  /** The language to speak to them in. */
  language: Language
  /** For the team: what is asked of them, see admin/ask.ts. */
  asking?: Asking
  /** Told of every card that is shown (`card`) or removed (null). */
  onCard?: (place: Place, card: Card | null) => Promise<void>
  /** Changes something, once for this update. */
  deed: Deed
}

/** The context of the bot's middleware (inside a conversation the plugin gives a plain one). */
export type BotContext = ConversationFlavor<Context & SegcastFlavor>

/** A Telegram user in the words of the audience. */
export function personOf(user: User): Person {
  return {
    telegramId: user.id,
    firstName: user.first_name,
    lastName: user.last_name ?? null,
    username: user.username ?? null,
    telegramLanguage: user.language_code ?? null,
    premium: user.is_premium === true,
  }
}
