import { below, Z95 } from './normal.js'

/** Below so many cases on either side no interval is shown. */
export const FEWEST_CASES = 25

/** How often a difference that is there must be found: 8 times of 10. */
const POWER = 0.8
const HALVINGS = 40

/**
 * `base`: the share that buys without it, 0–1; `treated`, `held`: people on either side. `z`: how many standard deviations a
 * difference must be apart to show, where it is one of several: 1.96, for one of them, unless said.
 */
export type Sides = { base: number; treated: number; held: number; z?: number }

/**
 * How often, 0–1, a true difference will show at 5 %, two-sided: the textbook's formula for two shares whose difference is held
 * against what chance would make if both were alike (J. L. Fleiss, B. Levin, M. C. Paik, "Statistical Methods for Rates and
 * Proportions" 2003, ch. 4, without correction for continuity), less the cases where a side has fewer than 25 and nothing
 * is shown. Newcombe's interval keeps this promise within 2 points; the formula with each side's own variance throughout would
 * promise 8 times of 10 where a small control group finds it 7 times (`npm run prove:effects`).
 * @param effect absolute, may be negative, 0–1
 */
export function powerOf(effect: number, { base, treated, held, z = Z95 }: Sides): number {
  const share = base + effect
  if (Math.min(base, share, 1 - base, 1 - share) < 0 || Math.min(treated, held) <= 0) return 0
  const together = (share * treated + base * held) / (treated + held)
  const alike = Math.sqrt(variance(together) * (1 / treated + 1 / held))
  const own = Math.sqrt(variance(share) / treated + variance(base) / held)
  const beyond = Math.abs(effect) - z * alike
  const found = own === 0 ? Number(beyond > 0) : below(beyond / own)
  return Math.max(0, found - chanceOfFew(base, held) - chanceOfFew(share, treated))
}

/**
 * The smallest difference upwards that would show 8 times of 10, absolute, 0–1; null where none would, because too few people
 * are on a side.
 */
export function visibleEffect(sides: Sides): number | null {
  const most = 1 - sides.base
  if (powerOf(most, sides) < POWER) return null
  return halve(0, most, effect => powerOf(effect, sides) >= POWER)
}

/**
 * How many people on both sides together would show a difference 8 times of 10. Infinity where no number would: there is no
 * difference, or one side buys nothing.
 * @param asked.base the share that buys without it, 0–1
 * @param asked.effect absolute, may be negative
 * @param asked.heldShare of all people those held out, 0–1, neither end included
 */
export function peopleNeeded(asked: { base: number; effect: number; heldShare: number }): number {
  const { base, effect, heldShare } = asked
  if (effect === 0 || Math.min(base, base + effect) <= 0) return Number.POSITIVE_INFINITY
  const shows = (people: number) =>
    powerOf(effect, { base, treated: people * (1 - heldShare), held: people * heldShare }) >= POWER
  let [few, many] = [1, 2]
  while (!shows(many)) [few, many] = [many, 2 * many]
  return Math.ceil(halve(few, many, shows))
}

/** How likely it is that fewer than 25 of so many do what each does with that chance. */
function chanceOfFew(share: number, of: number): number {
  const spread = Math.sqrt(of * variance(share))
  return spread === 0 ? Number(share * of < FEWEST_CASES) : below((FEWEST_CASES - 0.5 - share * of) / spread)
}

function variance(share: number): number {
  return share * (1 - share)
}

/** Where `low` does not do and `high` does: the least that does. */
function halve(low: number, high: number, does: (value: number) => boolean): number {
  let [not, yes] = [low, high]
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (not + yes) / 2
    if (does(middle)) yes = middle
    else not = middle
  }
  return yes
}
