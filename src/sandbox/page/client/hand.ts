import type { User } from '../../emulator/wire.js'
import type { Act, PressAnswer } from '../protocol.js'
import type { Times } from './time.js'
import type { Words } from './words.js'

/** What the parts of one pane share: whose hand it is and what it can do. */
export type Hand = {
  readonly words: Words
  readonly times: Times
  /** Who sits here; null: nobody yet. */
  person(): number | null
  bot(): User
  /** Does it; undefined when it failed, which the visitor has been told. */
  act(act: Act): Promise<PressAnswer | { id: number } | undefined>
  /** Sends words as if typed. */
  say(text: string): void
  /** Starts the bot, with a source or without. */
  start(payload: string | null): void
  /** A link to the web was opened. */
  opened(): void
  /** Somebody was mentioned by username and pressed. */
  mentioned(username: string): void
  /** Begins an answer to a message, or a change of one's own. */
  reply(message: number): void
  edit(message: number): void
  /** Brings a message of this chat into view. */
  show(message: number): void
}
