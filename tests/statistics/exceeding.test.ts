import { describe, expect, test } from 'vitest'
import { exceeds } from '../../src/statistics/exceeding.js'

describe('too many of so many', () => {
  test.each([
    // Fewer than five say nothing, whatever the share.
    [4, 4, 15, false],
    [4, 20, 15, false],
    [5, 100, 15, true],
    [5, 300, 15, false],
    [8, 300, 15, false],
    [12, 300, 15, true],
    [15, 1_000, 15, false],
    [20, 1_000, 15, false],
    [28, 1_000, 15, true],
    // Exactly at the limit it is never enough, however many there are.
    [15_000, 1_000_000, 15, false],
    [16_500, 1_000_000, 15, true],
    [0, 0, 15, false],
    // Three in 100 surely exceed what lies nearer to them the more people there are.
    [6, 200, 11, true],
    [6, 200, 12, false],
    [60, 2_000, 21, true],
    [60, 2_000, 22, false],
    [600, 20_000, 26, true],
    [600, 20_000, 27, false],
    // Where no higher rate can be, nothing exceeds it.
    [1_000, 1_000, 950, false],
  ])('%i of %i, limit %i of 1,000: %s', (count, people, limit, expected) => {
    expect(exceeds(count, people, limit)).toBe(expected)
  })
})
