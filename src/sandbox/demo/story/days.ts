import { SECOND } from '../../../clock.js'
import type { Stage } from '../stage.js'

/** What comes by itself at a moment, ms UTC: what is said of it, and what resolves once it is there. */
export type Due = { at: number; words: string; comes(): Promise<void> }

/**
 * Goes from one moment to the next at once, and waits at each for what is due.
 * @param tell told of what happens, in words
 */
export async function passDays(
  { now, passes }: Pick<Stage, 'now' | 'passes'>,
  dues: readonly Due[],
  tell: (words: string) => void,
): Promise<void> {
  for (const { at, words, comes } of dues.toSorted((a, b) => a.at - b.at)) {
    tell(words)
    passes(Math.max(0, at - now()) + SECOND)
    await comes()
  }
}
