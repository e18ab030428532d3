/** Where time comes from. Rules take the time as an argument; only things that live hold a clock. */
export type Clock = {
  /** Wall clock, integer ms UTC: what people and the database see. */
  now(): number
  /** Monotonic clock, ms with fractions: paces, time limits and waits. It never jumps. */
  monotonic(): number
}

/** The machine's two clocks. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
}

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Waits `ms` milliseconds of the monotonic clock, or until `signal` aborts; never rejects. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal?.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done, { once: true })
  })
}
