import { below, probit, Z95 } from './normal.js'

/** How often a difference that is there must be found: 8 times of 10. */
const POWER = 0.8

/** `base`: the share that buys without it, 0–1; `treated`, `held`: people on either side. */
export type Sides = { base: number; treated: number; held: number }

const variance = (share: number) => share * (1 - share)

/** The standard error of the difference of two shares. */
function errorOf(effect: number, { base, treated, held }: Sides): number {
  return Math.sqrt(variance(base + effect) / treated + variance(base) / held)
}

/** How often, 0–1, a true difference would be found at 5 %, both sides. `effect`: absolute, 0–1. */
export function powerOf(effect: number, sides: Sides): number {
  const error = errorOf(effect, sides)
  if (effect === 0 || !(error > 0)) return effect === 0 ? 0.05 : 1
  const distance = Math.abs(effect) / error
  return below(distance - Z95) + below(-distance - Z95)
}

/**
 * The smallest difference that would show 8 times of 10 (two-sided 5 %), absolute, 0–1; null where not even everybody's
 * buying would. The usual formula for two shares, each with its own variance (J. L. Fleiss, B. Levin, M. C. Paik, "Statistical
 * Methods for Rates and Proportions" 2003, ch. 4, without correction for continuity).
 */
export function visibleEffect(sides: Sides): number | null {
  const most = 1 - sides.base
  if (sides.treated <= 0 || sides.held <= 0 || !(powerOf(most, sides) >= POWER)) return null
  let [low, high] = [0, most]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (powerOf(middle, sides) < POWER) low = middle
    else high = middle
  }
  return high
}

/**
 * How many people on both sides together would show a difference 8 times of 10 (two-sided 5 %); the same formula.
 * @param base share that buys without it, 0–1
 * @param effect absolute, may be negative; Infinity comes of none
 * @param heldShare of all of them, those kept out, 0–1
 */
export function peopleNeeded({ base, effect, heldShare }: { base: number; effect: number; heldShare: number }): number {
  const spread = variance(base + effect) / (1 - heldShare) + variance(base) / heldShare
  return Math.ceil((spread * (Z95 + probit(POWER)) ** 2) / effect ** 2)
}

/** So many cases must be expected for at least `fewest` to come, 8 times of 10 (their number is Poisson's, nearly normal). */
export function expectedFor(fewest: number): number {
  return fewest + probit(POWER) * Math.sqrt(fewest)
}
