import { MINUTE, SECOND } from '../../src/clock.js'
import { type HarmLimits, isAlarming, MOVED_LIMITS, USUAL_LIMITS } from '../../src/delivery/careful/alarm.js'
import { WAITS, wavesOf } from '../../src/delivery/careful.js'

/**
 * How people take a message, in people of 1,000: `blocks` and `stops` after it, `gone` had blocked the bot before. `halts`:
 * what must become of it; null: either will do.
 */
export type Crowd = {
  name: string
  blocks: number
  stops: number
  gone: number
  limits: HarmLimits
  halts: boolean | null
}

/** Those that must be told from one another, and those that stand at the limit. */
export const CROWDS: readonly Crowd[] = [
  { name: 'healthy', blocks: 1, stops: 3, gone: 0.5, limits: USUAL_LIMITS, halts: false },
  { name: 'healthy, restless', blocks: 3, stops: 5, gone: 1, limits: USUAL_LIMITS, halts: false },
  { name: 'tired: half the limit', blocks: 6, stops: 10, gone: 1.5, limits: USUAL_LIMITS, halts: false },
  { name: 'at the limit', blocks: 13, stops: 20, gone: 2, limits: USUAL_LIMITS, halts: null },
  { name: 'cold: many block', blocks: 30, stops: 10, gone: 10, limits: USUAL_LIMITS, halts: true },
  { name: 'cold: many stop', blocks: 10, stops: 60, gone: 2, limits: USUAL_LIMITS, halts: true },
  { name: 'hostile', blocks: 100, stops: 80, gone: 50, limits: USUAL_LIMITS, halts: true },
  { name: 'moved in, checked', blocks: 15, stops: 12, gone: 10, limits: MOVED_LIMITS, halts: false },
  { name: 'moved in, cold', blocks: 60, stops: 40, gone: 60, limits: MOVED_LIMITS, halts: true },
  { name: 'moved in, hostile', blocks: 200, stops: 120, gone: 110, limits: MOVED_LIMITS, halts: true },
]

/** Half of those who leave do so within a quarter of an hour. */
const MEAN_MS = 20 * MINUTE
const STEP_MS = 5 * SECOND
const PER_STEP = 25 * 5

/** What became of one: after how many people it halted; null: it ran through. */
export type Ran = { halted: number | null }

/** A generator of numbers from 0 to 1 (mulberry32), the same for the same seed everywhere. */
export function numbers(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Sends to so many people of a crowd, wave by wave, and looks every 5 s, as the product does. */
export function runThrough(crowd: Crowd, people: number, seed: number, careful: boolean): Ran {
  const random = numbers(seed)
  const waves = careful ? wavesOf(people) : [people]
  const coming: { at: number; kind: 'blocks' | 'stops' }[] = []
  const harm = { people: 0, blocks: 0, stops: 0 }
  let now = 0
  const send = (n: number) => {
    harm.people += n
    for (let i = 0; i < n; i++) {
      if (random() * 1_000 < crowd.gone) {
        harm.blocks++
        continue
      }
      const mind = random() * 1_000
      const at = now - Math.log(1 - random()) * MEAN_MS
      if (mind < crowd.blocks) coming.push({ at, kind: 'blocks' })
      else if (mind < crowd.blocks + crowd.stops) coming.push({ at, kind: 'stops' })
    }
  }
  const pass = () => {
    now += STEP_MS
    for (let i = coming.length - 1; i >= 0; i--) {
      const one = coming[i]
      if (one === undefined || one.at > now) continue
      harm[one.kind]++
      coming.splice(i, 1)
    }
    return isAlarming(harm, crowd.limits, careful)
  }
  for (const [i, size] of waves.entries()) {
    for (let left = size; left > 0; left -= PER_STEP) {
      send(Math.min(left, PER_STEP))
      if (pass()) return { halted: harm.people }
    }
    const next = now + (WAITS[i] ?? 0)
    while (now < next && harm.people < people) if (pass()) return { halted: harm.people }
  }
  return { halted: null }
}

/** How often it halted, in so many seeds, and how many people had it then: in the middle, and at worst. */
export function tryOut(
  crowd: Crowd,
  { people, seeds, careful = true }: { people: number; seeds: number; careful?: boolean },
): { halted: number; middle: number | null; worst: number | null } {
  const after: number[] = []
  for (let seed = 1; seed <= seeds; seed++) {
    const { halted } = runThrough(crowd, people, seed * 7_919 + people, careful)
    if (halted !== null) after.push(halted)
  }
  after.sort((a, b) => a - b)
  return { halted: after.length, middle: after[after.length >> 1] ?? null, worst: after.at(-1) ?? null }
}
