import type { Outcome } from './outcome.js'

const ALIKE_IN_A_ROW = 5

/** Notices that a message itself is at fault: one person after another gets the same refusal for it. */
export type Streaks = {
  /** Takes in what a send came to. @returns true at the fifth refusal alike in a row */
  hopeless(message: { broadcastId: number; variantId: number }, outcome: Outcome): boolean
  /** Forgets everything. */
  clear(): void
}

/**
 * Counts refusals alike, for each broadcast and for each version of its message: a version that is wrong is noticed
 * although people between get another one that is fine. Outcomes that say nothing about the message do not count.
 */
export function createStreaks(): Streaks {
  const streaks = new Map<string, { error: string; n: number }>()

  function lengthen(key: string, error: string): boolean {
    const before = streaks.get(key)
    const n = before?.error === error ? before.n + 1 : 1
    streaks.set(key, { error, n })
    return n >= ALIKE_IN_A_ROW
  }

  return {
    hopeless({ broadcastId, variantId }, outcome) {
      const refused = outcome.kind === 'refused' && outcome.reason === 'content'
      if (!refused && (outcome.kind !== 'sent' || streaks.size === 0)) return false
      const keys = [`broadcast ${broadcastId}`, `version ${variantId}`]
      if (!refused) {
        for (const key of keys) streaks.delete(key)
        return false
      }
      if (!keys.map(key => lengthen(key, outcome.error)).includes(true)) return false
      for (const key of keys) streaks.delete(key)
      return true
    },
    clear: () => streaks.clear(),
  }
}
