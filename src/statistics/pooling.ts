import { Z95 } from './normal.js'
import type { Difference } from './proportion.js'

/**
 * Several independent differences as one: each weighs by how exactly it is known, the inverse of its variance (W. G. Cochran,
 * "The combination of estimates from different experiments", Biometrics 10, 1954; fixed effect). The variance is that of its
 * interval's half-width. Null of none.
 */
export function pool(differences: readonly Difference[]): Difference | null {
  if (differences.length === 0) return null
  const weighed = differences.map(({ difference, low, high }) => ({
    difference,
    weight: ((2 * Z95) / (high - low)) ** 2,
  }))
  const weight = weighed.reduce((sum, one) => sum + one.weight, 0)
  const difference = weighed.reduce((sum, one) => sum + one.weight * one.difference, 0) / weight
  const reach = Z95 / Math.sqrt(weight)
  return { difference, low: difference - reach, high: difference + reach }
}
