import { type Clock, SECOND } from '../../clock.js'

const WINDOW_MS = 10 * SECOND
const SHORTEST_MS = 2 * SECOND

/** How fast a broadcast goes, measured over the last ten seconds. */
export type Speed = {
  /** `done` rows were through at `now` (monotonic ms). */
  add(done: number, now: number): void
  /** Rows a second; null while too little is known. */
  perSecond(): number | null
  /** It stands still; what was measured says nothing about what comes. */
  reset(): void
}

/** A sliding window over counts. Counts that go back (people wait again) begin it anew. */
export function createSpeed(): Speed {
  let samples: { done: number; at: number }[] = []
  return {
    add(done, now) {
      const last = samples.at(-1)
      if (last !== undefined && done < last.done) samples = []
      samples = [...samples.filter(sample => now - sample.at <= WINDOW_MS), { done, at: now }]
    },
    perSecond() {
      const [first, last] = [samples[0], samples.at(-1)]
      if (first === undefined || last === undefined || last.at - first.at < SHORTEST_MS) return null
      return ((last.done - first.done) * SECOND) / (last.at - first.at)
    },
    reset() {
      samples = []
    },
  }
}

/** The speeds of the broadcasts that somebody looks at. */
export type Speeds = {
  /**
   * Measures one of them, by how many of its rows are through now.
   * @param done null: it stands still
   * @returns rows a second; null while too little is known
   */
  measure(broadcastId: number, done: number | null): number | null
}

/** Creates it; nothing is known of a broadcast before it was looked at twice. */
export function createSpeeds(clock: Clock): Speeds {
  const speeds = new Map<number, Speed>()
  return {
    measure(broadcastId, done) {
      if (done === null) speeds.delete(broadcastId)
      if (done === null) return null
      const speed = speeds.get(broadcastId) ?? createSpeed()
      speeds.set(broadcastId, speed)
      speed.add(done, clock.monotonic())
      return speed.perSecond()
    },
  }
}
