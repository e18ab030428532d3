import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBurst, createFlood, createRecent } from '../../src/tracking/recent.js'

describe('a bounded map', () => {
  test('never holds more than its limit, and always what was used last', () => {
    fc.assert(
      fc.property(fc.constantFrom(2, 4, 10, 20), fc.array(fc.integer({ min: 0, max: 40 })), (limit, keys) => {
        const recent = createRecent<number, number>(limit)
        for (const key of keys) {
          if (recent.get(key) === undefined) recent.set(key, key * 2)
          expect(recent.get(key)).toBe(key * 2)
          expect(recent.size).toBeLessThanOrEqual(limit)
        }
      }),
    )
  })

  test('keeps what is used again and again', () => {
    const recent = createRecent<string, number>(10)
    recent.set('kept', 1)
    for (let i = 0; i < 100; i++) {
      recent.set(`passing ${i}`, i)
      expect(recent.get('kept')).toBe(1)
    }
    expect(recent.get('passing 0')).toBeUndefined()
  })
})

describe('a flood', () => {
  test('begins with the 21st opening of one token and ends with the minute', () => {
    const isFlood = createFlood()
    const openings = Array.from({ length: 25 }, (_, i) => isFlood('a', 1_000 + i))
    expect(openings.filter(Boolean)).toHaveLength(5)
    expect(openings[19]).toBe(false)
    expect(isFlood('b', 1_100)).toBe(false)
    expect(isFlood('a', 60_999)).toBe(true)
    expect(isFlood('a', 61_000)).toBe(false)
  })
})

describe('a burst', () => {
  test('counts different links of one message within a second', () => {
    const count = createBurst()
    expect(count(1, 1, 0)).toBe(1)
    expect(count(1, 1, 10)).toBe(1)
    expect(count(1, 2, 20)).toBe(2)
    expect(count(2, 3, 30)).toBe(1)
    expect(count(1, 3, 999)).toBe(3)
    expect(count(1, 4, 1_000)).toBe(1)
  })
})
