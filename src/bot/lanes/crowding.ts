import { type Clock, SECOND } from '../../clock.js'

/** So many chats that refuse within so short a span, while none takes anything, are no chance: the limit is the token's. */
const CHATS = 3
const SPAN_MS = 10 * SECOND
const REMEMBERED = 5_000

/**
 * Finds out whose limit a 429 to a reply is. Telegram does not say whether it means the chat or the whole bot; what is
 * taken by another chat meanwhile, from either lane, shows that it was the chat's own.
 */
export type Crowding = {
  /** The moment at which a message leaves, for `taken`. */
  leave(): number
  /** A chat took a message that left at this moment. */
  taken(chat: number, left: number): void
  /** A chat refused one and asks for so many seconds. @returns true when the limit is the token's */
  refused(chat: number, seconds: number): boolean
  /** ms for which a chat still rests. */
  rest(chat: number): number
}

/** The latest 5,000 chats that rest are remembered. */
export function createCrowding(clock: Clock): Crowding {
  const rests = new Map<number, number>()
  /** Chats of which it is not known yet whether the limit is theirs, and when they refused. */
  const open = new Map<number, number>()

  return {
    leave: () => clock.monotonic(),
    taken(chat, left) {
      if (open.size === 0) return
      for (const [refuser, at] of open) if (refuser === chat || at < left) open.delete(refuser)
    },
    refused(chat, seconds) {
      const now = clock.monotonic()
      rests.delete(chat)
      rests.set(chat, now + seconds * SECOND)
      const [oldest] = rests.keys()
      if (rests.size > REMEMBERED && oldest !== undefined) rests.delete(oldest)
      for (const [refuser, at] of open) if (at <= now - SPAN_MS) open.delete(refuser)
      open.set(chat, now)
      if (open.size < CHATS) return false
      for (const refuser of open.keys()) rests.delete(refuser)
      open.clear()
      return true
    },
    rest(chat) {
      const until = rests.get(chat)
      if (until === undefined) return 0
      const left = until - clock.monotonic()
      if (left > 0) return left
      rests.delete(chat)
      return 0
    },
  }
}
