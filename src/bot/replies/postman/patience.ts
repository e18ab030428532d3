import { type Clock, SECOND } from '../../../clock.js'

/** The parts of an album come one after another; it is whole when for so long none more came. */
const QUIET_MS = SECOND

/** Waits until all parts of an album have come. After a restart it waits anew: nothing is lost by that. */
export type Patience = {
  /** ms to wait for more parts of this album; 0: it is whole. @param parts so many have come by now */
  wait(album: string, parts: number): number
  /** It went, or is no more. */
  forget(album: string): void
}

/** Nothing is awaited yet. */
export function createPatience(clock: Clock): Patience {
  const seen = new Map<string, { parts: number; at: number }>()
  return {
    wait(album, parts) {
      const now = clock.monotonic()
      const before = seen.get(album)
      if (before === undefined || before.parts !== parts) {
        seen.set(album, { parts, at: now })
        return QUIET_MS
      }
      return Math.max(0, before.at + QUIET_MS - now)
    },
    forget: album => void seen.delete(album),
  }
}
