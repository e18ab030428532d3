import type { Outcome } from '../outcome.js'

const IN_A_ROW = 5
/** Half of the latest twenty are too many also where others between them get it. */
const LATEST = 20
const TOO_MANY = 10

/** Notices that a message itself is at fault: one person after another is refused for it. */
export type Streaks = {
  /** Takes in what a send came to. @returns true at the fifth refusal in a row, or when half of the latest 20 are */
  hopeless(message: { broadcastId: number; variantId: number }, outcome: Outcome): boolean
  /** Forgets everything. */
  clear(): void
}

/**
 * Counts refusals of the content, for each broadcast and for each version of its message: a version that is wrong is
 * noticed although people between get another one that is fine. What Telegram says is not compared, because it quotes
 * the link, the name or the place in the text, which differ from one person to the next. Outcomes that say nothing
 * about the message do not count.
 */
export function createStreaks(): Streaks {
  const endings = new Map<string, boolean[]>()

  function tooMany(key: string, refused: boolean): boolean {
    const latest = [...(endings.get(key) ?? []), refused].slice(-LATEST)
    endings.set(key, latest)
    if (!refused) return false
    const row = latest.slice(-IN_A_ROW)
    return (row.length === IN_A_ROW && !row.includes(false)) || latest.filter(Boolean).length >= TOO_MANY
  }

  return {
    hopeless({ broadcastId, variantId }, outcome) {
      const refused = outcome.kind === 'refused' && outcome.reason === 'content'
      if (!refused && (outcome.kind !== 'sent' || endings.size === 0)) return false
      const keys = [`broadcast ${broadcastId}`, `version ${variantId}`]
      if (!keys.map(key => tooMany(key, refused)).includes(true)) return false
      for (const key of keys) endings.delete(key)
      return true
    },
    clear: () => endings.clear(),
  }
}
