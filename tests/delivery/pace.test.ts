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

  test('what left at once as an album is paid for before anything else leaves; replies go on', async () => {
    const clock = manual()
    const pace = createPace({ rate: 10, clock })
    let messages = 0
    let replies = 0
    for (; clock.monotonic() < 20_000; clock.pass(10)) {
      const n = pace.available()
      pace.spend(n)
      pace.owe(n * 9)
      messages += n * 10
      if (clock.monotonic() % 1_000 === 0) void pace.reply().then(() => replies++)
      await Promise.resolve()
    }
    expect(messages).toBeLessThanOrEqual(20 * 10 - replies + 20)
    expect(messages).toBeGreaterThanOrEqual(20 * 10 - replies - 20)
    expect(replies).toBeGreaterThanOrEqual(19)
    // Whoever rests has paid by resting.
    clock.pass(2_000)
    expect(pace.available()).toBeGreaterThan(0)
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

  /** Ten seconds in which everybody wants a reply at every moment, and the loop that sends looks every `tick` ms. */
  function rush(options: {
    rate: number
    tick: number
    chats: readonly number[]
    team?: readonly number[]
    wants?: boolean
  }) {
    const clock = manual()
    const pace = createPace({ rate: options.rate, clock })
    const got = new Map<number, number>()
    let broadcast = 0
    const ask = (chat: number, team: boolean): void => {
      void pace.reply({ chat, team }).then(
        () => {
          got.set(chat, (got.get(chat) ?? 0) + 1)
        },
        () => {},
      )
    }
    const end = 20_000
    const run = async () => {
      for (const chat of options.chats) for (let i = 0; i < 60; i++) ask(chat, false)
      while (clock.monotonic() < end) {
        if (clock.monotonic() % 1_000 < options.tick) {
          for (const chat of options.chats) ask(chat, false)
          for (const chat of options.team ?? []) ask(chat, true)
        }
        const n = pace.available()
        if (options.wants !== false) {
          pace.spend(n)
          broadcast += n
        }
        clock.pass(options.tick)
        await Promise.resolve()
      }
    }
    return run().then(() => ({ broadcast, got, total: options.rate * (end / 1_000) }))
  }
  const forty = Array.from({ length: 40 }, (_, i) => 100 + i)

  test.each([
    ['29 a second', 29, 8],
    ['29 a second, a slow loop', 29, 40],
    ['100 a second', 100, 8],
    ['4 a second', 4, 8],
  ])('%s: however many people press, a broadcast that waits has at least half of the pace', async (_, rate, tick) => {
    const { broadcast, got, total } = await rush({ rate, tick, chats: forty, team: [1] })
    const replies = [...got.values()].reduce((sum, n) => sum + n, 0)
    expect(broadcast).toBeGreaterThanOrEqual(total / 2 - rate * 0.4)
    expect(broadcast + replies).toBeGreaterThanOrEqual(total * 0.95)
    // The team has all it asked for, and the others have like shares.
    expect(got.get(1)).toBeGreaterThanOrEqual(19)
    const shares = forty.map(chat => got.get(chat) ?? 0)
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(4)
  })

  test('one who presses without end has a small bucket; nobody else notices', async () => {
    const { broadcast, got, total } = await rush({ rate: 29, tick: 8, chats: [100] })
    expect(got.get(100)).toBeLessThanOrEqual(28)
    expect(broadcast).toBeGreaterThanOrEqual(total - 32)
  })

  test('a broadcast that has nothing to send keeps nothing back', async () => {
    const { got, total } = await rush({ rate: 29, tick: 8, chats: forty, wants: false })
    expect([...got.values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(total * 0.9)
  })

  test('the team is answered before everybody who waits already', async () => {
    const clock = manual()
    const pace = createPace({ rate: 10, clock })
    pace.spend(pace.available())
    const order: string[] = []
    const ask = (chat: number, team: boolean) => pace.reply({ chat, team }).then(() => void order.push(`${chat}`))
    const all = [ask(7, false), ask(7, false), ask(8, false), ask(1, true)]
    for (let i = 0; i < 8; i++) {
      clock.pass(100)
      pace.spend(pace.available())
      await Promise.resolve()
    }
    await Promise.all(all)
    expect(order).toEqual(['1', '7', '8', '7'])
  })
})
