import type { Clock } from '../clock.js'

const SPAN_MS = 3_000
const MANY = 3
const REMEMBERED = 2_000

/** Notices chats to which much was sent just now: a 429 there is about that chat, not about the bot. */
export type Crowding = {
  /** A message leaves for a chat. */
  note(chat: number): void
  /** True when the chat got three messages or more within the last three seconds. */
  isCrowded(chat: number): boolean
}

/**
 * Telegram allows about one message a second in a chat, and does not say whether a 429 is meant for the chat or for
 * the whole bot. The latest 2,000 chats are remembered.
 */
export function createCrowding(clock: Clock): Crowding {
  const times = new Map<number, number[]>()
  const recent = (chat: number) => {
    const since = clock.monotonic() - SPAN_MS
    return (times.get(chat) ?? []).filter(time => time > since)
  }
  return {
    note(chat) {
      const latest = [...recent(chat), clock.monotonic()]
      times.delete(chat)
      times.set(chat, latest)
      const [oldest] = times.keys()
      if (times.size > REMEMBERED && oldest !== undefined) times.delete(oldest)
    },
    isCrowded: chat => recent(chat).length >= MANY,
  }
}
