import type { Score } from './cell.js'
import type { Cut, CutPoints } from './rules.js'

const SCORES = [1, 2, 3, 4, 5] as const

/**
 * Which fifth a value is in, 1 the least. By shares 1 + ⌊(cuts below it + cuts not above it) / 2⌋: equal values are
 * equal, and where all are equal everyone is in the middle. By steps a value belongs to the step that it does not pass.
 */
export function fifthOf(value: number, cut: Cut, points: CutPoints): Score {
  const below = points.filter(point => point < value).length
  const upTo = points.filter(point => point <= value).length
  return SCORES[cut === 'shares' ? Math.floor((below + upTo) / 2) : below] ?? 5
}
