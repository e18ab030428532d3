import { describe, expect, test } from 'vitest'
import { probit, Z95 } from '../../src/statistics/normal.js'
import { peopleNeeded, powerOf, visibleEffect } from '../../src/statistics/power.js'

/**
 * Wald's formula, each side by its own variance throughout: what the product's figures were planned by. Trials show that it
 * promises 8 times of 10 where a small control group finds it 7 times, so it is no more than what ours is held against.
 */
function wald(asked: { base: number; effect: number; heldShare: number }): number {
  const { base, effect, heldShare } = asked
  const share = base + effect
  const spread = (share * (1 - share)) / (1 - heldShare) + (base * (1 - base)) / heldShare
  return (spread * (Z95 + probit(0.8)) ** 2) / effect ** 2
}

describe('people needed', () => {
  test.each([
    // By Wald's, worked out elsewhere by stepping up 0.1 % at a time, so these may be so much above it.
    [0.046, 0.1, 0.1, 182_589],
    [0.046, 0.2, 0.1, 46_074],
    [0.046, 0.4, 0.1, 11_734],
    [0.01, 0.1, 0.1, 872_561],
    [0.01, 0.2, 0.1, 220_178],
    [0.01, 0.4, 0.1, 56_124],
    [0.046, 0.1, 0.2, 103_692],
    [0.046, 0.2, 0.2, 26_409],
    [0.046, 0.4, 0.2, 6_835],
    [0.046, 0.018 / 0.046, 0.1, 12_250],
  ])('%d, %d more of it, %d of them held out: %i', (base, relative, heldShare, people) => {
    const asked = { base, effect: base * relative, heldShare }
    expect(wald(asked)).toBeLessThanOrEqual(people)
    expect(wald(asked)).toBeGreaterThan(people * 0.999)
    const needed = peopleNeeded(asked)
    expect(needed / people).toBeGreaterThan(1)
    expect(needed / people).toBeLessThan(1.35)
  })

  test('fewer people show it less often, and nothing or nobody never shows', () => {
    const asked = { base: 0.046, effect: -0.01, heldShare: 0.1 }
    const needed = peopleNeeded(asked)
    expect(powerOf(-0.01, { base: 0.046, treated: needed * 0.9, held: needed * 0.1 })).toBeGreaterThanOrEqual(0.8)
    expect(powerOf(-0.01, { base: 0.046, treated: needed * 0.85, held: needed * 0.095 })).toBeLessThan(0.8)
    for (const never of [{ effect: 0 }, { base: 0, effect: 0.1 }, { effect: -0.046 }])
      expect(peopleNeeded({ ...asked, ...never })).toBe(Infinity)
  })
})

describe('the smallest effect that shows', () => {
  test('is found 8 times of 10, and by as many people as are needed for it', () => {
    const sides = { base: 0.046, treated: 9_000, held: 1_000 }
    const effect = visibleEffect(sides) ?? Number.NaN
    expect(powerOf(effect, sides)).toBeCloseTo(0.8, 3)
    expect(peopleNeeded({ base: 0.046, effect, heldShare: 0.1 })).toBeCloseTo(10_000, -2)
  })

  test('is smaller with more people, and with more of them held out', () => {
    const effects = [
      [4_000, 0.1],
      [8_744, 0.05],
      [8_744, 0.1],
      [8_744, 0.2],
      [80_000, 0.2],
    ].map(([people = 0, share = 0]) =>
      visibleEffect({ base: 0.18, treated: people * (1 - share), held: people * share }),
    )
    expect(effects).not.toContain(null)
    expect(effects.toSorted((a, b) => (b ?? 0) - (a ?? 0))).toEqual(effects)
  })

  test.each([
    // Fewer than 25 of 389 will buy.
    [0.046, 3_500, 389],
    [0.2, 3, 1],
    [0.2, 0, 100],
    [0.2, 100, 0],
    [0, 9_000, 1_000],
    [1, 1_000, 1_000],
  ])('there is none where %d of %i and %i buy', (base, treated, held) => {
    expect(visibleEffect({ base, treated, held })).toBeNull()
  })
})

test.each([
  // By Wald's: 0.35, 0.65 and 0.69; but of 389 people fewer than 25 will buy.
  [389, 0.01],
  [1_200, 0.62],
  [1_945, 0.69],
])('3,889 people of whom 6.4 beside 4.6 in 100 buy: with %i held out it shows in %d', (held, power) => {
  expect(powerOf(0.018, { base: 0.046, treated: 3_889 - held, held })).toBeCloseTo(power, 1)
})

test('it is all the same which side is the control group’s', () => {
  expect(powerOf(0.03, { base: 0.1, treated: 1_000, held: 9_000 })).toBeCloseTo(
    powerOf(-0.03, { base: 0.13, treated: 9_000, held: 1_000 }),
    12,
  )
})
