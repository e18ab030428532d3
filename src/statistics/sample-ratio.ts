import { fisher, lnChoose } from './fisher.js'
import type { Proportion } from './proportion.js'

/** Above it, two groups that dice made would be so unlike their plan in one case of a thousand: χ² of one degree of freedom. */
const LIMIT = 10.83
/** The same as a chance. */
const RARE = 0.001
/** Where fewer than so many are expected χ² calls up to 27 of 10,000 rare that are not, and the chance itself is counted. */
const FEW = 20

/** `sound`: dice could well have made it. */
export type Ratio = { chi2: number; sound: boolean }

/**
 * Whether two groups are as large as they were planned to be (Pearson's χ², one degree of freedom; R. Kohavi, D. Tang, Y. Xu,
 * "Trustworthy Online Controlled Experiments" 2020, ch. 21: sample ratio mismatch). Where p < 0.001 something made them
 * besides the dice, and whatever they are compared by is worth nothing.
 * @param planned their sizes or shares, in any unit
 */
export function sampleRatio(observed: readonly [number, number], planned: readonly [number, number]): Ratio {
  const all = observed[0] + observed[1]
  const share = planned[0] / (planned[0] + planned[1])
  const [first, second] = [all * share, all * (1 - share)]
  if (all === 0) return ratio(0)
  // Nobody was to be on one side: one person there is one too many.
  if (first === 0 || second === 0) return ratio(observed[0] === first ? 0 : Infinity)
  const chi2 = (observed[0] - first) ** 2 / first + (observed[1] - second) ** 2 / second
  return Math.min(first, second) < FEW ? { chi2, sound: chanceOf(observed[0], all, share) >= RARE } : ratio(chi2)
}

/**
 * Whether something is as frequent in one group as in the other: χ² of a table of two by two, and Fisher's test where fewer than
 * 20 are expected in a cell of it.
 */
export function equalShares(a: Proportion, b: Proportion): Ratio {
  const [n, of] = [a.n + b.n, a.of + b.of]
  if (a.of === 0 || b.of === 0 || n === 0 || n === of) return ratio(0)
  const chi2 = ((a.n * b.of - b.n * a.of) ** 2 * of) / (n * (of - n) * a.of * b.of)
  const fewest = (Math.min(n, of - n) * Math.min(a.of, b.of)) / of
  return fewest < FEW ? { chi2, sound: fisher(a, b) >= RARE } : ratio(chi2)
}

/** How likely `k` of `n` are, or what is further off on that side, where each is one with that chance; twice, as both sides count. */
function chanceOf(k: number, n: number, share: number): number {
  const odds = share / (1 - share)
  const up = k >= n * share
  let term = Math.exp(lnChoose(n, k) + k * Math.log(share) + (n - k) * Math.log(1 - share))
  let sum = term
  for (let x = k; term > sum * 1e-16; x += up ? 1 : -1) {
    term *= up ? ((n - x) / (x + 1)) * odds : x / (n - x + 1) / odds
    sum += term
  }
  return Math.min(1, 2 * sum)
}

function ratio(chi2: number): Ratio {
  return { chi2, sound: chi2 <= LIMIT }
}
