import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPace, type LaneState } from '../../src/delivery/pace.js'

function manual(start = 0) {
  let now = start
  const pass = (ms: number) => {
    now += ms
  }
  return { now: () => 1_000_000 + now, monotonic: () => now, pass }
}

describe('pace', () => {
  test('over a minute of ticks it gives the rate, not more, not less', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.array(fc.integer({ min: 1, max: 45 }), { minLength: 5, maxLength: 40 }),
        (rate, ticks) => {
          const clock = manual()
          const pace = createPace({ rate, clock })
          let taken = 0
          for (let i = 0; clock.monotonic() < 60_000; i++) {
            const n = pace.available()
            pace.spend(n)
            taken += n
            clock.pass(ticks[i % ticks.length] ?? 1)
          }
          expect(taken).toBeGreaterThanOrEqual(rate * 60 * 0.99 - 2)
          expect(taken).toBeLessThanOrEqual(rate * 60 * 1.01 + rate * 0.06 + 2)
        },
      ),
    )
  })

  test('no second ever holds more than the rate and 50 ms of it', () => {
    const clock = manual()
    const pace = createPace({ rate: 29, clock })
    const times: number[] = []
    while (clock.monotonic() < 10_000) {
      const n = pace.available()
      pace.spend(n)
      for (let i = 0; i < n; i++) times.push(clock.monotonic())
      clock.pass(clock.monotonic() === 3_000 ? 2_000 : 5)
    }
    for (const time of times) expect(times.filter(t => t >= time && t < time + 1_000).length).toBeLessThanOrEqual(31)
  })

  test('a reply goes before the broadcast, which then gets nothing until its token is there', async () => {
    const clock = manual()
    const pace = createPace({ rate: 10, clock })
    pace.spend(pace.available())
    expect(pace.available()).toBe(0)
    clock.pass(100)
    await pace.reply()
    expect(pace.available()).toBe(0)
    clock.pass(100)
    expect(pace.available()).toBe(1)
  })

  test('a 429 rests the broadcast lane for its length, lowers the rate once, and the rate comes back', () => {
    const clock = manual()
    const kept: LaneState[] = []
    const pace = createPace({ rate: 100, clock, changed: state => kept.push(state) })
    pace.limited('broadcast', 30)
    pace.limited('broadcast', 30)
    expect(pace.rate()).toBeCloseTo(70)
    expect(pace.rest()).toEqual({ until: 1_030_000, for: 30_000 })
    expect(kept.at(-1)).toEqual({ rate: pace.rate(), pausedUntil: 1_030_000, pausedFor: 30_000 })
    clock.pass(29_000)
    expect(pace.available()).toBe(0)
    clock.pass(1_001)
    expect(pace.available()).toBeGreaterThan(0)
    expect(pace.rest()).toBeNull()
    clock.pass(10_000)
    expect(pace.rate()).toBeCloseTo(71)
    clock.pass(290_000)
    expect(pace.rate()).toBe(100)
  })

  test('while the broadcast lane rests replies go on; a reply answered 429 rests them too', async () => {
    const clock = manual()
    const pace = createPace({ rate: 100, clock })
    pace.limited('broadcast', 30)
    await pace.reply()
    clock.pass(1_000)
    await pace.reply()
    pace.limited('reply', 5)
    let answered = false
    const late = pace.reply().then(() => (answered = true))
    clock.pass(4_000)
    await Promise.resolve()
    expect(answered).toBe(false)
    clock.pass(1_000)
    const next = pace.reply()
    await late
    expect(answered).toBe(true)
    clock.pass(1_000)
    await next
  })

  test('a restart neither bursts nor forgets the rest, and a wall clock that jumped cannot lengthen it', () => {
    const clock = manual()
    const stored = { rate: 20, pausedUntil: 1_000_000 + 50_000, pausedFor: 60_000 }
    const pace = createPace({ rate: 29, clock, stored })
    expect(pace.available()).toBe(0)
    expect(pace.rate()).toBe(20)
    clock.pass(50_001)
    expect(pace.available()).toBeGreaterThan(0)
    const jumped = createPace({ rate: 29, clock: manual(), stored: { ...stored, pausedUntil: 9_000_000 } })
    expect(jumped.wait()).toBe(60_000)
  })
})
