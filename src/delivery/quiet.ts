import { STOP_REASONS, type StopReason } from '../audience/reason.js'

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
const form = /^([ot]):([0-9a-z]{1,11}):([a-z])$/

/** Callback data of one of these buttons: `o:<delivery>:<letter>`, ids in base 36. */
export function quietData(target: QuietTarget, action: QuietAction): string {
  return `${target.kind === 'delivery' ? 'o' : 't'}:${target.id.toString(36)}:${letters[action]}`
}

/** Reads such callback data; null when it is something else. */
export function parseQuietData(data: string): { target: QuietTarget; action: QuietAction } | null {
  const match = form.exec(data)
  if (match === null) return null
  const [, kind, id = '', letter] = match
  const action = (Object.keys(letters) as QuietAction[]).find(name => letters[name] === letter)
  if (action === undefined) return null
  return { target: { kind: kind === 'o' ? 'delivery' : 'test', id: Number.parseInt(id, 36) }, action }
}

/** True for an answer to why somebody stopped. */
export function isReason(action: QuietAction): action is StopReason {
  return STOP_REASONS.some(reason => reason === action)
}
