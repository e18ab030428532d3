import { afterEach, describe, expect, test } from 'vitest'
import { createBuckets, TELEGRAM_LIMITS } from '../../src/sandbox/emulator/bucket.js'
import { type Bench, createBench } from './bench.js'
import { createManualClock } from './manual-clock.js'

const people = (count: number) => Array.from({ length: count }, (_none, i) => i + 1)

describe('buckets', () => {
  test('30 at once, then 30 a second, over any number of chats', () => {
    const buckets = createBuckets({ ...TELEGRAM_LIMITS, chat: null })
    for (const chat of people(30)) expect(buckets.take('message', chat, 0)).toBe(0)
    for (let i = 1; i <= 300; i += 1) expect(buckets.take('message', i, (i * 1_000) / 30)).toBe(0)
  })

  test('one over starts a pause of three seconds; who waits it out is let through', () => {
    const buckets = createBuckets(TELEGRAM_LIMITS)
    for (const chat of people(30)) buckets.take('message', chat, 0)
    expect(buckets.take('message', 99, 10)).toBe(3)
    expect(buckets.take('message', 98, 800)).toBe(3)
    expect(buckets.take('message', 97, 3_010)).toBe(0)
  })

  test('who keeps sending waits longer and longer, to a minute at most', () => {
    const buckets = createBuckets(TELEGRAM_LIMITS)
    for (const chat of people(30)) buckets.take('message', chat, 0)
    const waits = people(20).map(i => buckets.take('message', 100 + i, i * 250 - 240))
    // Four calls in the first second are forgiven; the other sixteen cost a second each.
    expect([waits[0], waits[3], waits.at(-1)]).toEqual([3, 3, 15])
    for (let i = 0; i < 500; i += 1) buckets.take('message', 500 + i, 5_000 + i)
    expect(buckets.take('message', 5, 5_500)).toBe(60)
  })

  test('a chat takes a burst of five, then one a second; edits count for the bot only', () => {
    const buckets = createBuckets(TELEGRAM_LIMITS)
    for (let i = 0; i < 5; i += 1) expect(buckets.take('message', 1, 0)).toBe(0)
    expect(buckets.take('message', 1, 0)).toBe(1)
    expect(buckets.take('message', 2, 0)).toBe(0)
    expect(buckets.take('edit', 1, 0)).toBe(0)
    for (let second = 2; second < 20; second += 1) expect(buckets.take('message', 1, second * 1_000)).toBe(0)
  })

  test('without limits everything is let through', () => {
    const buckets = createBuckets(null)
    for (const chat of people(1_000)) expect(buckets.take('message', chat % 2, 0)).toBe(0)
  })
})

describe('the server', () => {
  let bench: Bench
  afterEach(() => bench.emulator.close())

  test('answers 429 with the wait in the body and the header, and counts it', async () => {
    const clock = createManualClock()
    bench = await createBench({
      limits: { bot: { perSecond: 1, burst: 2, pause: 7 }, chat: null, longest: 60 },
      clock,
      sleep: clock.sleep,
    })
    const send = () => bench.call('sendMessage', { chat_id: 1001, text: 'x' })
    expect([(await send()).status, (await send()).status]).toEqual([200, 200])
    const refused = await send()
    expect(refused).toMatchObject({
      status: 429,
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 7',
      parameters: { retry_after: 7 },
    })
    expect(refused.headers.get('retry-after')).toBe('7')
    expect((await bench.call('getMe')).ok).toBe(true)
    await clock.advance(7_000)
    expect((await send()).status).toBe(200)
    expect(bench.emulator.counts()).toMatchObject({ accepted: 3, codes: { 200: 4, 429: 1 } })
    bench.emulator.setLimits(null)
    expect((await Promise.all(people(50).map(send))).every(answer => answer.ok)).toBe(true)
  })
})
