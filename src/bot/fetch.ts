import { subscribe } from 'node:diagnostics_channel'
import type { Readable } from 'node:stream'
import { type Clock, SECOND, sleep } from '../clock.js'
import type { Log } from '../log.js'
import { createConnections } from './connections.js'
import { createCrowding } from './crowding.js'
import { createSkewWarning } from './skew.js'

const TIMEOUT_MS = 30 * SECOND
const LONG_POLL_MS = 15 * SECOND
const CONNECTIONS = 256
const SHORT_WAIT_S = 5
const LONGEST_REST_S = 86_400
const REPEATS = 2
const PATIENCE_MS = 10 * SECOND
/** The code of a request that waited in vain for its turn: nothing of it left. */
export const NO_TURN = 'no_turn'

/** What answering people needs of the pace that the whole token shares. */
export type ReplyPace = {
  /** Waits for a token of the reply lane, 10 s at most. @throws when none came */
  reply(): Promise<void>
  /** Telegram answered a reply with 429 and wants `seconds` of rest. */
  limited(lane: 'reply', seconds: number): void
}

/**
 * A request that got no answer to trust. `reached` tells whether it can have arrived: `before` means that nothing of
 * it had left. It holds no address, because addresses hold the bot's token.
 */
export type NetworkError = Error & { reached: 'before' | 'after'; code: string }

/** An abort signal of any make: the platform's, or the older one that grammY declares. */
export type Signal = {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** What grammY hands to `client.fetch`: JSON text, or a stream of multipart. */
type Init = { headers: Record<string, string>; body: string | Readable; signal?: Signal | null }

/** The part of a response that grammY reads. */
type Answer = { ok: boolean; status: number; json(): Promise<unknown> }

/** A `client.fetch` for grammY; `close` ends its connections. */
export type TelegramFetch = ((url: string, init: Init) => Promise<Answer>) & { close(): Promise<void> }

/** What the fetch needs. Without a pace (the engine's lane) nothing waits and nothing is repeated. */
export type FetchDeps = {
  pace: ReplyPace | null
  log: Log
  clock: Clock
  /** Sockets at most; more requests than that wait for one. */
  connections?: number
  /** ms that one request may take (30 s); a long poll may take 15 s more. */
  timeout?: number
  /** How to wait for a short 429 to pass. */
  wait?: (ms: number) => Promise<void>
}

// undici says when it hands a request's first bytes to the socket; a request is known by the identity of its body.
const sent = new WeakSet<object>()
let listening = false

function listen(): void {
  if (listening) return
  listening = true
  subscribe('undici:client:sendHeaders', message => {
    if (typeof message !== 'object' || message === null || !('request' in message)) return
    const { request } = message
    if (typeof request !== 'object' || request === null || !('body' in request)) return
    if (typeof request.body === 'object' && request.body !== null) sent.add(request.body)
  })
}

/**
 * The way to Telegram: keep-alive connections, a time limit, errors that never hold the token and always say whether
 * the request had left. With a pace, what people get as answers waits for its turn, and a 429 of up to 5 s is
 * repeated twice at most, within 10 s in all.
 */
export function createFetch(deps: FetchDeps): TelegramFetch {
  listen()
  const { pace, clock, log } = deps
  const timeout = deps.timeout ?? TIMEOUT_MS
  const wait = deps.wait ?? sleep
  const crowding = createCrowding(clock)
  const connections = createConnections(clock, deps.connections ?? CONNECTIONS)
  const warnOfSkew = createSkewWarning({ clock, log })

  async function once(url: string, init: Init, limit: number, ends: readonly Signal[]): Promise<unknown> {
    const body = typeof init.body === 'string' ? Buffer.from(init.body) : init.body
    const controller = new AbortController()
    const slash = url.indexOf('/', url.indexOf('//') + 2)
    let failed = ''
    const fail = (code: string) => {
      failed ||= code
      controller.abort()
    }
    const cancel = () => fail('aborted')
    const timer = setTimeout(() => fail('timeout'), limit)
    for (const end of ends) end.addEventListener('abort', cancel)
    if (ends.some(end => end.aborted)) cancel()
    // undici keeps a request waiting for a connection even when it is aborted (it will not send it, though).
    const aborted = new Promise<never>((_, reject) => {
      controller.signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true })
      if (controller.signal.aborted) reject(new Error('aborted'))
    })
    try {
      const answered = connections
        .current()
        .request({
          origin: url.slice(0, slash),
          path: url.slice(slash),
          method: 'POST',
          headers: { 'content-type': init.headers['content-type'] ?? 'application/json' },
          body,
          signal: controller.signal,
        })
        .then(async ({ statusCode, headers, body: answer }) => {
          warnOfSkew(typeof headers['date'] === 'string' ? headers['date'] : undefined)
          return parseAnswer(statusCode, await answer.text())
        })
      return await Promise.race([answered, aborted])
    } catch (error) {
      throw networkError(sent.has(body) ? 'after' : 'before', failed || codeOf(error))
    } finally {
      clearTimeout(timer)
      // Some outlive thousands of requests: a sleep of the machine, the end of the program.
      for (const end of ends) end.removeEventListener('abort', cancel)
    }
  }

  async function paced(url: string, method: string, init: Init, lane: ReplyPace): Promise<unknown> {
    const started = clock.monotonic()
    const chat = chatOf(init.body)
    const takesTurn = /^(send|copy|forward|edit)/.test(method) && method !== 'sendChatAction'
    for (let attempt = 0; ; attempt++) {
      if (takesTurn) {
        await lane.reply().catch(() => {
          throw networkError('before', NO_TURN)
        })
      }
      const answer = await once(url, init, timeout, endsOf(init, false))
      const seconds = retryAfter(answer)
      if (seconds === null) {
        if (takesTurn && chat !== null) crowding.note(chat)
        return answer
      }
      log.warn({ method, seconds }, 'telegram asks for a rest')
      // One chat that gets many answers at once must not slow the bot for everybody else.
      if (chat === null || !crowding.isCrowded(chat)) lane.limited('reply', seconds)
      const late = clock.monotonic() - started + seconds * SECOND > PATIENCE_MS
      // A stream can be read only once.
      if (seconds > SHORT_WAIT_S || attempt === REPEATS || late || typeof init.body !== 'string') return answer
      await wait(seconds * SECOND)
    }
  }

  /** What ends a request before its limit. A long poll from before a sleep waits for nothing; to ask again does no harm. */
  function endsOf(init: Init, longPoll: boolean): Signal[] {
    if (longPoll) connections.current()
    const asked = init.signal == null ? [] : [init.signal]
    return longPoll ? [...asked, connections.awake()] : asked
  }

  async function fetch(url: string, init: Init): Promise<Answer> {
    const method = url.slice(url.lastIndexOf('/') + 1)
    const longPoll = method === 'getUpdates'
    const limit = longPoll ? timeout + LONG_POLL_MS : timeout
    const answer =
      pace === null || longPoll
        ? await once(url, init, limit, endsOf(init, longPoll))
        : await paced(url, method, init, pace)
    return { ok: true, status: 200, json: async () => answer }
  }

  return Object.assign(fetch, { close: () => connections.close() })
}

