import { describe, expect, test } from 'vitest'
import {
  exceeds,
  isAlarming,
  limitsFor,
  lowerEdge,
  packHarm,
  raisedLimits,
  readHarm,
  USUAL_LIMITS,
} from '../../src/delivery/alarm.js'
import { CROWDS, tryOut } from '../prove/reactions.js'

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

  test('one that does not start carefully is judged after its first 300 people', () => {
    const harm = { people: 299, blocks: 30, stops: 0 }
    expect(isAlarming(harm, USUAL_LIMITS, false)).toBe(false)
    expect(isAlarming(harm, USUAL_LIMITS, true)).toBe(true)
    expect(isAlarming({ ...harm, people: 300 }, USUAL_LIMITS, false)).toBe(true)
    expect(isAlarming({ people: 300, blocks: 0, stops: 30 }, USUAL_LIMITS, false)).toBe(true)
  })

  test('limits are weighed by how many were moved in', () => {
    expect([0, 500, 1_000].map(limitsFor)).toEqual([
      { blocks: 15, stops: 20 },
      { blocks: 38, stops: 30 },
      { blocks: 60, stops: 40 },
    ])
  })

  test('going on halts again at twice what was found, for what was exceeded', () => {
    const harm = { people: 600, blocks: 24, stops: 6 }
    expect(raisedLimits(USUAL_LIMITS, harm)).toEqual({ blocks: 80, stops: 20 })
    expect(isAlarming(harm, raisedLimits(USUAL_LIMITS, harm), true)).toBe(false)
    expect(readHarm(packHarm(harm))).toEqual(harm)
    for (const bad of [null, '', '7', '{}', '403 Forbidden']) expect(readHarm(bad).people).toBe(0)
  })
})

// The long form is `npm run prove:careful`.
describe('over simulated crowds', () => {
  test.each(CROWDS.filter(({ halts }) => halts !== null))('$name', crowd => {
    const seeds = 40
    const { halted } = tryOut(crowd, { people: 8_000, seeds })
    if (crowd.halts) expect(halted).toBeGreaterThanOrEqual(0.9 * seeds)
    else expect(halted).toBe(0)
  })
})
