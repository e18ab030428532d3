import { STOP_REASONS, type StopReason } from '../../audience/subscription/reason.js'
import { codec, letter, natural } from '../../callback-data.js'

/**
 * What the small bell under an offer, and the keyboard it opens, may be asked to do. `usual` takes back `less`, `undo`
 * whatever else; `why` only says what the reasons below it are for.
 */
export type QuietAction = 'ask' | 'stop' | 'pause' | 'less' | 'back' | 'undo' | 'usual' | 'why' | StopReason

/** Whose keyboard it is: a delivery's, or a test's (which plays along and records nothing). */
export type QuietTarget = { kind: 'delivery' | 'test'; id: number }

const letters: Record<QuietAction, string> = {
  ask: 'q',
  stop: 's',
  pause: 'p',
  less: 'l',
  back: 'b',
  undo: 'u',
  usual: 'f',
  why: 'y',
  too_many: 'm',
  not_for_me: 'n',
  bought: 'g',
  other: 'o',
}
const parts = { id: natural, action: letter(letters) }
const codecs = {
  delivery: codec<{ id: number; action: QuietAction }>('o', parts),
  test: codec<{ id: number; action: QuietAction }>('t', parts),
}

/** Callback data of one of these buttons: `o:<delivery>:<letter>`, `t:<test>:<letter>`. */
export function quietData({ kind, id }: QuietTarget, action: QuietAction): string {
  return codecs[kind].data({ id, action })
}

/** Reads such callback data; null when it is something else. */
export function parseQuietData(data: string): { target: QuietTarget; action: QuietAction } | null {
  for (const kind of ['delivery', 'test'] as const) {
    const read = codecs[kind].read(data)
    if (read !== null) return { target: { kind, id: read.id }, action: read.action }
  }
  return null
}

/** True for an answer to why somebody stopped. */
export function isReason(action: QuietAction): action is StopReason {
  return STOP_REASONS.some(reason => reason === action)
}
