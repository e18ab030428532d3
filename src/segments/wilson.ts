/** 95 % of a normal distribution lie within so many standard deviations. */
const Z = 1.96

/** A share's interval: its lower and its upper end, 0–1. */
export type Interval = { low: number; high: number }

/** The 95 % interval of a share of which `found` of `asked` are known (Wilson's score); all of it where nobody was asked. */
export function wilson(found: number, asked: number): Interval {
  if (asked === 0) return { low: 0, high: 1 }
  const share = found / asked
  const middle = (share + Z ** 2 / (2 * asked)) / (1 + Z ** 2 / asked)
  const reach = (Z / (1 + Z ** 2 / asked)) * Math.sqrt((share * (1 - share)) / asked + Z ** 2 / (4 * asked ** 2))
  return { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) }
}
