import type { ServerResponse } from 'node:http'
import { answer } from './answer.js'

/** Whether the product can do its work, and plain facts beside it. Nothing secret: anybody may ask. */
export type Health = { readonly ok: boolean; readonly [fact: string]: string | number | boolean | null }

/** A rest this short, in ms, is the everyday give and take with Telegram. */
const SHORT_REST_MS = 5_000

/** What may make broadcasts wait. */
export type Waits = {
  /** What was sent can be written down. */
  writes: boolean
  outage: 'closed' | 'careful' | 'open' | 'unheard'
  /** Whether what people do reaches us. */
  heard: boolean
  /** The rest that Telegram asked for, ms; null when there is none. */
  restFor: number | null
  /** A broadcast whose time has come waits until its links open. */
  links: boolean
}

/** Why broadcasts wait although nobody asked for it; null when they do not. */
export function waitsFor({ writes, outage, heard, restFor, links }: Waits): string | null {
  if (!writes) return 'disk'
  if (!heard) return 'unheard'
  if (outage === 'open') return 'outage'
  if (restFor !== null && restFor > SHORT_REST_MS) return 'rest'
  return links ? 'links' : null
}

/** `GET /health`: 200 or, when something is wrong, 503, with the facts as JSON. */
export function answerHealth(health: () => Health, response: ServerResponse): void {
  const state = health()
  answer(response, state.ok ? 200 : 503, 'application/json', `${JSON.stringify(state)}\n`)
}
