import { describe, expect, test } from 'vitest'
import {
  isAlarming,
  limitsFor,
  packHarm,
  raisedLimits,
  readHarm,
  USUAL_LIMITS,
} from '../../../src/delivery/careful/alarm.js'
import { CROWDS, tryOut } from '../../prove/reactions.js'

describe('too many of so many', () => {
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
