import type { Chat, Message, Reaction, ReplyKeyboard, User } from './wire.js'

/**
 * A person and their chat with the bot. `stranger`: never wrote to the bot; `open`: may be written to; `blocked`: by
 * the person; `deactivated`: the account is gone.
 */
export type Account = {
  user: User
  state: 'stranger' | 'open' | 'blocked' | 'deactivated'
  /** What stands in the chat, oldest first; deleted messages are not there. */
  messages: Map<number, Message>
  reactions: Map<number, Reaction[]>
  /** The keyboard shown instead of the person's own; null when there is none. */
  keyboard: ReplyKeyboard | null
}

export type Store = {
  accounts: Map<number, Account>
  /** Makes a person known to Telegram; an id already known only has its profile changed. */
  add(user: User): Account
  /** The next message id: one counter for all private chats of the bot. */
  nextId(): number
  /** The number of messages so far, deleted ones included. */
  lastId(): number
}

/** Keeps people and their chats. */
export function createStore(): Store {
  const accounts = new Map<number, Account>()
  let lastId = 0
  return {
    accounts,
    add(user) {
      const known = accounts.get(user.id)
      if (known !== undefined) {
        known.user = user
        return known
      }
      const account: Account = {
        user,
        state: 'stranger',
        messages: new Map(),
        reactions: new Map(),
        keyboard: null,
      }
      accounts.set(user.id, account)
      return account
    },
    nextId() {
      lastId += 1
      return lastId
    },
    lastId: () => lastId,
  }
}

/** The private chat with a person, as the bot sees it. */
export function chatOf(user: User): Chat {
  const { id, first_name, last_name, username } = user
  const chat: Chat = { id, type: 'private', first_name }
  if (last_name !== undefined) chat.last_name = last_name
  if (username !== undefined) chat.username = username
  return chat
}
