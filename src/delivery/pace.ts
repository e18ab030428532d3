import type { Clock } from '../clock.js'
import type { lanes } from '../db/schema/index.js'
import { type Addressee, createLine } from './pace/line.js'

const BURST_MS = 50
const REPLY_PATIENCE_MS = 10_000
const PAUSED_REPLY_MS = 1_000
const SLOWER = 0.7
const FASTER_STEP = 0.01
const FASTER_EVERY_MS = 10_000
/** The loop that sends asks for tokens at least so often while it has something to send. */
const WANTS_MS = 600
/** A loop that was offered tokens and took none counts as having nothing to send for this long. */
const DECLINED_MS = 1_000
/** How many seconds' worth of tokens replies may be ahead of a waiting broadcast; replies to the team a little more. */
const AHEAD_S = 0.1
const TEAM_AHEAD_S = 0.3
/** An answer counts for a little more than the message it goes before, so that late ticks do not cost the broadcast its half. */
const REPLY_WEIGHT = 1.1

/** Who asks for a token: answers to people, or broadcasts. */
export type LaneName = (typeof lanes.$inferSelect)['name']

/** What survives a restart: the rate now (messages a second) and until when (ms UTC) and for how long (ms) the lane rests. */
export type LaneState = { rate: number; pausedUntil: number | null; pausedFor: number | null }

/** One pace for the whole bot token, shared by two lanes. */
export type Pace = {
  /** Waits for a token of the reply lane. @throws Error after 10 s without one */
  reply(to?: Addressee): Promise<void>
  /** How many broadcast messages may leave at this moment. To ask is to want: half of the tokens are then kept for them. */
  available(): number
  /** Takes `n` tokens for the broadcast lane. */
  spend(n: number): void
  /** What left was `n` messages more than were taken: the broadcast lane pays for them before it goes on. */
  owe(n: number): void
  /** ms until a broadcast message may leave; 0 when one may now. */
  wait(): number
  /** Telegram answered 429: the lane rests for `seconds`, and the rate is lowered. A reply's 429 rests both lanes. */
  limited(lane: LaneName, seconds: number): void
  /** Messages a second at this moment. */
  rate(): number
  /** The broadcast lane's rest, or null when it does not rest. */
  rest(): { until: number; for: number } | null
}

/**
 * Replies go first, but while a broadcast waits they stay at most a few tokens ahead of it, so that it has half of the
 * pace however many people press. What each lane does not need is the other's.
 *
 * GCRA: tokens come `1 / rate` seconds apart with 50 ms of tolerance for late ticks, never in per-second lumps. After a
 * 429 the rate falls to 0.7 of itself and comes back by 1 % of the configured rate every 10 s.
 * @param options.rate configured messages a second
 * @param options.stored what an earlier process left, or null
 * @param options.changed called whenever the lane's state should be kept
 */
