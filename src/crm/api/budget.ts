import { MINUTE } from '../../clock.js'

/** So many wrong keys at once, and so many more each minute, from one address. */
const BURST = 30
const EACH_MINUTE = 10
/** So many addresses are remembered; beyond them the one that was longest quiet is forgotten. */
const REMEMBERED = 10_000

/** What wrong keys may cost. `now` is ms of the monotonic clock. */
export type Budget = {
  /** @returns ms until one more may be tried; 0 when it may be now */
  wait(who: string, now: number): number
  /** One more was wrong. */
  spend(who: string, now: number): void
}

/** Makes a budget for each of those who show wrong keys; right ones cost nothing. Its memory is bounded. */
export function createBudget(): Budget {
  /** When the last of what was spent is given back, so that those at the front are quiet longest. */
  const spent = new Map<string, number>()
  const price = MINUTE / EACH_MINUTE

  return {
    wait(who, now) {
      const until = spent.get(who) ?? 0
      return Math.max(0, until + price - (now + BURST * price))
    },
    spend(who, now) {
      const until = Math.max(now, spent.get(who) ?? 0) + price
      spent.delete(who)
      spent.set(who, until)
      if (spent.size <= REMEMBERED) return
      for (const [oldest] of spent) {
        spent.delete(oldest)
        break
      }
    },
  }
}
