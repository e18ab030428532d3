import { type Api, GrammyError, HttpError } from 'grammy'
import { SECOND } from '../clock.js'
import type { Transport } from '../delivery/engine.js'
import type { SendResult } from '../delivery/outcome.js'
import type { Outgoing } from '../offers/render.js'

const SEND_MS = 30 * SECOND
const PROBE_MS = 10 * SECOND

type Send = (payload: Record<string, unknown>, signal: AbortSignal) => Promise<{ message_id: number }>
// The renderer vouches for the payload; the names of the methods are still checked against grammY's.
type Sends = {
  [Method in Outgoing['method']]: { bivariant(...args: Parameters<Send>): ReturnType<Send> }['bivariant']
}
