import type { Clock } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { Language } from '../../text/format.js'

/** What the subscriber's half of the bot works with. */
export type SubscriberDeps = {
  db: Db
  clock: Clock
  /** The bot's language, for people whose own it does not speak. */
  language: () => Language
  /** The bot's time zone, an IANA name. */
  zone: () => string
}
