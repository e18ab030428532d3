import { DateTime } from 'luxon'
import type { Broadcast, StateCounts } from '../../../delivery/broadcast.js'
import type { Outage } from '../../../delivery/engine.js'
import { dateTime, type Language, zoneName } from '../../../text/format.js'
import type { Standing } from './view.js'

/** Which side of the card is up: how it goes, or one of the two questions that Stop asks. */
export type Face = 'progress' | 'stop' | 'end'

/** All that the card of a broadcast shows. */
export type ProgressView = Standing & {
  broadcast: Broadcast
  face: Face
  /** Rows a second over the last ten seconds; null while unknown. */
  speed: number | null
  /** Messages a second that may leave now; time left is reckoned by it until the speed is known. */
  pace: number
  /** The rest that Telegram asked for with a 429; null when there is none. */
  rest: { until: number; for: number } | null
  outage: Outage
  /** Its time has come, and it waits until its links open. */
  waitsForLinks: boolean
  /** ms UTC. */
  at: number
}

/** Of whom it is known what became, who wait, and all of those. */
export type Sums = { done: number; toSend: number; waiting: number }

/** The rows of a broadcast, added up. */
export function sumsOf({ queued, sending, sent, failed, uncertain }: StateCounts): Sums {
  const done = sent + failed + uncertain
  const waiting = queued + sending
  return { done, waiting, toSend: done + waiting }
}

/** True when nothing of it will change by itself any more. */
export function isOver({ state }: Broadcast): boolean {
  return state === 'finished' || state === 'cancelled'
}

/** When something is, by the clock of the broadcast. */
export function moment(at: number, view: ProgressView, language: Language): string {
  const { zone } = view.broadcast
  return `${dateTime(at, zone, language, view.at)} ${zoneName(zone, language)}`
}

/** "18:41:30". */
export function clockTime(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toFormat('HH:mm:ss')
}
