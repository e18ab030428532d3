import type { Message, ReplyKeyboard, User } from '../emulator/wire.js'

/** What the page and its server say to each other; both sides compile against it. */

export type Command = { command: string; description: string }

/** How a chat stands. `stranger`: nothing was written yet; `blocked`: by the person; `deactivated`: no account any more. */
export type ChatState = 'stranger' | 'open' | 'blocked' | 'deactivated'

/** What is new in a chat. Everything but messages is told in full each time. */
export type ChatPatch = {
  chat: number
  /** True: everything known of this chat before is void. */
  whole: boolean
  user: User
  state: ChatState
  keyboard: ReplyKeyboard | null
  commands: readonly Command[]
  /** New and changed ones, oldest first. */
  messages: Message[]
  /** Ids of those that were deleted. */
  gone: number[]
  /** Emoji by message id: the person's and the bot's. */
  reactions: Record<string, { own: string | null; bot: string | null }>
  /** How polls stand, by message id. */
  polls: Record<string, PollState>
  /** There are older messages than those told. */
  earlier: boolean
}

/** How a poll stands: votes by option, how many people voted, what the person chose, and whether it takes no more. */
export type PollState = { counts: number[]; voters: number; chosen: number[]; closed: boolean }

/** The first thing a page hears. Ids are those of people; null: nobody. */
export type Hello = {
  bot: User
  marketer: number | null
  left: number | null
  right: number | null
  /** Whose pane was brought to the front last. */
  front: 'marketer' | 'subscriber'
}

/** A thing to try, as a button; `n` names it in `try`. */
export type Offered = { n: number; label: string; description: string }

/** What stands above the panes. */
export type Status = {
  /** Messages of the bot to everybody but the marketer; presses of buttons; links opened. */
  delivered: number
  presses: number
  clicks: number
  people: number
  /** The pause Telegram asked for last. `seconds`: as asked; `until`: wall clock of the server, ms. */
  rest: { seconds: number; until: number } | null
  caption: string | null
  suggestions: Offered[]
  /** Wall clock of the server, ms. */
  now: number
}

/** Somebody in the list. `last`: their newest message; `kind` is what it is when it has no words. */
export type Listed = {
  id: number
  name: string
  username: string | null
  state: ChatState
  unread: number
  last: { at: number; own: boolean; kind: string; text: string } | null
}

/** The answer to a press; null came none in time. */
export type PressAnswer = { text: string | null; alert: boolean; url: string | null } | null

/** A stretch of a text with a look. */
export type Look = {
  type: 'bold' | 'italic' | 'underline' | 'strikethrough' | 'spoiler' | 'code' | 'pre' | 'text_link'
  offset: number
  length: number
  url?: string | undefined
  language?: string | undefined
}

/** A file a person sends. `data`: base64. */
export type SentFile = {
  kind: 'photo' | 'video' | 'document'
  name: string
  type: string
  data: string
  width?: number | undefined
  height?: number | undefined
  duration?: number | undefined
}

/** Something a person does on the page. `user`: who; `message`: an id in their chat. */
export type Act =
  | { act: 'start'; user: number; payload: string | null }
  | { act: 'send'; user: number; text: string; entities: Look[]; replyTo: number | null }
  | { act: 'files'; user: number; files: SentFile[]; caption: string; entities: Look[]; replyTo: number | null }
  | { act: 'sticker'; user: number; emoji: string }
  | { act: 'voice'; user: number; seconds: number }
  | { act: 'poll'; user: number; question: string; options: string[]; right: number[]; many: boolean }
  | { act: 'vote'; user: number; message: number; options: number[] }
  | { act: 'contact' | 'location' | 'block' | 'unblock'; user: number }
  | { act: 'click'; user: number }
  | { act: 'press'; user: number; message: number; data: string }
  | { act: 'react'; user: number; message: number; emoji: string | null }
  | { act: 'edit'; user: number; message: number; text: string }
  | { act: 'remove' | 'forward'; user: number; message: number }
  | { act: 'read'; user: number; message: number }
  | { act: 'try'; n: number }
  | { act: 'join'; name: string; language: 'en' | 'ru' }
