import { type Clock, SECOND } from '../../clock.js'
import type { Log } from '../../log.js'

/** Trouble of this length is a hiccup. */
const PATIENCE_MS = 10 * SECOND
/** So long nobody else may have taken the updates before they are ours again: two programs take turns. */
const CALM_MS = 10 * SECOND
/** Whoever has not looked for so long was asleep, and in that time nothing can have been late. */
const ASLEEP_MS = 15 * SECOND

/**
 * Why updates do not come: another program polls (`conflict`), the token is refused, another platform's webhook has them,
 * Telegram does not answer (`silent`), cannot reach our webhook (`undelivered`), or they cannot be written (`unkept`).
 */
export type Deafness = 'conflict' | 'unauthorized' | 'webhook' | 'silent' | 'undelivered' | 'unkept'

/** Whether people are heard; `since` is ms UTC. */
export type HearingState = { kind: 'heard' } | { kind: 'unheard'; since: number; why: Deafness }

/** Knows whether what people do reaches us: while it does not, nobody could press Stop, and broadcasts wait. */
export type Hearing = {
  /** Telegram is asked for updates, and answers within `ms` even when there are none. */
  asks(ms: number): void
  /** It answered. */
  answered(): void
  /** It refused, or the request failed. @param certain true when there is no doubt: it counts from now on */
  failed(why: Deafness, certain?: boolean): void
  /** True from the first failure until all is well again, also before that counts as unheard. */
  troubled(): boolean
  state(): HearingState
}

type Trouble = { why: Deafness; since: number; last: number; well: boolean; told: boolean }

/** Creates it; while nobody has asked, people count as heard. Its state must be asked for every few seconds. */
export function createHearing({ clock, log }: { clock: Clock; log: Log }): Hearing {
  let trouble: Trouble | null = null
  let dueAt: number | null = null
  let lookedAt = clock.monotonic()

  /** Ends what is over, and notices a request that should have been answered. */
  function look(now: number): void {
    const gap = now - lookedAt
    lookedAt = now
    if (gap > ASLEEP_MS) {
      if (dueAt !== null) dueAt += gap
      if (trouble !== null) trouble = { ...trouble, since: trouble.since + gap, last: trouble.last + gap }
    }
    if (dueAt !== null && now - dueAt >= PATIENCE_MS) trouble ??= newTrouble('silent', dueAt)
    if (trouble === null) return
    const takesTurns = trouble.why === 'conflict'
    if (trouble.well && (!takesTurns || now - trouble.last >= CALM_MS)) {
      if (trouble.told) log.info({}, 'updates come in again: broadcasts go on')
      trouble = null
    } else if (!trouble.told && now - trouble.since >= PATIENCE_MS) {
      trouble.told = true
      log.warn({ why: trouble.why }, 'updates do not come in: broadcasts wait, because nobody could stop them')
    }
  }

  function newTrouble(why: Deafness, since: number): Trouble {
    return { why, since, last: since, well: false, told: false }
  }

  return {
    asks(ms) {
      look(clock.monotonic())
      dueAt = clock.monotonic() + ms
    },
    answered() {
      dueAt = null
      if (trouble !== null) trouble.well = true
      look(clock.monotonic())
    },
    failed(why, certain = false) {
      const now = clock.monotonic()
      look(now)
      const since = certain ? now - PATIENCE_MS : Math.min(now, dueAt ?? now)
      dueAt = null
      trouble ??= newTrouble(why, since)
      Object.assign(trouble, { why, last: now, well: false, since: Math.min(trouble.since, since) })
      look(now)
    },
    troubled() {
      look(clock.monotonic())
      return trouble !== null
    },
    state() {
      const now = clock.monotonic()
      look(now)
      if (trouble === null || now - trouble.since < PATIENCE_MS) return { kind: 'heard' }
      return { kind: 'unheard', since: Math.round(clock.now() - (now - trouble.since)), why: trouble.why }
    },
  }
}
