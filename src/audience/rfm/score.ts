import { type Cell, cellOf, type Score } from './cell.js'
import type { Cut, RfmRules } from './rules.js'

/** Where a measure is cut: four values that do not fall. */
export type CutPoints = readonly [number, number, number, number]

/** Where all three measures are cut: days, orders, minor units. */
export type Cuts = { recency: CutPoints; frequency: CutPoints; money: CutPoints }

/** What is known of a customer: whole days since the last order, number of orders, their sum less refunds. */
export type Purchases = { days: number; orders: number; money: number }

/**
 * The 20/40/60/80th percentiles of values that rise, by linear interpolation between closest ranks. Each is a whole
 * number of fifths where the values are whole. @throws Error without values
 */
export function cutPoints(sorted: readonly number[]): CutPoints {
  const percentile = (k: number) => {
    const rank = (sorted.length - 1) * k
    const [low, high] = [sorted[Math.floor(rank / 5)], sorted[Math.ceil(rank / 5)]]
    if (low === undefined || high === undefined) throw new Error('no values to cut')
    return (low * (5 - (rank % 5)) + high * (rank % 5)) / 5
  }
  return [percentile(1), percentile(2), percentile(3), percentile(4)]
}

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

/** What a customer's purchases are worth; few days since the last order are the best. */
export function scoreOf(
  purchases: Purchases,
  rules: RfmRules,
  cuts: Cuts,
): { r: Score; f: Score; m: Score; cell: Cell } {
  const r = SCORES[5 - fifthOf(purchases.days, rules.recency, cuts.recency)] ?? 5
  const f = fifthOf(purchases.orders, rules.frequency, cuts.frequency)
  const m = fifthOf(purchases.money, rules.money, cuts.money)
  return { r, f, m, cell: cellOf(r, f, m) }
}
