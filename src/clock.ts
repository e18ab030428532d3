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

/** Waits for `work`, but for `limit` ms at most; it goes on all the same. @throws Error when it took longer */
export async function withLimit(work: Promise<void>, limit: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end within ${limit} ms`)), limit)
    timer.unref()
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Gives everybody else a turn, now and then, during long work. */
export type Pauses = { take(): Promise<void> | undefined }

/**
 * Long work in pieces: `await pauses.take()` between two steps lets the loop go on once the work has held it for `most`
 * ms, and is nothing before that.
 */
export function createPauses(most = 4): Pauses {
  let since = performance.now()
  return {
    take() {
      if (performance.now() - since < most) return undefined
      return new Promise(resolve =>
        setImmediate(() => {
          since = performance.now()
          resolve()
        }),
      )
    },
  }
}
