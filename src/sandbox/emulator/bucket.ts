/**
 * A limit on how often something may be done. `burst` may be done at once, then `perSecond`. Going over it starts a
 * pause of at least `pause` seconds in which everything is refused.
 */
export type Rate = { perSecond: number; burst: number; pause: number }

/**
 * The limits of a bot. `bot`: over send, copy, forward and edit. `chat`: over new messages in one chat. `null`: none.
 * `group`: the same in a group; as `chat` when left out.
 * Who still sends one second into a pause makes it a second longer with every call, up to `longest` seconds from then.
 */
export type Limits = { bot: Rate | null; chat: Rate | null; group?: Rate | null | undefined; longest: number }

/** Telegram as it is known: 30 a second for the bot, one a second in a chat after a burst of five, 20 a minute in a group. */
export const TELEGRAM_LIMITS: Limits = {
  bot: { perSecond: 30, burst: 30, pause: 3 },
  chat: { perSecond: 1, burst: 5, pause: 1 },
  group: { perSecond: 1 / 3, burst: 20, pause: 3 },
  longest: 60,
}

const GRACE = 1_000
const GROWTH = 1_000

type Bucket = { tokens: number; at: number; pausedFrom: number; pausedUntil: number }

/** What a call costs: a new message in a chat, an edit, or nothing. */
export type Cost = 'message' | 'edit'

export type Buckets = {
  /** Seconds to wait before the call may be repeated, 0 when it was let through. `now`: monotonic ms. */
  take(cost: Cost, chat: number | null, now: number): number
  /** So many messages more came with the last call: they count towards the bot's limit. */
  add(messages: number): void
  /** Changes the limits and forgets what was used; `null`: no limits. */
  set(limits: Limits | null): void
}

/** Keeps the bot's bucket and those of its chats. */
export function createBuckets(initial: Limits | null): Buckets {
  let limits = initial
  let bot: Bucket | null = null
  let chats = new Map<number, Bucket>()

  const chatBucket = (chat: number, rate: Rate, now: number): Bucket => {
    const known = chats.get(chat)
    if (known !== undefined) return known
    const bucket = fill(rate, now)
    chats.set(chat, bucket)
    return bucket
  }

  return {
    take(cost, chat, now) {
      if (limits === null) return 0
      const { bot: botRate, longest } = limits
      const inGroup = chat !== null && chat < 0 && limits.group !== undefined
      const chatRate = (inGroup ? limits.group : limits.chat) ?? null
      const own = cost === 'message' && chat !== null && chatRate !== null ? chatBucket(chat, chatRate, now) : null
      if (own !== null && chatRate !== null) {
        const wait = refused(own, chatRate, longest, now)
        if (wait > 0) return wait
      }
      if (botRate !== null) {
        bot ??= fill(botRate, now)
        const wait = refused(bot, botRate, longest, now)
        if (wait > 0) return wait
        bot.tokens -= 1
      }
      if (own !== null) own.tokens -= 1
      return 0
    },
    add(messages) {
      if (bot !== null) bot.tokens -= messages
    },
    set(next) {
      limits = next
      bot = null
      chats = new Map()
    },
  }
}

const fill = (rate: Rate, now: number): Bucket => ({ tokens: rate.burst, at: now, pausedFrom: 0, pausedUntil: now })

function refused(bucket: Bucket, rate: Rate, longest: number, now: number): number {
  if (now < bucket.pausedUntil) {
    if (now - bucket.pausedFrom >= GRACE) {
      bucket.pausedUntil = Math.min(bucket.pausedUntil + GROWTH, now + longest * 1_000)
    }
    return seconds(bucket.pausedUntil - now)
  }
  bucket.tokens = Math.min(rate.burst, bucket.tokens + ((now - bucket.at) / 1_000) * rate.perSecond)
  bucket.at = now
  // A pace of exactly the rate must not fail on the last bit of a fraction.
  if (bucket.tokens > 1 - 1e-6) return 0
  bucket.pausedFrom = now
  bucket.pausedUntil = now + Math.max(rate.pause * 1_000, ((1 - bucket.tokens) / rate.perSecond) * 1_000)
  return seconds(bucket.pausedUntil - now)
}

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1_000 - 1e-6))
