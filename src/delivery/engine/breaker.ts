import { MINUTE } from '../../clock.js'

const UNKNOWN_IN_A_ROW = 5
/**
 * So many unknown of the latest so many are too many: half, a fifth, a twentieth. A smaller share needs more of them to be
 * told from chance, and so every steady loss is found before it has cost more than 50 people.
 */
const SHARES = [
  { unknown: 10, of: 20 },
  { unknown: 20, of: 100 },
  { unknown: 50, of: 1_000 },
] as const
const SILENCE_MS = 5_000
const FIRST_PROBE_MS = 1_000
const LONGEST_PROBE_MS = MINUTE
/** Where Telegram answers a probe but loses messages, every look costs one; so these looks become rarer. */
const LONGEST_RELAPSE_MS = 10 * MINUTE

const REMEMBERED = 1_000
/** Forgetting in lumps costs less than at every ending. */
const LONGEST_MEMORY = 2 * REMEMBERED

/** Whether Telegram answers: `closed` all is well, `open` nothing is claimed, `careful` one message, then 2, 4 … */
export type BreakerState = 'closed' | 'open' | 'careful'

/** One request on its way; `era` counts the outages that were over when it left. */
export type Ticket = { readonly era: number }

/** Keeps an outage from turning the audience into rows that nobody knows about. */
export type Breaker = {
  state(): BreakerState
  /** Requests that wait for an answer. */
  inFlight(): number
  /** How many more requests may leave, when at most `most` may wait at once. */
  room(most: number): number
  /** A request leaves. */
  begin(now: number): Ticket
  /** Telegram answered it, whatever it said. */
  answered(ticket: Ticket, now: number, most: number): void
  /** It ended without an answer. */
  unanswered(ticket: Ticket, now: number): void
  /** Looks for silence: requests wait and nothing was answered for 5 s. */
  watch(now: number): void
  /** True when it is time to ask Telegram whether it is there. */
  probeDue(now: number): boolean
  /** What the probe said. */
  probed(alive: boolean, now: number): void
}

/**
 * The outage breaker (times are monotonic ms). It opens after five requests in a row without an answer, after too great a
 * share of them (half of the latest 20, a fifth of 100, a twentieth of 1,000), or after 5 s of silence with requests
 * waiting; probes after 1, 2, 4 … 60 s; and after a good probe lets one message through, then two, four … until as many
 * wait as may. When one of those is lost the next look comes later, up to ten minutes. Requests that hang from before a
 * good probe say nothing about the time after it.
 * @param changed told of every change of state
 */
export function createBreaker(changed: (state: BreakerState) => void): Breaker {
  let state: BreakerState = 'closed'
  let era = 0
  let waitingAll = 0
  let waitingNow = 0
  let inARow = 0
  let latest: boolean[] = []
  let lastSign = Number.NEGATIVE_INFINITY
  let probeWait = FIRST_PROBE_MS
  let probeAt = 0
  let allowed = 1
  let answers = 0

  function become(next: BreakerState): void {
    if (state === next) return
    state = next
    changed(next)
  }

  /** Takes in one ending. @returns true when too many of the latest are unknown */
  function tooMany(unknown: boolean): boolean {
    inARow = unknown ? inARow + 1 : 0
    latest.push(unknown)
    if (latest.length > LONGEST_MEMORY) latest = latest.slice(-REMEMBERED)
    if (!unknown) return false
    return inARow >= UNKNOWN_IN_A_ROW || SHARES.some(share => unknownOf(share.of) >= share.unknown)
  }

  function unknownOf(n: number): number {
    let unknown = 0
    for (let i = Math.max(0, latest.length - n); i < latest.length; i++) if (latest[i] === true) unknown++
    return unknown
  }

  function open(now: number): void {
    if (state === 'open') return
    probeAt = now + probeWait
    inARow = 0
    latest = []
    become('open')
  }

  function ended(ticket: Ticket): boolean {
    waitingAll--
    if (ticket.era !== era) return false
    waitingNow--
    return true
  }

  return {
    state: () => state,
    inFlight: () => waitingAll,
    room(most) {
      if (state === 'open') return 0
      const careful = state === 'careful' ? allowed - waitingNow : most
      return Math.max(0, Math.min(careful, most - waitingAll))
    },
    begin(now) {
      waitingAll++
      if (++waitingNow === 1) lastSign = now
      return { era }
    },
    answered(ticket, now, most) {
      lastSign = now
      if (!ended(ticket)) return
      tooMany(false)
      if (state !== 'careful' || ++answers < allowed) return
      answers = 0
      allowed *= 2
      if (allowed < most) return
      probeWait = FIRST_PROBE_MS
      become('closed')
    },
    unanswered(ticket, now) {
      if (!ended(ticket)) return
      // While careful, one silence is enough: the outage is not over.
      if (tooMany(true) || state === 'careful') open(now)
    },
    watch(now) {
      if (state !== 'open' && waitingNow > 0 && now - lastSign >= SILENCE_MS) open(now)
    },
    probeDue: now => state === 'open' && now >= probeAt,
    probed(alive, now) {
      if (state !== 'open') return
      probeWait = Math.min(probeWait * 2, alive ? LONGEST_RELAPSE_MS : LONGEST_PROBE_MS)
      probeAt = now + probeWait
      if (!alive) return
      era++
      waitingNow = 0
      allowed = 1
      answers = 0
      lastSign = now
      become('careful')
    },
  }
}
