import { Z95 } from './normal.js'

/** Of so many, `n` have something. */
export type Proportion = { n: number; of: number }

/** The two ends between which the truth lies. */
export type Interval = { low: number; high: number }

/** How far the first is above the second, and between what the truth lies. */
export type Difference = Interval & { difference: number }

/**
 * The interval of a share, its ends 0–1: Wilson's score (E. B. Wilson, JASA 22, 1927); all of 0–1 where nobody was asked.
 * @param z standard deviations to either side: 95 % unless said
 */
export function wilson(n: number, of: number, z = Z95): Interval {
  if (of === 0) return { low: 0, high: 1 }
  const share = n / of
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of)
  const reach = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))
  // What rounding leaves of an end that is nought or one would keep the share itself out of its interval.
  return { low: n === 0 ? 0 : middle - reach, high: n === of ? 1 : middle + reach }
}

/**
 * The difference of two independent shares, a − b, with its interval, −1 to 1: Newcombe's hybrid score interval (R. G.
 * Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17, 1998, method
 * 10), which holds what it promises where buyers are rare and one group is small. Where nobody was asked on a side nothing is
 * known, and its share counts as the middle of its interval.
 * @param z standard deviations to either side: 95 % unless said
 */
export function newcombe(a: Proportion, b: Proportion, z = Z95): Difference {
  const [one, other] = [wilson(a.n, a.of, z), wilson(b.n, b.of, z)]
  const [p, q] = [shareOf(a), shareOf(b)]
  return {
    difference: p - q,
    low: p - q - Math.hypot(p - one.low, other.high - q),
    high: p - q + Math.hypot(one.high - p, q - other.low),
  }
}

/** 0–1; a half where nobody was asked. */
export function shareOf({ n, of }: Proportion): number {
  return of === 0 ? 0.5 : n / of
}
