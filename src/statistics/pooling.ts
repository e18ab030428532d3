import { Z95 } from './normal.js'
import { type Difference, type Proportion, shareOf } from './proportion.js'

/**
 * The difference of shares, a − b, of several independent comparisons as one: each weighs by how exactly it would be known if
 * all sides were alike, n₁n₂ / (n₁ + n₂), with the variance of what was counted (N. Mantel, W. Haenszel, JNCI 22, 1959; S.
 * Greenland, J. M. Robins, Biometrics 41, 1985). The inverse of each one's own variance would be no weight here: a control
 * group in which by chance few buy has the smaller variance, so of ten groups in which five buy it makes an effect where there
 * is none in 15 of 100 cases (`npm run prove:effects`). Null of none.
 */
export function pool(comparisons: readonly (readonly [Proportion, Proportion])[]): Difference | null {
  let [weights, sum, variance] = [0, 0, 0]
  for (const [a, b] of comparisons) {
    if (a.of === 0 || b.of === 0) continue
    const weight = (a.of * b.of) / (a.of + b.of)
    const [p, q] = [shareOf(a), shareOf(b)]
    weights += weight
    sum += weight * (p - q)
    variance += weight ** 2 * ((p * (1 - p)) / a.of + (q * (1 - q)) / b.of)
  }
  if (weights === 0) return null
  const [difference, reach] = [sum / weights, (Z95 * Math.sqrt(variance)) / weights]
  return { difference, low: difference - reach, high: difference + reach }
}
