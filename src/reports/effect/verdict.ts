import { FEWEST_CASES as FEWEST_BUYERS, peopleNeeded } from '../../statistics/power.js'
import { type Difference, newcombe, type Proportion, shareOf } from '../../statistics/proportion.js'
import { differenceSequence } from '../../statistics/sequence.js'
import type { Sides } from './bought.js'

/** Smaller differences than this part of the usual rate are nothing that a shop of any size would find. */
const LEAST_EFFECT = 0.1

/** No more of a number of people is known. */
const DIGITS = 3

/**
 * Too few bought to say anything. `needed`: of about how many people orders would have to be known, three
 * digits of it; null while nobody bought.
 */
export type Few = { kind: 'few'; needed: number | null }

/**
 * What is measured once the time is over. Shares and their difference are 0–1; `buyers`: how many of those who were to get it
 * bought because of it, with the ends of the truth; below 0: so many did not.
 */
export type Measured = Difference & {
  kind: 'unclear' | 'more' | 'fewer'
  buyers: { middle: number; low: number; high: number }
}

/** Both sides after the time is over: the planned look, and the only one that says yes or no. */
export function judge({ treated, held }: Sides<Proportion>): Few | Measured {
  if (isFew({ treated, held })) return { kind: 'few', needed: neededFor({ treated, held }) }
  const found = newcombe(treated, held)
  const kind = found.low > 0 ? 'more' : found.high < 0 ? 'fewer' : 'unclear'
  const { of } = treated
  return { kind, ...found, buyers: { middle: found.difference * of, low: found.low * of, high: found.high * of } }
}

/**
 * Both sides while the time runs, at any number of looks; null below 25 buyers on a side.
 * @param before how many of both together bought in as long a time before
 */
export function judgeSoFar({ treated, held }: Sides<Proportion>, before: number): Difference | null {
  if (isFew({ treated, held })) return null
  const fewest = FEWEST_BUYERS / Math.min(treated.of, held.of)
  const planned = Math.min(0.5, Math.max(fewest, before / (treated.of + held.of)))
  return differenceSequence(treated, held, planned)
}

/** Too few on a side to show an interval. */
export function isFew({ treated, held }: Sides<Proportion>): boolean {
  return Math.min(treated.n, held.n) < FEWEST_BUYERS
}

/**
 * Of how many people orders would have to be known for a difference as it was found to show 8 times of 10; where hardly any was
 * found, for a tenth of the usual rate.
 */
function neededFor({ treated, held }: Sides<Proportion>): number | null {
  const all = treated.of + held.of
  const together = (treated.n + held.n) / all
  if (treated.n + held.n === 0 || treated.of === 0 || held.of === 0) return null
  const base = held.n === 0 ? together : shareOf(held)
  const found = shareOf(treated) - shareOf(held)
  const least = LEAST_EFFECT * base
  const effect = Math.min(1 - base, found < 0 ? Math.min(found, -least) : Math.max(found, least))
  const heldShare = held.of / all
  const needed = peopleNeeded({ base, effect, heldShare })
  if (!Number.isFinite(needed)) return null
  const step = 10 ** Math.max(0, Math.floor(Math.log10(needed)) - DIGITS + 1)
  return Math.ceil(needed / step) * step
}
