import { describe, expect, test } from 'vitest'
import { expectedFor, peopleNeeded, powerOf, visibleEffect } from '../../src/statistics/power.js'

describe('people needed', () => {
  test.each([
    // Worked out elsewhere by stepping up 0.1 % at a time, so these may be so much above it.
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
    const needed = peopleNeeded({ base, effect: base * relative, heldShare })
    expect(needed).toBeLessThanOrEqual(people)
    expect(needed).toBeGreaterThan(people * 0.999)
  })

  test('less is as many as more where buying is as likely as not, and nothing never shows', () => {
    const at = (effect: number) => peopleNeeded({ base: 0.5, effect, heldShare: 0.1 })
    expect(at(-0.1)).toBe(at(0.1))
    expect(at(0)).toBe(Infinity)
  })
})

describe('the smallest effect that shows', () => {
  test.each([
    [8_744, 0.05, 0.18, 0.053],
    [8_744, 0.1, 0.18, 0.039],
    [8_744, 0.2, 0.18, 0.029],
    [2_000, 0.1, 0.18, 0.081],
  ])('of %i people, %d of them held out, %d of them buying', (people, share, base, effect) => {
    const held = Math.round(people * share)
    expect(visibleEffect({ base, treated: people - held, held })).toBeCloseTo(effect, 3)
  })

  test('is found 8 times of 10, and by as many people as are needed for it', () => {
    const effect = visibleEffect({ base: 0.046, treated: 9_000, held: 1_000 }) ?? Number.NaN
    expect(powerOf(effect, { base: 0.046, treated: 9_000, held: 1_000 })).toBeCloseTo(0.8, 9)
    expect(peopleNeeded({ base: 0.046, effect, heldShare: 0.1 })).toBeCloseTo(10_000, -1)
  })

  test.each([
    [0.2, 3, 1],
    [0.2, 0, 100],
    [0.2, 100, 0],
    [1, 1_000, 1_000],
  ])('there is none where %d of %i and %i buy', (base, treated, held) => {
    expect(visibleEffect({ base, treated, held })).toBeNull()
  })
})

test.each([
  [389, 0.35],
  [1_200, 0.65],
  [1_945, 0.69],
])('3,889 people of whom 6.4 beside 4.6 in 100 buy: with %i held out it shows in %d', (held, power) => {
  expect(powerOf(0.018, { base: 0.046, treated: 3_889 - held, held })).toBeCloseTo(power, 2)
})

test('as many are expected that 25 come 8 times of 10', () => {
  let atMost24 = 0
  let term = Math.exp(-expectedFor(25))
  for (let k = 0; k < 25; k++) {
    atMost24 += term
    term *= expectedFor(25) / (k + 1)
  }
  expect(1 - atMost24).toBeCloseTo(0.8, 1)
})