/** The chat that a request is about; null when it names none, or is a stream. */
function chatOf(body: string | Readable): number | null {
  const match = typeof body === 'string' ? /"chat_id":(-?\d{1,16})[,}]/.exec(body) : null
  return match === null ? null : Number(match[1])
}

/**
 * What a Bot API server says: a result, or a refusal with its code and words. Whatever else comes (a proxy's page, half
 * of the JSON, a refusal without a code) proves nothing, neither that it was done nor that it was not.
 */
function parseAnswer(status: number, text: string): unknown {
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    answer = null
  }
  if (isResult(answer)) return answer
  if (isRefusal(answer)) {
    const rest = retryAfter(answer)
    return rest === null ? answer : { ...answer, parameters: { retry_after: rest } }
  }
  throw networkError('after', `http_${status}`)
}

function isResult(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true && 'result' in answer
}

function isRefusal(answer: unknown): answer is object {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer) || answer.ok !== false) return false
  const code = 'error_code' in answer ? answer.error_code : null
  const hasCode = typeof code === 'number' && Number.isInteger(code) && code >= 400 && code < 600
  return hasCode && 'description' in answer && typeof answer.description === 'string'
}

/** Seconds that a 429 asks for, a day at most, 1 where it says nothing sensible; null for any other answer. */
function retryAfter(answer: unknown): number | null {
  if (typeof answer !== 'object' || answer === null) return null
  if (!('error_code' in answer) || answer.error_code !== 429) return null
  if (!('parameters' in answer) || typeof answer.parameters !== 'object' || answer.parameters === null) return 1
  const seconds = 'retry_after' in answer.parameters ? answer.parameters.retry_after : null
  return typeof seconds === 'number' && seconds > 0 ? Math.min(seconds, LONGEST_REST_S) : 1
}

function networkError(reached: 'before' | 'after', code: string): NetworkError {
  return Object.assign(new Error('network'), { reached, code })
}

/** True when a handler failed only because an answer waited in vain for its turn: nothing of that answer had left. */
export function hadNoTurn(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if ('code' in error && error.code === NO_TURN) return true
  // What wraps it: grammY's error of a request, and its error of an update.
  return 'error' in error && hadNoTurn(error.error)
}

/** The short name of a failure: `ECONNREFUSED`, `UND_ERR_SOCKET` … */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return 'failed'
  return typeof error.code === 'string' && /^\w{1,64}$/.test(error.code) ? error.code : 'failed'
}
