import { studentQuantile } from './normal.js'
import type { Difference } from './proportion.js'

/** What `n` people brought: the sum, and the sum of its squares. Amounts are minor units, zeros of those who bought nothing included. */
export type Money = { n: number; sum: number; squares: number }

/**
 * Of so many buyers, the one who brought most counts as the next one below them, of a thousand more the next two, and so on: one
 * huge order must not decide (winsorising at the 99.9th percentile). It is that of buyers, not of all people: where one in a
 * hundred buys, the latter would cut every tenth buyer, and the interval hold the truth 83 times of 100.
 */
export const CUT_ONE_OF = 1_000

/**
 * The difference of what one person brings on average, a − b, with its 95 % interval, minor units: Welch's t (B. L. Welch,
 * Biometrika 34, 1947; degrees of freedom by Satterthwaite), which does not ask that both sides vary alike. Null where a side
 * has fewer than two people.
 */
export function welch(a: Money, b: Money): Difference | null {
  if (a.n < 2 || b.n < 2) return null
  const difference = a.sum / a.n - b.sum / b.n
  const [one, other] = [varianceOf(a) / a.n, varianceOf(b) / b.n]
  const variance = one + other
  if (variance === 0) return { difference, low: difference, high: difference }
  const freedom = variance ** 2 / (one ** 2 / (a.n - 1) + other ** 2 / (b.n - 1))
  const reach = studentQuantile(0.975, freedom) * Math.sqrt(variance)
  return { difference, low: difference - reach, high: difference + reach }
}

function varianceOf({ n, sum, squares }: Money): number {
  return Math.max(0, (squares - sum ** 2 / n) / (n - 1))
}
