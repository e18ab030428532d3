import { MINUTE, SECOND } from '../clock.js'

const OPENINGS_A_MINUTE = 20
const TOKENS_REMEMBERED = 50_000
const MESSAGES_REMEMBERED = 4_000

/** A map that holds at most `limit` entries and forgets those that were not used for longest. */
export type Recent<K, V> = { get(key: K): V | undefined; set(key: K, value: V): void; readonly size: number }

/**
 * Makes an empty one. It is two maps, a young and an old one, that change places when the young one is half of the
 * limit: taking single entries off a map's front gets slow, because V8 walks over all that were deleted before.
 */
export function createRecent<K, V>(limit: number): Recent<K, V> {
  let young = new Map<K, V>()
  let old = new Map<K, V>()

  function set(key: K, value: V): void {
    if (young.size >= limit / 2 && !young.has(key)) {
      old = young
      young = new Map()
    }
    young.set(key, value)
  }

  return {
    get(key) {
      const value = young.get(key)
      if (value !== undefined) return value
      const aged = old.get(key)
      if (aged !== undefined) {
        old.delete(key)
        set(key, aged)
      }
      return aged
    },
    set,
    get size() {
      return young.size + old.size
    },
  }
}

/**
 * Tells when one token is opened more than 20 times in a minute. Minutes are counted for all tokens together.
 * @returns a function of the token and a monotonic time in ms; true from the 21st opening to the minute's end
 */
export function createFlood(): (token: string, monotonic: number) => boolean {
  const counts = new Map<string, number>()
  let since = Number.NEGATIVE_INFINITY
  return (token, monotonic) => {
    if (monotonic - since >= MINUTE || counts.size >= TOKENS_REMEMBERED) {
      counts.clear()
      since = monotonic
    }
    const count = (counts.get(token) ?? 0) + 1
    counts.set(token, count)
    return count > OPENINGS_A_MINUTE
  }
}

/**
 * Counts the different links of one message that were opened within one second: scanners open them all at once.
 * @returns a function of the delivery, the link and a monotonic time in ms; 1 for a first opening
 */
export function createBurst(): (deliveryId: number, link: number, monotonic: number) => number {
  const messages = createRecent<number, { since: number; first: number; others: Set<number> | null }>(
    MESSAGES_REMEMBERED,
  )
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
