import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FaultOptions } from '../../src/sandbox/emulator/faults.js'
import { type Bench, createBench } from './bench.js'
import { createManualClock, type ManualClock } from './manual-clock.js'

let bench: Bench
let clock: ManualClock
beforeEach(async () => {
  clock = createManualClock()
  bench = await createBench({ clock, sleep: clock.sleep })
})
afterEach(() => bench.emulator.close())

const post = (method = 'sendMessage') =>
  fetch(`${bench.emulator.apiRoot}/bot${bench.emulator.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(method === 'sendMessage' ? { chat_id: 1001, text: 'x' } : {}),
  })

/** What a sender gets to know: a status and whether the body is JSON, or that nothing came. */
async function outcome(): Promise<string> {
  const answer = await post().catch(() => null)
  if (answer === null) return 'nothing'
  const text = await answer.text()
  try {
    JSON.parse(text)
    return `${answer.status} JSON`
  } catch {
    return `${answer.status} no JSON`
  }
}

const CASES: [FaultOptions, string, number][] = [
  [{ kind: 'limit', retryAfter: 9 }, '429 JSON', 0],
  [{ kind: 'error' }, '500 JSON', 0],
  [{ kind: 'error', code: 503, when: 'after' }, '503 JSON', 1],
  [{ kind: 'html' }, '502 no JSON', 0],
  [{ kind: 'html', when: 'after' }, '502 no JSON', 1],
  [{ kind: 'cut' }, 'nothing', 0],
  [{ kind: 'cut', when: 'after' }, 'nothing', 1],
  [{ kind: 'truncated' }, '200 no JSON', 1],
  [{ kind: 'truncated', when: 'before' }, '200 no JSON', 0],
]

describe('faults', () => {
  test.each(CASES)('%o looks like %s, with %i recorded', async (fault, seen, recorded) => {
    const active = bench.emulator.fault(fault)
    expect(await outcome()).toBe(seen)
    expect(bench.emulator.accepted()).toHaveLength(recorded)
    expect(active.hits()).toBe(1)
    active.clear()
    expect(await outcome()).toBe('200 JSON')
  })

  test.each([
    ['before', 0],
    ['after', 1],
  ] as const)('a hang %s the call lasts until it is cleared', async (when, recorded) => {
    const fault = bench.emulator.fault({ kind: 'hang', when, times: 1 })
    const hung = outcome()
    await bench.emulator.waitFor(() => bench.emulator.counts().unanswered === 1)
    expect(await outcome()).toBe('200 JSON')
    fault.clear()
    expect(await hung).toBe('nothing')
    expect(bench.emulator.accepted()).toHaveLength(recorded + 1)
  })

  test('strike by method, by beginning of a method, by chat, by number and by time', async () => {
    const { emulator } = bench
    emulator.fault({ kind: 'error', methods: ['send*'], times: 2 })
    expect((await post('getMe')).status).toBe(200)
    expect([await outcome(), await outcome(), await outcome()]).toEqual(['500 JSON', '500 JSON', '200 JSON'])
    emulator.fault({ kind: 'error', chats: [7] })
    expect(await outcome()).toBe('200 JSON')
    emulator.clearFaults()
    emulator.fault({ kind: 'error', methods: ['sendMessage'], forMs: 1_000 })
    expect(await outcome()).toBe('500 JSON')
    await clock.advance(1_000)
    expect(await outcome()).toBe('200 JSON')
  })

  test('a probability is kept, the same for the same seed', async () => {
    const run = async () => {
      const other = await createBench({ seed: 7 })
      other.emulator.fault({ kind: 'error', probability: 0.3, methods: ['sendMessage'] })
      const statuses: number[] = []
      for (let i = 0; i < 200; i += 1) {
        statuses.push((await other.call('sendMessage', { chat_id: 1001, text: 'x' })).status)
      }
      await other.emulator.close()
      return statuses
    }
    const [one, two] = [await run(), await run()]
    expect(one).toEqual(two)
    const failed = one.filter(status => status === 500).length
    expect(failed).toBeGreaterThan(40)
    expect(failed).toBeLessThan(80)
  })

  test('latency is waited half before and half after the call', async () => {
    bench.emulator.setLatency({ min: 100, max: 100 })
    const sent = outcome()
    // Real time passes here only until the request is in: the emulated clock stands.
    while (bench.emulator.accepted().length === 0) await clock.advance(50)
    expect(bench.emulator.counts().calls).toBe(0)
    await clock.advance(50)
    expect(await sent).toBe('200 JSON')
  })
})
