import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fisher } from '../../src/statistics/fisher.js'
import type { Proportion } from '../../src/statistics/proportion.js'

/** The same by plain multiplication, for small numbers. */
function slowFisher(a: Proportion, b: Proportion): number {
  const choose = (n: number, k: number): number => {
    let result = 1
    for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i
    return k < 0 || k > n ? 0 : result
  }
  const all = a.of + b.of
  const having = a.n + b.n
  const mass = (x: number) => (choose(having, x) * choose(all - having, a.of - x)) / choose(all, a.of)
  const sum = (from: number, to: number) => {
    let total = 0
    for (let x = from; x <= to; x++) total += mass(x)
    return total
  }
  return Math.min(1, 2 * Math.min(sum(0, a.n), sum(a.n, a.of)))
}

test.each([
  // Fisher's tea: 3 of 4 here, 1 of 4 there: 17/70 one-sided.
  [3, 4, 1, 4, 34 / 70],
  [4, 4, 0, 4, 2 / 70],
  [0, 10, 0, 10, 1],
  [10, 10, 10, 10, 1],
  [0, 0, 5, 10, 1],
])('%i of %i beside %i of %i', (n, of, m, off, expected) => {
  expect(fisher({ n, of }, { n: m, of: off })).toBeCloseTo(expected, 12)
})

test('is what plain multiplication gives', () => {
  const proportion = fc.tuple(fc.nat(20), fc.nat(20)).map(([a, b]) => ({ n: a, of: a + b }))
  fc.assert(
    fc.property(proportion, proportion, (a, b) => {
      expect(fisher(a, b)).toBeCloseTo(slowFisher(a, b), 9)
    }),
    { numRuns: 500 },
  )
})

test('is quick and sure among a million', () => {
  expect(fisher({ n: 62_000, of: 100_000 }, { n: 189_000, of: 900_000 })).toBe(0)
  expect(fisher({ n: 20_100, of: 100_000 }, { n: 180_000, of: 900_000 })).toBeGreaterThan(0.1)
})
