import { describe, expect, test } from 'vitest'
import { exceeds, lowerEdge } from '../../src/statistics/exceeding.js'

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
    // Where no higher rate can be, nothing exceeds it.
    [1_000, 1_000, 950, false],
  ])('%i of %i, limit %i of 1,000: %s', (count, people, limit, expected) => {
    expect(exceeds(count, people, limit)).toBe(expected)
  })

  test('the lower edge is where it would just halt, below the rate itself, and nearer to it the more people there are', () => {
    const edges = [1, 10, 100].map(times => lowerEdge(6 * times, 200 * times))
    for (const edge of edges) expect(edge).toBeLessThan(30)
    expect(edges).toEqual([...edges].sort((a, b) => a - b))
    expect(edges[2]).toBeGreaterThan(24)
    const edge = edges[1] ?? 0
    expect(exceeds(60, 2_000, edge * 0.999)).toBe(true)
    expect(exceeds(60, 2_000, edge * 1.001)).toBe(false)
    expect(lowerEdge(4, 100)).toBe(0)
  })
})