export function createPace(options: {
  rate: number
  clock: Clock
  stored?: LaneState | null
  changed?: (state: LaneState) => void
  /** Told of every 429, whatever it changes. */
  refused?: (lane: LaneName) => void
}): Pace {
  const { clock } = options
  const full = options.rate
  let rate = Math.min(full, options.stored?.rate ?? full)
  let next = Number.NEGATIVE_INFINITY
  let slowedAt = clock.monotonic()
  let restUntil = Number.NEGATIVE_INFINITY
  let replyRestUntil = Number.NEGATIVE_INFINITY
  let lastRestedReply = Number.NEGATIVE_INFINITY
  let rest: { until: number; for: number } | null = null
  const line = createLine()
  let askedAt = Number.NEGATIVE_INFINITY
  let declinedAt = Number.NEGATIVE_INFINITY
  let offered = false
  /** So many tokens the broadcast lane has still to pay; what it would have paid meanwhile is let off. */
  let owed = 0
  /** So many tokens is a waiting broadcast behind the replies. */
  let ahead = 0
  let timer: NodeJS.Timeout | undefined

  const stored = options.stored
  if (stored?.pausedUntil != null && stored.pausedFor != null) {
    // The wall clock may have jumped while nobody looked; a rest is never longer than Telegram asked for.
    const left = Math.min(stored.pausedUntil - clock.now(), stored.pausedFor)
    if (left > 0) {
      restUntil = clock.monotonic() + left
      slowedAt = restUntil
      rest = { until: clock.now() + left, for: stored.pausedFor }
    }
  }

  function recover(now: number): void {
    if (rate >= full || now < restUntil) return
    const steps = Math.floor((now - slowedAt) / FASTER_EVERY_MS)
    if (steps < 1) return
    rate = Math.min(full, rate + steps * full * FASTER_STEP)
    slowedAt += steps * FASTER_EVERY_MS
    keep()
  }

  function keep(): void {
    options.changed?.({ rate, pausedUntil: rest?.until ?? null, pausedFor: rest?.for ?? null })
  }

  const interval = () => 1_000 / rate
  const tolerance = () => Math.max(BURST_MS, interval() * 0.5)

  /** ms until the next token is there. */
  function tokenIn(now: number): number {
    recover(now)
    return Math.max(0, next - tolerance() - now)
  }

  function take(now: number, n: number): void {
    next = Math.max(next, now) + n * interval()
  }

  function replyIn(now: number): number {
    const token = tokenIn(now)
    if (now < replyRestUntil) return Math.max(token, replyRestUntil - now)
    if (now < restUntil) return Math.max(token, lastRestedReply + PAUSED_REPLY_MS - now)
    return token
  }

  /** True while a broadcast has something to send and may. */
  function wants(now: number): boolean {
    return now - askedAt < WANTS_MS && now - declinedAt >= DECLINED_MS && now >= restUntil
  }

  const most = (seconds: number) => Math.max(1, Math.ceil(rate * seconds))

  /** Which replies the share of the broadcast leaves room for. */
  function room(now: number): 'all' | 'team' | 'none' {
    if (!wants(now)) {
      ahead = 0
      return 'all'
    }
    if (ahead < most(AHEAD_S)) return 'all'
    return ahead < most(TEAM_AHEAD_S) + 1 ? 'team' : 'none'
  }

  /** ms until the next reply may go; infinite when none waits. */
  function nextIn(now: number): number {
    const ready = line.readyIn(now)
    const free = room(now)
    // Where the share is used up, what the broadcast takes makes room before that.
    const share = (may: boolean) => (may ? 0 : Math.max(1, askedAt + WANTS_MS - now))
    const team = Math.max(ready.team, share(free !== 'none'))
    const strangers = Math.max(ready.strangers, share(free === 'all'))
    return Math.max(replyIn(now), Math.min(team, strangers))
  }

  function serve(): void {
    clearTimeout(timer)
    timer = undefined
    const now = clock.monotonic()
    for (const { reject } of line.expire(now - REPLY_PATIENCE_MS)) {
      reject(new Error('a reply waited 10 s for its turn'))
    }
    for (;;) {
      const oldest = line.oldest()
      if (oldest === null) return
      const wait = nextIn(now)
      if (wait > 0) {
        timer = setTimeout(serve, Math.min(wait, Math.max(1, oldest + REPLY_PATIENCE_MS - now)))
        return
      }
      const first = line.take(now, room(now) === 'all')
      if (first === null) return
      if (wants(now)) ahead += REPLY_WEIGHT
      take(now, 1)
      if (now < restUntil) lastRestedReply = now
      first.resolve()
    }
  }

  function spend(n: number): void {
    if (n === 0) return
    offered = false
    declinedAt = Number.NEGATIVE_INFINITY
    ahead = Math.max(0, ahead - n)
    take(clock.monotonic(), n)
    serve()
  }

  return {
    reply: (to = { chat: null, team: true }) =>
      new Promise((resolve, reject) => {
        line.add({ to, resolve, reject, since: clock.monotonic() })
        serve()
      }),
    available() {
      const now = clock.monotonic()
      recover(now)
      if (now < restUntil) return 0
      if (offered) declinedAt = now
      offered = false
      if (now - askedAt >= owed * interval()) owed = 0
      askedAt = now
      serve()
      const free = now + tolerance() - Math.max(next, now)
      const n = free < 0 ? 0 : Math.floor(free / interval()) + 1
      const paid = Math.min(owed, n)
      if (paid > 0) spend(paid)
      owed -= paid
      offered = n > paid
      return n - paid
    },
    spend,
    owe(n) {
      owed += n
    },
    wait() {
      const now = clock.monotonic()
      return Math.max(tokenIn(now), restUntil - now, 0)
    },
    limited(lane, seconds) {
      options.refused?.(lane)
      const now = clock.monotonic()
      const length = Math.max(1, seconds) * 1_000
      // Messages that were already on their way when the rest began are not a second reason to slow down.
      if (now >= restUntil) rate = Math.max(Math.min(1, full), rate * SLOWER)
      if (now + length > restUntil) {
        restUntil = now + length
        rest = { until: clock.now() + length, for: length }
      }
      if (lane === 'reply') replyRestUntil = Math.max(replyRestUntil, now + length)
      slowedAt = restUntil
      keep()
    },
    rate: () => {
      recover(clock.monotonic())
      return rate
    },
    rest() {
      if (rest !== null && clock.monotonic() >= restUntil) {
        rest = null
        keep()
      }
      return rest
    },
  }
}
