import type { Clock } from '../../clock.js'
import type { Db } from '../../db/open.js'
import type { Language } from '../../text/format.js'
import type { Tokens } from '../../tracking/token.js'
import type { Key } from '../card.js'
import type { BotContext } from '../context.js'
import type { Postman } from '../replies/postman.js'
import type { ReplyDeps } from '../replies/works.js'
import type { Preferences } from '../settings/preference.js'

/** What the subscriber's half of the bot works with. */
export type SubscriberDeps = {
  db: Db
  clock: Clock
  /** Opens personal links. */
  tokens: Pick<Tokens, 'openCustomer'>
  /** The bot's language, for people whose own it does not speak. */
  language: () => Language
  /** The bot's time zone, an IANA name. */
  zone: () => string
  /** Names of the steps of the ladder, where the shop has its own. */
  rungNames: Preferences['rungNames']
  /** How long things about people are kept. */
  kept: Preferences['kept']
  /** The shop's quiet hours; null: it has none. */
  quiet: Preferences['quiet']
  /** How what people write reaches those who answer. */
  replies: ReplyDeps & { postman: Pick<Postman, 'wake'> }
  /** The button from somebody's own settings to the screen above; null or missing: there is none. */
  above?: (ctx: BotContext) => Key | null
}
