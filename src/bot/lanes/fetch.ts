import { subscribe } from 'node:diagnostics_channel'
import type { Readable } from 'node:stream'
import { type Clock, SECOND, sleep } from '../../clock.js'
import type { Log } from '../../log.js'
import { isRefusal, isResult, refusal, retryAfter, UNCHANGED } from './api-answer.js'
import { createConnections } from './connections.js'
import { type Crowding, createCrowding } from './crowding.js'
import { createShown, type Shown } from './shown.js'
import { createSkewWarning } from './skew.js'

const TIMEOUT_MS = 30 * SECOND
const LONG_POLL_MS = 15 * SECOND
/** A file of 50 MB takes so long where a line carries 1.5 Mbit/s. */
const UPLOAD_MS = 270 * SECOND
const CONNECTIONS = 256
const SHORT_WAIT_S = 5
const REPEATS = 2
const PATIENCE_MS = 10 * SECOND
/** The code of a request that waited in vain for its turn: nothing of it left. */
export const NO_TURN = 'no_turn'

/** What answering people needs of the pace that the whole token shares. */
export type ReplyPace = {
  /** Waits for a token of the reply lane, 10 s at most. @throws when none came */
  reply(to: { chat: number | null; team: boolean }): Promise<void>
  /** So many messages more than one left: an album counts as many as it holds. */
  owe(messages: number): void
  /** Telegram wants `seconds` of rest from the whole token. */
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
  /** Whose limit a 429 is; both lanes share one. */
  crowding?: Crowding
  /** What our messages say; both lanes share one. */
  shown?: Shown
  /** True for the chats of those who work here, and the staff chat: they are answered before anybody else. */
  isTeam?: (chat: number) => boolean
  log: Log
  clock: Clock
  /** Sockets at most; more requests than that wait for one. */
  connections?: number
  /** ms that one request may take (30 s); a long poll may take 15 s more, a file 270 s. */
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
  const crowding = deps.crowding ?? createCrowding(clock)
  const shown = deps.shown ?? createShown()
  const isTeam = deps.isTeam ?? (() => false)
  const timeout = deps.timeout ?? TIMEOUT_MS
  const wait = deps.wait ?? sleep
  const connections = createConnections(clock, deps.connections ?? CONNECTIONS)
  const warnOfSkew = createSkewWarning({ clock, log })

  async function once(url: string, init: Init, longPoll = false): Promise<unknown> {
    const agent = connections.current()
    const ends: Signal[] = init.signal == null ? [] : [init.signal]
    // A long poll from before a sleep waits for nothing; to ask again does no harm.
    if (longPoll) ends.push(connections.awake())
    const body = typeof init.body === 'string' ? Buffer.from(init.body) : init.body
    const controller = new AbortController()
    const slash = url.indexOf('/', url.indexOf('//') + 2)
    let failed = ''
    const fail = (code: string) => {
      failed ||= code
      controller.abort()
    }
    const cancel = () => fail('aborted')
    const longer = longPoll ? LONG_POLL_MS : typeof init.body === 'string' ? 0 : UPLOAD_MS
    const timer = setTimeout(() => fail('timeout'), timeout + longer)
    for (const end of ends) end.addEventListener('abort', cancel)
    if (ends.some(end => end.aborted)) cancel()
    // undici keeps a request waiting for a connection even when it is aborted (it will not send it, though).
    const aborted = new Promise<never>((_, reject) => {
      controller.signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true })
      if (controller.signal.aborted) reject(new Error('aborted'))
    })
    try {
      const answered = agent
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

  /** Sends one request and takes down what it shows: of chats that take messages, and of what stands in them. */
  async function noted(url: string, method: string, init: Init): Promise<unknown> {
    const { body } = init
    const chat = chatOf(body)
    const left = crowding.leave()
    // Until Telegram takes an edit, nobody knows what stands there.
    shown.left(method, typeof body === 'string' ? body : null)
    const answer = await once(url, init)
    if (!isResult(answer)) return answer
    if (takesTurn(method) && chat !== null) crowding.taken(chat, left)
    // What the other lane sends is edited there too.
    if (pace !== null && typeof body === 'string') shown.took(method, body, answer)
    return answer
  }

  async function paced(url: string, method: string, init: Init, lane: ReplyPace): Promise<unknown> {
    const started = clock.monotonic()
    const chat = chatOf(init.body)
    // What names no chat is a file for somebody of the team.
    const to = { chat, team: chat === null || isTeam(chat) }
    for (let attempt = 0; ; attempt++) {
      if (takesTurn(method)) {
        if (typeof init.body === 'string' && shown.same(method, init.body)) return UNCHANGED
        const rest = chat === null || attempt > 0 ? 0 : crowding.rest(chat)
        if (rest > SHORT_WAIT_S * SECOND) return refusal(rest)
        if (rest > 0) await wait(rest)
        await lane.reply(to).catch(() => {
          throw networkError('before', NO_TURN)
        })
        const further = messagesOf(method, init.body) - 1
        if (further > 0) lane.owe(further)
      }
      const answer = await noted(url, method, init)
      const seconds = retryAfter(answer)
      if (seconds === null) return answer
      log.warn({ method, seconds }, 'telegram asks for a rest')
      // One chat that is refused must not slow the bot for everybody else.
      if (takesTurn(method) && crowding.refused(chat ?? 0, seconds)) lane.limited('reply', seconds)
      const late = clock.monotonic() - started + seconds * SECOND > PATIENCE_MS
      // A stream can be read only once.
      if (seconds > SHORT_WAIT_S || attempt === REPEATS || late || typeof init.body !== 'string') return answer
      await wait(seconds * SECOND)
    }
  }

  async function fetch(url: string, init: Init): Promise<Answer> {
    const method = url.slice(url.lastIndexOf('/') + 1)
    const longPoll = method === 'getUpdates'
    const answer = longPoll
      ? await once(url, init, longPoll)
      : pace === null
        ? await noted(url, method, init)
        : await paced(url, method, init, pace)
    return { ok: true, status: 200, json: async () => answer }
  }

  return Object.assign(fetch, { close: () => connections.close() })
}

/** True for what counts against Telegram's limits. */
function takesTurn(method: string): boolean {
  return /^(send|copy|forward|edit)/.test(method) && method !== 'sendChatAction'
}

/** How many messages a request makes. */
function messagesOf(method: string, body: string | Readable): number {
  if (method !== 'sendMediaGroup' || typeof body !== 'string') return 1
  return body.match(/"media":"/g)?.length ?? 1
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
