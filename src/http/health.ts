import type { ServerResponse } from 'node:http'
import { answer } from './answer.js'

/** Whether the product can do its work, and plain facts beside it. Nothing secret: anybody may ask. */
export type Health = { readonly ok: boolean; readonly [fact: string]: string | number | boolean | null }

/** Pauses up to this long, in ms, are everyday: Telegram asks for them all the time. */
const SHORT_REST_MS = 5_000

/** Who knows whether work can be done. */
export type HealthParts = {
  /** What this process is called. */
  instance: string
  engine: {
    health(): { ok: boolean; outage: 'closed' | 'careful' | 'open' | 'unheard'; inFlight: number }
  }
  db: { fault(): string | null; facts(): { readonly [fact: string]: string | number } }
  /** The rest that Telegram asked for; `for` in ms. */
  pace: { rest(): { for: number } | null }
  intake: { waiting(): number }
  /** Whether what people do reaches us. */
  heard: () => boolean
  /** Whether a broadcast whose time has come waits until its links open. */
  linksWait: () => boolean
}

/** The health of the whole product, asked anew at each call. */
export function createHealth({ instance, engine, db, pace, intake, heard, linksWait }: HealthParts): () => Health {
  /** Why broadcasts wait although nobody asked for it; null when they do not. */
  function waitsFor(): string | null {
    const { ok, outage } = engine.health()
    if (!ok || db.fault() !== null) return 'disk'
    if (!heard()) return 'unheard'
    if (outage === 'open') return 'outage'
    if ((pace.rest()?.for ?? 0) > SHORT_REST_MS) return 'rest'
    return linksWait() ? 'links' : null
  }
  return () => {
    const waits = waitsFor()
    const { outage, inFlight } = engine.health()
    const facts = { outage, inFlight, receiving: heard(), updatesWaiting: intake.waiting() }
    return { instance, ok: waits === null, waits, fault: db.fault(), ...db.facts(), ...facts }
  }
}

/** `GET /health`: 200 or, when something is wrong, 503, with the facts as JSON. */
export function answerHealth(health: () => Health, response: ServerResponse): void {
  const state = health()
  answer(response, state.ok ? 200 : 503, 'application/json', `${JSON.stringify(state)}\n`)
}
