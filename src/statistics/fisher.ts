import type { Proportion } from './proportion.js'

/**
 * How likely so large a difference, or a larger one, would be if who is in `a` were drawn by lot: Fisher's exact test (R. A.
 * Fisher, "The Design of Experiments", 1935), both sides (twice the smaller tail of the hypergeometric distribution, 1 at
 * most). It is exact for any counts, small ones too, and its sums are short: the terms of a tail fall off as soon as they
 * leave the middle.
 */
export function fisher(a: Proportion, b: Proportion): number {
  const drawn = a.of
  const all = drawn + b.of
  const having = a.n + b.n
  if (drawn === 0 || drawn === all || having === 0 || having === all) return 1
  const first = Math.exp(lnChoose(having, a.n) + lnChoose(all - having, drawn - a.n) - lnChoose(all, drawn))
  const up = a.n * all >= drawn * having
  let sum = first
  let term = first
  for (let x = a.n; ; x += up ? 1 : -1) {
    term *= up
      ? ((having - x) * (drawn - x)) / ((x + 1) * (all - having - drawn + x + 1))
      : (x * (all - having - drawn + x)) / ((having - x + 1) * (drawn - x + 1))
    sum += term
    if (term <= sum * 1e-16) return Math.min(1, 2 * sum)
  }
}

/** The natural logarithm of how many ways there are to choose `k` of `n`. */
export function lnChoose(n: number, k: number): number {
  return lnFactorial(n) - lnFactorial(k) - lnFactorial(n - k)
}

const EXACT = 256
const small: number[] = [0]
for (let n = 1; n < EXACT; n++) small.push((small[n - 1] ?? 0) + Math.log(n))

/** Exact sums for small numbers, Stirling's series for others: its first term left out is below 1e-15 there. */
function lnFactorial(n: number): number {
  const known = small[n]
  if (known !== undefined) return known
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3)
}
