import type { Account } from '../emulator/store.js'
import type { Message } from '../emulator/wire.js'
import type { World } from '../emulator/world.js'
import type { Listed } from './protocol.js'

const KINDS = [
  ...(['photo', 'video', 'animation', 'document', 'sticker', 'voice', 'video_note'] as const),
  ...(['audio', 'contact', 'location'] as const),
]
const GIST = 90

/** The people a page can be, and how far each has read. */
export type Roster = {
  /**
   * Those whose name, username or id holds the words, the latest talk first, then in the order they came.
   * @param without nobody of this id; null leaves nobody out
   */
  list(words: string, limit: number, without: number | null): { people: Listed[]; total: number }
  /** Everything up to this message of their chat has been seen. */
  read(person: number, message: number): void
  /** Whom to show when nobody was chosen: who was talked to last, else who came first; null: nobody is there. */
  anybody(without: number | null): number | null
}

/** Lists the people of a world. */
export function createRoster(world: World): Roster {
  const seen = new Map<number, number>()

  const newestFirst = (accounts: readonly Account[]) =>
    accounts
      .map(account => ({ account, last: lastOf(account) }))
      .sort((a, b) => (b.last?.message_id ?? 0) - (a.last?.message_id ?? 0))

  const everybody = (without: number | null) =>
    [...world.store.accounts.values()].filter(({ user }) => user.id !== without)

  const unread = ({ user, messages }: Account): number => {
    const upTo = seen.get(user.id) ?? 0
    let count = 0
    for (const message of messages.values()) if (message.from.is_bot && message.message_id > upTo) count++
    return count
  }

  return {
    list(words, limit, without) {
      const wanted = words.trim().toLowerCase()
      const found = newestFirst(
        everybody(without).filter(account => wanted === '' || namesOf(account).includes(wanted)),
      )
      const people = found.slice(0, limit).map(({ account, last }) => ({
        id: account.user.id,
        name: nameOf(account),
        username: account.user.username ?? null,
        state: account.state,
        unread: unread(account),
        last: last === null ? null : gistOf(last),
      }))
      return { people, total: found.length }
    },
    read(person, message) {
      if (message > (seen.get(person) ?? 0)) seen.set(person, message)
    },
    anybody: without => newestFirst(everybody(without))[0]?.account.user.id ?? null,
  }
}

const lastOf = (account: Account): Message | null => [...account.messages.values()].at(-1) ?? null

const nameOf = ({ user }: Account): string => [user.first_name, user.last_name ?? ''].join(' ').trim()

const namesOf = (account: Account): string =>
  `${nameOf(account)} @${account.user.username ?? ''} ${account.user.id}`.toLowerCase()

function gistOf(message: Message): NonNullable<Listed['last']> {
  const kind = KINDS.find(one => message[one] !== undefined) ?? 'text'
  const text = (message.text ?? message.caption ?? message.poll?.question ?? '').slice(0, GIST).replaceAll('\n', ' ')
  return { at: message.date * 1_000, own: !message.from.is_bot, kind, text }
}
