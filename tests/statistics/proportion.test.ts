import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newcombe, type Proportion, wilson } from '../../src/statistics/proportion.js'

/** Wilson's ends are where the share is just as far from them as they allow: the two roots of (p̂ − p)² = z²p(1 − p)/n. */
const excess = (p: number, { n, of }: Proportion) => (n / of - p) ** 2 - (1.96 ** 2 * p * (1 - p)) / of

describe('Wilson', () => {
  test.each([
    // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [0, 0, 0, 1],
  ])('%i of %i', (n, of, low, high) => {
    expect(wilson(n, of).low).toBeCloseTo(low, 4)
    expect(wilson(n, of).high).toBeCloseTo(high, 4)
  })

  test('its ends solve its equation, and hold the share', () => {
    const proportion = fc.tuple(fc.nat(5_000), fc.nat(5_000)).map(([a, b]) => ({ n: a, of: a + b + 1 }))
    fc.assert(
      fc.property(proportion, ({ n, of }) => {
        const { low, high } = wilson(n, of, 1.96)
        expect(low).toBeLessThanOrEqual(n / of)
        expect(high).toBeGreaterThanOrEqual(n / of)
        expect(excess(low, { n, of })).toBeCloseTo(0, 9)
        expect(excess(high, { n, of })).toBeCloseTo(0, 9)
      }),
    )
  })
})

describe('Newcombe', () => {
  test.each([
    // The table II of his paper, method 10.
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [10, 10, 0, 20, 0.6791, 1],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [5, 56, 0, 29, -0.0381, 0.1926],
    // The report card's.
    [224, 3_500, 18, 389, -0.0091, 0.0366],
    [421, 2_188, 35, 243, -0.0038, 0.0906],
    [1_712, 7_870, 148, 874, 0.0204, 0.0734],
  ])('%i of %i beside %i of %i', (n, of, m, off, low, high) => {
    const found = newcombe({ n, of }, { n: m, of: off })
    expect(found.difference).toBeCloseTo(n / of - m / off, 12)
    expect(found.low).toBeCloseTo(low, 4)
    expect(found.high).toBeCloseTo(high, 4)
  })

  test('turned round it is the same, it holds the difference, and is never past what there can be', () => {
    const proportion = fc.tuple(fc.nat(500), fc.nat(500)).map(([a, b]) => ({ n: a, of: a + b }))
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const [there, back] = [newcombe(a, b), newcombe(b, a)]
        expect(there.low).toBeCloseTo(-back.high, 12)
        expect(there.low).toBeLessThanOrEqual(there.difference)
        expect(there.high).toBeGreaterThanOrEqual(there.difference)
        expect(Math.max(-there.low, there.high)).toBeLessThanOrEqual(1 + 1e-12)
      }),
    )
  })
})
