import type { Face } from './card.js'
import { createSpeed, type Speed } from './speed.js'

/** What is remembered of a broadcast whose card is kept current. */
export type Watch = {
  readonly id: number
  readonly speed: Speed
  face: Face
  /** What the card shows, as JSON; null when that is not known. */
  painted: string | null
  /** How often it was shown by hand, so that an edit that was overtaken is noticed. */
  shows: number
  /** When it may be looked at again, monotonic ms. */
  dueAt: number
  busy: boolean
  /** Nothing of it moves; only `changed` wakes it. */
  asleep: boolean
  /** Its admin cannot be written to; only a new start tries again. */
  mute: boolean
}

/** A broadcast of which nothing was looked at yet. */
export function newWatch(id: number): Watch {
  return {
    id,
    speed: createSpeed(),
    face: 'progress',
    painted: null,
    shows: 0,
    dueAt: Number.NEGATIVE_INFINITY,
    busy: false,
    asleep: false,
    mute: false,
  }
}
