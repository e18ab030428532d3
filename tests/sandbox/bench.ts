import { Api } from 'grammy'
import { createEmulator, type Emulator, type EmulatorOptions } from '../../src/sandbox/emulator/emulator.js'
import type { Person } from '../../src/sandbox/emulator/profile.js'

/** What the Bot API answers, as far as tests look at it. */
export type Answer = {
  ok: boolean
  result?: unknown
  error_code?: number
  description?: string
  parameters?: { retry_after?: number }
}

/** An emulator with one person who has pressed Start, and ways to call it. */
export type Bench = {
  emulator: Emulator
  api: Api
  anna: Person
  /** A raw call with a JSON body. */
  call(method: string, params?: object): Promise<Answer & { status: number; headers: Headers }>
}

/** Starts one; limits are off unless asked for. */
export async function createBench(options: EmulatorOptions = {}): Promise<Bench> {
  const emulator = await createEmulator({ limits: null, ...options })
  const anna = emulator.user({ id: 1001, firstName: 'Anna', username: 'anna', language: 'en' })
  anna.start()
  return {
    emulator,
    anna,
    api: new Api(emulator.token, { apiRoot: emulator.apiRoot }),
    async call(method, params = {}) {
      const answer = await fetch(`${emulator.apiRoot}/bot${emulator.token}/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(params),
      })
      const body: Answer = await readAnswer(answer)
      return { ...body, status: answer.status, headers: answer.headers }
    },
  }
}

async function readAnswer(answer: Response): Promise<Answer> {
  const body: unknown = await answer.json()
  if (typeof body !== 'object' || body === null || !('ok' in body)) throw new Error('not an answer of the Bot API')
  return { ...body, ok: body.ok === true }
}
