import type { ServerResponse } from 'node:http'
import { answer } from './answer.js'

/** Whether the product can do its work, and plain facts beside it. Nothing secret: anybody may ask. */
export type Health = { readonly ok: boolean; readonly [fact: string]: string | number | boolean | null }

/** `GET /health`: 200 or, when something is wrong, 503, with the facts as JSON. */
export function answerHealth(health: () => Health, response: ServerResponse): void {
  const state = health()
  answer(response, state.ok ? 200 : 503, 'application/json', `${JSON.stringify(state)}\n`)
}
