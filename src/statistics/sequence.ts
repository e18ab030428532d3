import type { Difference, Proportion } from './proportion.js'
import { shareOf } from './proportion.js'

/** How often, of a hundred, the truth may ever be outside. */
const RISK = 0.05

/**
 * The difference of two shares that are looked at while they grow, a − b, with an interval that holds the truth at all
 * looks at once in 95 of 100 cases: the two-sided normal mixture (S. R. Howard, A. Ramdas, J. McAuliffe, J. Sekhon,
 * "Time-uniform, nonparametric, nonasymptotic confidence sequences", Annals of Statistics 49, 2021, eq. 14), with the variance
 * of what was counted. It is narrowest at the end that was planned, and 1.55 times as wide there as an interval for one look.
 * @param planned the share that either side was expected to reach, 0–1, known before the first look
 */
export function differenceSequence(a: Proportion, b: Proportion, planned: number): Difference {
  const [p, q] = [shareOf(a), shareOf(b)]
  const variance = (p * (1 - p)) / a.of + (q * (1 - q)) / b.of
  const rho = tuned(planned * (1 - planned) * (1 / a.of + 1 / b.of))
  const reach = Math.sqrt((variance + rho) * Math.log((variance + rho) / (rho * RISK ** 2)))
  return { difference: p - q, low: p - q - reach, high: p - q + reach }
}

/** The mixture's variance with which the sequence is narrowest where its own is `variance` (proposition 3 there). */
function tuned(variance: number): number {
  // v / ρ = −W₋₁(−α²/e) − 1, where −W₋₁(−e^(−1−u)) is the x above one with x − ln x = 1 + u.
  const u = 2 * Math.log(1 / RISK)
  let x = 1 + u
  for (let i = 0; i < 60; i++) x = 1 + u + Math.log(x)
  return variance / (x - 1)
}
