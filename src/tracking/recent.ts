import { MINUTE, SECOND } from '../clock.js'

const OPENINGS_A_MINUTE = 20
const REMEMBERED = 50_000

/** A map that holds at most `limit` entries and forgets the one that was used longest ago. */
export type Recent<K, V> = { get(key: K): V | undefined; set(key: K, value: V): void; readonly size: number }

/** Makes an empty one. */
export function createRecent<K, V>(limit: number): Recent<K, V> {
  const entries = new Map<K, V>()
  return {
    get(key) {
      const value = entries.get(key)
      if (value === undefined) return undefined
      entries.delete(key)
      entries.set(key, value)
      return value
    },
    set(key, value) {
      entries.delete(key)
      entries.set(key, value)
      if (entries.size <= limit) return
      for (const oldest of entries.keys()) {
        entries.delete(oldest)
        return
      }
    },
    get size() {
      return entries.size
    },
  }
}

/**
 * Tells when one token is opened more than 20 times in a minute.
 * @returns a function of the token and a monotonic time in ms; true from the 21st opening to the minute's end
 */
export function createFlood(): (token: string, monotonic: number) => boolean {
  const tokens = createRecent<string, { since: number; count: number }>(REMEMBERED)
  return (token, monotonic) => {
    const seen = tokens.get(token)
    if (seen === undefined || monotonic - seen.since >= MINUTE) {
      tokens.set(token, { since: monotonic, count: 1 })
      return false
    }
    seen.count += 1
    return seen.count > OPENINGS_A_MINUTE
  }
}

/**
 * Counts the different links of one message that were opened within one second: scanners open them all at once.
 * @returns a function of the delivery, the link and a monotonic time in ms; 1 for a first opening
 */
export function createBurst(): (deliveryId: number, link: number, monotonic: number) => number {
  const messages = createRecent<number, { since: number; first: number; others: Set<number> | null }>(REMEMBERED)
  return (deliveryId, link, monotonic) => {
    const seen = messages.get(deliveryId)
    if (seen === undefined || monotonic - seen.since >= SECOND) {
      messages.set(deliveryId, { since: monotonic, first: link, others: null })
      return 1
    }
    if (link !== seen.first) {
      seen.others ??= new Set()
      seen.others.add(link)
    }
    return 1 + (seen.others?.size ?? 0)
  }
}
