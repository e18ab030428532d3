import type { Proportion } from './proportion.js'

/** Above it, two groups that dice made would be so unlike their plan in one case of a thousand: χ² of one degree of freedom. */
const LIMIT = 10.83

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
  return ratio((observed[0] - first) ** 2 / first + (observed[1] - second) ** 2 / second)
}

/** Whether something is as frequent in one group as in the other: χ² of a table of two by two. */
export function equalShares(a: Proportion, b: Proportion): Ratio {
  const [n, of] = [a.n + b.n, a.of + b.of]
  if (a.of === 0 || b.of === 0 || n === 0 || n === of) return ratio(0)
  return ratio(((a.n * b.of - b.n * a.of) ** 2 * of) / (n * (of - n) * a.of * b.of))
}

function ratio(chi2: number): Ratio {
  return { chi2, sound: chi2 <= LIMIT }
}
