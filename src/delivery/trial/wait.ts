import { HOUR } from '../../clock.js'
import { type Judged, windowOf } from '../../offers/draft/window.js'
import type { TrialTerms } from '../../offers/draft.js'
import { quietUntil } from '../gate/hours.js'
import type { GateRules } from '../gate.js'

/** Clicks have come in by then; where that would be at night, when nobody may be written to, it is morning then. */
const USUAL = 4 * HOUR
const OVER_NIGHT = 18 * HOUR
/** Where a shop knows no quiet hours people sleep all the same: minutes after midnight. */
const NIGHT = { from: 22 * 60, to: 9 * 60 }

/** How long a trial waits, ms, and why so long where nobody said it: as is usual, to the morning, or as long as orders count. */
export type TrialWait = { wait: number; because: 'said' | 'usual' | 'night' | 'window' }

/**
 * How long after the last of its tried messages a trial is judged: as long as was said, else 4 h, or 18 where that would be at night.
 * By orders it takes at least as long as they count for the offer.
 * @param from when about the last of the tried messages leaves, ms UTC
 */
export function trialWait(
  { wait, decides }: Pick<TrialTerms, 'wait' | 'decides'>,
  offer: Judged,
  from: number,
  { quiet, zone }: Pick<GateRules, 'quiet' | 'zone'>,
): TrialWait {
  const least = decides === 'orders' ? windowOf(offer) : 0
  const atNight = quietUntil(from + USUAL, quiet ?? NIGHT, zone) !== null
  const chosen: TrialWait =
    wait === null
      ? { wait: atNight ? OVER_NIGHT : USUAL, because: atNight ? 'night' : 'usual' }
      : { wait, because: 'said' }
  return chosen.wait < least ? { wait: least, because: 'window' } : chosen
}
