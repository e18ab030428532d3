import type { Chat, Message, Poll, PrivateChat, Reaction, ReplyKeyboard, User } from './wire.js'

/** A chat as far as messages stand in it. */
export type Room = {
  /** The chat, as the bot sees it now. */
  chat(): Chat
  /** The id of the next message here. */
  nextId(): number
  /** What stands in the chat, oldest first; deleted messages are not there. */
  messages: Map<number, Message>
  /** Reactions of people, by message. */
  reactions: Map<number, Reaction[]>
  /** Messages that stand at its top, the newest last. */
  pinned: Set<number>
  /** Reactions of the bot, by message. */
  marks: Map<number, Reaction[]>
  /** The keyboard shown instead of the person's own; null when there is none. */
  keyboard: ReplyKeyboard | null
}

/**
 * A person and their chat with the bot. `stranger`: never wrote to the bot; `open`: may be written to; `blocked`: by
 * the person; `deactivated`: the account is gone.
 */
export type Account = Room & { user: User; state: 'stranger' | 'open' | 'blocked' | 'deactivated' }

/** What the bot is in a group. `topics`: an administrator who may manage topics. */
export type Standing =
  | { kind: 'left' }
  | { kind: 'kicked' }
  | { kind: 'member' }
  | { kind: 'administrator'; topics: boolean }

/** A topic of a group; its id is that of the message that opened it. */
export type Topic = { id: number; name: string; closed: boolean }

/** A group and what stands in it; it counts its messages by itself, as supergroups do. */
export type Group = Room & {
  title: string
  kind: 'group' | 'supergroup'
  /** Topics are on. */
  forum: boolean
  bot: Standing
  members: Map<number, User>
  topics: Map<number, Topic>
}

/** A poll, wherever it is shown: what was voted by whom. `bot`: the bot sent it, and is told of answers. */
export type Ballot = { poll: Poll; bot: boolean; votes: Map<number, number[]> }

export type Store = {
  polls: Map<string, Ballot>
  accounts: Map<number, Account>
  groups: Map<number, Group>
  /** Makes a person known to Telegram; an id already known only has its profile changed. */
  add(user: User): Account
  /** Makes a group. `id`: negative; null takes the next one. */
  addGroup(group: { id: number | null } & Pick<Group, 'title' | 'kind' | 'forum'>): Group
  /** The next message id: one counter for all private chats of the bot. */
  nextId(): number
  /** The number of messages in private chats so far, deleted ones included. */
  lastId(): number
}

const FIRST_GROUP = -1_001_000_000_001

/** Keeps people, groups and what stands in their chats. */
export function createStore(): Store {
  const accounts = new Map<number, Account>()
  const groups = new Map<number, Group>()
  const polls = new Map<string, Ballot>()
  let lastId = 0
  const nextId = () => {
    lastId += 1
    return lastId
  }
  return {
    accounts,
    groups,
    polls,
    add(user) {
      const known = accounts.get(user.id)
      if (known !== undefined) {
        known.user = user
        return known
      }
      const account: Account = { user, state: 'stranger', chat: () => chatOf(account.user), nextId, ...emptyRoom() }
      accounts.set(user.id, account)
      return account
    },
    addGroup({ id, title, kind, forum }) {
      const own = id ?? FIRST_GROUP - groups.size
      if (groups.has(own)) throw new Error(`there is a group ${own} already`)
      let last = 0
      const group: Group = {
        title,
        kind,
        forum,
        bot: { kind: 'left' },
        members: new Map(),
        topics: new Map(),
        chat: () => ({
          id: own,
          type: group.kind,
          title: group.title,
          ...(group.forum && { is_forum: true as const }),
        }),
        nextId() {
          last += 1
          return last
        },
        ...emptyRoom(),
      }
      groups.set(own, group)
      return group
    },
    nextId,
    lastId: () => lastId,
  }
}

const emptyRoom = (): Pick<Room, 'messages' | 'reactions' | 'marks' | 'pinned' | 'keyboard'> => ({
  messages: new Map(),
  reactions: new Map(),
  marks: new Map(),
  pinned: new Set(),
  keyboard: null,
})

/** The private chat with a person, as the bot sees it. */
export function chatOf(user: User): PrivateChat {
  const { id, first_name, last_name, username } = user
  const chat: PrivateChat = { id, type: 'private', first_name }
  if (last_name !== undefined) chat.last_name = last_name
  if (username !== undefined) chat.username = username
  return chat
}
