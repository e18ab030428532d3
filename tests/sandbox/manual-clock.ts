import type { Clock } from '../../src/clock.js'
import type { Sleep } from '../../src/sandbox/emulator/updates.js'

/** A clock that stands until it is told to go on, and waits that follow it. */
export type ManualClock = Clock & { sleep: Sleep; advance(ms: number): Promise<void> }

/** Makes a clock that starts on 2026-11-23, 12:00 UTC. */
export function createManualClock(): ManualClock {
  const start = Date.UTC(2026, 10, 23, 12)
  let passed = 0
  const waiting = new Set<{ until: number; wake: () => void }>()
  return {
    now: () => start + Math.floor(passed),
    monotonic: () => passed,
    sleep: (ms, signal) =>
      new Promise(resolve => {
        const wake = () => {
          waiting.delete(entry)
          resolve()
        }
        const entry = { until: passed + ms, wake }
        if (signal?.aborted === true) return resolve()
        waiting.add(entry)
        signal?.addEventListener('abort', wake, { once: true })
      }),
    async advance(ms) {
      passed += ms
      for (const entry of [...waiting]) if (entry.until <= passed) entry.wake()
      await new Promise(resolve => setImmediate(resolve))
    },
  }
}
