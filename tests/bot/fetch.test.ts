import { defaultMaxListeners, getEventListeners, once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSocketServer, type Server, type Socket } from 'node:net'
import { inspect } from 'node:util'
import { Api, GrammyError, HttpError, InputFile } from 'grammy'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { createFetch, type FetchDeps } from '../../src/bot/lanes/fetch.js'
import { createShown } from '../../src/bot/lanes/shown.js'
import { createTransport } from '../../src/bot/sender.js'
import { systemClock } from '../../src/clock.js'
import { createLog, silentLog } from '../../src/log.js'

const TOKEN = '123456:SECRET-TOKEN-of-a-bot-0123456789'
const hello = { method: 'sendMessage', payload: { text: 'hi' } } as const

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void

/** A Bot API server that does what the test says; returns its address. */
async function serve(handler: Handler): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    handler(request, response, Buffer.concat(chunks).toString('latin1'))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${portOf(server)}`
}

function portOf(server: Server): number {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('it does not listen')
  return address.port
}

/** An address where nobody listens. */
async function nobody(): Promise<string> {
  const server = createSocketServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server)
  server.close()
  await once(server, 'close')
  return `http://127.0.0.1:${port}`
}

function api(apiRoot: string, deps: Partial<FetchDeps> = {}): Api {
  const fetch = createFetch({ pace: null, log: silentLog, clock: systemClock, ...deps })
  onTestFinished(() => fetch.close())
  return new Api(TOKEN, { apiRoot, fetch })
}

const json = (response: ServerResponse, body: object, status = 200) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
const ok = (response: ServerResponse) => json(response, { ok: true, result: { message_id: 7 } })
const limited = (response: ServerResponse, seconds: number) =>
  json(
    response,
    { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: seconds } },
    429,
  )

async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => {
      throw new Error('it did not fail')
    },
    error => error,
  )
}

/** Networks that fail, and whether the message may have arrived. */
const broken: [name: string, reached: 'before' | 'after', code: string | RegExp, root: () => Promise<string>][] = [
  ['nobody listens', 'before', 'ECONNREFUSED', nobody],
  ['no such host', 'before', /ENOTFOUND|EAI_AGAIN/, async () => 'http://telegram.invalid'],
  [
    'TLS asked of a plain server',
    'before',
    /.+/,
    async () => (await serve((_, response) => ok(response))).replace('http:', 'https:'),
  ],
  ['no answer in time', 'after', 'timeout', () => serve(() => {})],
  [
    'a proxy’s page',
    'after',
    'http_502',
    () => serve((_, response) => response.writeHead(502).end('<html>Bad Gateway</html>')),
  ],
  ['JSON that is no answer', 'after', 'http_200', () => serve((_, response) => json(response, ['ok']))],
  ...[
    { ok: false },
    { ok: false, description: 'Bad Request: chat not found' },
    { ok: false, error_code: 400 },
    { ok: false, error_code: '400', description: 'Bad Request' },
    { ok: false, error_code: 0, description: 'Bad Request' },
    { ok: false, error_code: 200, description: 'OK' },
    { ok: 'false', error_code: 400, description: 'Bad Request' },
    { ok: true },
    { ok: 1, result: { message_id: 7 } },
    { error_code: 400, description: 'Bad Request: chat not found' },
    {},
  ].map((body): [string, 'after', string, () => Promise<string>] => [
    `no proof of anything: ${JSON.stringify(body)}`,
    'after',
    'http_200',
    () => serve((_, response) => json(response, body)),
  ]),
  [
    'a page with status 200',
    'after',
    'http_200',
    () => serve((_, response) => response.writeHead(200).end('<html>All is well</html>')),
  ],
  ['null', 'after', 'http_200', () => serve((_, response) => response.writeHead(200).end('null'))],
  ['an empty answer', 'after', 'http_200', () => serve((_, response) => response.writeHead(200).end())],
  [
    'half an answer',
    'after',
    /.+/,
    () =>
      serve((_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"ok":true,')
        setImmediate(() => response.destroy())
      }),
  ],
  ['connection cut instead of an answer', 'after', /.+/, () => serve(request => request.socket.destroy())],
]

describe('failures', () => {
  test.each(broken)('%s: %s', async (_, reached, code, root) => {
    const error = await failure(api(await root(), { timeout: 150 }).sendMessage(1, 'hi'))
    expect(error).toBeInstanceOf(HttpError)
    expect(error).toMatchObject({ error: { message: 'network', reached } })
    if (error instanceof HttpError) expect(Reflect.get(Object(error.error), 'code')).toMatch(code)
    const lines: string[] = []
    createLog('debug', line => lines.push(line)).error({ error }, String(error))
    for (const text of [inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), ...lines]) {
      expect(text).not.toContain('SECRET')
    }
  })

  test('a socket that never finishes TLS was not reached', async () => {
    const sockets: Socket[] = []
    const server = createSocketServer(socket => void sockets.push(socket)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
    const root = `https://127.0.0.1:${portOf(server)}`
    expect(await failure(api(root, { timeout: 100 }).getMe())).toMatchObject({
      error: { reached: 'before', code: 'timeout' },
    })
  })

  test('a request that waits for a connection was not sent, and is not sent later', async () => {
    const seen: string[] = []
    let arrived = () => {}
    const root = await serve((_, response, body) => {
      seen.push(body)
      if (body === 'first') arrived()
      else ok(response)
    })
    const fetch = createFetch({ pace: null, log: silentLog, clock: systemClock, connections: 1 })
    onTestFinished(() => fetch.close())
    const [stopFirst, stopSecond] = [new AbortController(), new AbortController()]
    const send = (body: string, signal: AbortSignal | null) =>
      fetch(`${root}/bot${TOKEN}/sendMessage`, { headers: {}, body, signal })
    const busy = new Promise<void>(resolve => {
      arrived = resolve
    })
    const first = failure(send('first', stopFirst.signal))
    await busy
    const second = failure(send('second', stopSecond.signal))
    stopSecond.abort()
    expect(await second).toMatchObject({ reached: 'before', code: 'aborted' })
    stopFirst.abort()
    expect(await first).toMatchObject({ reached: 'after', code: 'aborted' })
    await send('third', null)
    expect(seen).toEqual(['first', 'third'])
  })

  test('what is aborted says so', async () => {
    const stop = new AbortController()
    const root = await serve(() => stop.abort())
    const fetch = createFetch({ pace: null, log: silentLog, clock: systemClock })
    onTestFinished(() => fetch.close())
    const init = { headers: {}, body: '{}', signal: stop.signal }
    expect(await failure(fetch(`${root}/bot${TOKEN}/getUpdates`, init))).toMatchObject({
      reached: 'after',
      code: 'aborted',
    })
    expect(await failure(fetch(`${root}/bot${TOKEN}/getUpdates`, init))).toMatchObject({
      reached: 'before',
      code: 'aborted',
    })
  })
})

describe('requests', () => {
  test('JSON goes out whole and answers come back, errors included', async () => {
    const got: string[] = []
    const root = await serve((request, response, body) => {
      got.push(
        `${request.method} ${request.url} ${request.headers['content-type']} ${Buffer.from(body, 'latin1').toString()}`,
      )
      json(response, { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' }, 403)
    })
    const error = await failure(api(root).sendMessage(5, 'Привет 🙂'))
    expect(error).toBeInstanceOf(GrammyError)
    expect(error).toMatchObject({ error_code: 403 })
    expect(got).toEqual([`POST /bot${TOKEN}/sendMessage application/json {"chat_id":5,"text":"Привет 🙂"}`])
  })

  test('files are uploaded as multipart', async () => {
    const got: string[] = []
    const root = await serve((request, response, body) => {
      got.push(request.headers['content-type'] ?? '', body)
      ok(response)
    })
    await api(root).sendDocument(5, new InputFile(Buffer.from('what is inside'), 'report.csv'))
    expect(got[0]).toMatch(/^multipart\/form-data; *boundary=/)
    expect(got[1]).toContain('filename=report.csv')
    expect(got[1]).toContain('what is inside')
  })
})

/** A pace that lets everything through and writes down what it was asked. */
function recordingPace(log: string[]) {
  return {
    reply: async () => void log.push('turn'),
    limited: (_: 'reply', seconds: number) => void log.push(`rest ${seconds}`),
    owe: (messages: number) => void log.push(`${messages} more`),
  }
}

describe('the reply lane', () => {
  test.each([
    ['sendMessage', true],
    ['copyMessage', true],
    ['forwardMessage', true],
    ['editMessageText', true],
    ['editMessageReplyMarkup', true],
    ['sendChatAction', false],
    ['answerCallbackQuery', false],
    ['getMe', false],
    ['getUpdates', false],
    ['deleteMessage', false],
  ])('%s waits for its turn: %s', async (method, waits) => {
    const log: string[] = []
    const root = await serve((_, response) => ok(response))
    const fetch = createFetch({ pace: recordingPace(log), log: silentLog, clock: systemClock })
    onTestFinished(() => fetch.close())
    await fetch(`${root}/bot${TOKEN}/${method}`, { headers: {}, body: '{}' })
    expect(log).toEqual(waits ? ['turn'] : [])
  })

  test.each([
    ['one short rest', [2], 2, ['turn', 'wait 2000', 'turn'], true],
    ['two short rests', [1, 3], 3, ['turn', 'wait 1000', 'turn', 'wait 3000', 'turn'], true],
    ['three short rests', [1, 1, 1], 3, ['turn', 'wait 1000', 'turn', 'wait 1000', 'turn'], false],
    ['a long rest', [6], 1, ['turn'], false],
  ])('%s', async (_, rests, requests, expected, accepted) => {
    const log: string[] = []
    const left = [...rests]
    let n = 0
    const root = await serve((_, response) => {
      n++
      const seconds = left.shift()
      if (seconds === undefined) ok(response)
      else limited(response, seconds)
    })
    const wait = async (ms: number) => void log.push(`wait ${ms}`)
    const call = api(root, { pace: recordingPace(log), wait }).sendMessage(1, 'hi')
    const outcome = await call.then(
      () => 'accepted',
      error => error.error_code,
    )
    expect([outcome, n, log]).toEqual([accepted ? 'accepted' : 429, requests, expected])
  })

  test('an album counts as many messages as it holds', async () => {
    const log: string[] = []
    const root = await serve((_, response) => ok(response))
    const media = [1, 2, 3].map(i => ({ type: 'photo' as const, media: `file-${i}` }))
    await api(root, { pace: recordingPace(log) }).sendMediaGroup(1, media)
    expect(log).toEqual(['turn', '2 more'])
  })

  test('in all it waits 10 s at most', async () => {
    const log: string[] = []
    const root = await serve((_, response) => limited(response, 5))
    let now = 0
    const clock = { now: () => now, monotonic: () => now }
    const wait = async (ms: number) => {
      now += ms + 1
      log.push(`wait ${ms}`)
    }
    await failure(api(root, { pace: recordingPace(log), wait, clock }).sendMessage(1, 'hi'))
    expect(log).toEqual(['turn', 'wait 5000', 'turn'])
  })

  test('without a turn nothing leaves', async () => {
    let n = 0
    const root = await serve((_, response) => {
      n++
      ok(response)
    })
    const pace = { reply: () => Promise.reject(new Error('10 s')), limited() {}, owe() {} }
    expect(await failure(api(root, { pace }).sendMessage(1, 'hi'))).toMatchObject({
      error: { reached: 'before', code: 'no_turn' },
    })
    expect(n).toBe(0)
  })
})

describe('the broadcast lane', () => {
  const cases: [string, Handler, object][] = [
    ['accepted', (_, response) => ok(response), { kind: 'accepted', messageId: 7 }],
    [
      '429, not repeated',
      (_, response) => limited(response, 2),
      { kind: 'answered', code: 429, description: 'Too Many Requests', retryAfter: 2 },
    ],
    [
      'blocked',
      (_, response) =>
        json(response, { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' }, 403),
      { kind: 'answered', code: 403, description: 'Forbidden: bot was blocked by the user', retryAfter: null },
    ],
    [
      '500 in JSON is an answer for delivery to judge',
      (_, response) =>
        json(response, { ok: false, error_code: 500, description: 'Internal Server Error: restart' }, 500),
      { kind: 'answered', code: 500, description: 'Internal Server Error: restart', retryAfter: null },
    ],
    ['502 in HTML', (_, response) => response.writeHead(502).end('<html>'), { kind: 'unknown', why: 'http_502' }],
    ['cut after it arrived', request => request.socket.destroy(), { kind: 'unknown', why: 'UND_ERR_SOCKET' }],
    ['hang', () => {}, { kind: 'unknown', why: 'timeout' }],
  ]
  test.each(cases)('%s', async (name, handler, expected) => {
    let n = 0
    const root = await serve((request, response, body) => {
      n++
      expect(JSON.parse(body)).toEqual({ chat_id: 9, text: 'hi' })
      handler(request, response, body)
    })
    const limits = name === 'hang' ? { timeout: 150 } : {}
    expect(await createTransport(api(root, limits)).send(9, hello)).toEqual(expected)
    expect(n).toBe(1)
  })

  test('nobody there: nothing was sent', async () => {
    const transport = createTransport(api(await nobody()))
    expect(await transport.send(9, hello)).toEqual({ kind: 'unreached', why: 'ECONNREFUSED' })
    expect(await transport.probe()).toBe(false)
  })

  test.each([
    ['up', (_: IncomingMessage, response: ServerResponse) => ok(response), true],
    ['limited, so up', (_: IncomingMessage, response: ServerResponse) => limited(response, 3), true],
    ['broken', (_: IncomingMessage, response: ServerResponse) => response.writeHead(502).end(), false],
    [
      'failing',
      (_: IncomingMessage, response: ServerResponse) =>
        json(response, { ok: false, error_code: 500, description: 'x' }, 500),
      false,
    ],
  ])('probe: %s', async (_, handler, up) => {
    expect(await createTransport(api(await serve(handler))).probe()).toBe(up)
  })
})

describe('whose limit a 429 is', () => {
  /** A fetch whose chats are refused for so many seconds while they stand in `refused`; `to`: what Telegram was asked. */
  async function stage() {
    const refused = new Map<number, number>()
    const to: number[] = []
    const rests: number[] = []
    let now = 0
    const root = await serve((_, response, body) => {
      const chat = z.object({ chat_id: z.int() }).parse(JSON.parse(body)).chat_id
      to.push(chat)
      const seconds = refused.get(chat)
      if (seconds === undefined) ok(response)
      else limited(response, seconds)
    })
    const bot = api(root, {
      pace: { reply: async () => {}, limited: (_, seconds) => rests.push(seconds), owe() {} },
      clock: { now: () => now, monotonic: () => now },
      wait: async () => {},
    })
    const send = (chat: number) =>
      bot.sendMessage(chat, 'x').then(
        () => 'taken',
        error => `${error.error_code} ${error.parameters.retry_after}`,
      )
    return { refused, to, rests, send, pass: (ms: number) => (now += ms) }
  }

  test('a chat rests as long as it asks for, however long; nobody else does, and it is not asked meanwhile', async () => {
    const { refused, to, rests, send, pass } = await stage()
    refused.set(7, 10_000)
    expect([await send(7), await send(8), await send(7)]).toEqual(['429 10000', 'taken', '429 10000'])
    pass(9_990_000)
    expect(await send(7)).toBe('429 10')
    expect([to, rests]).toEqual([[7, 8], []])
    pass(10_000)
    refused.clear()
    expect(await send(7)).toBe('taken')
  })

  test.each([
    ['three chats at once: it is the token’s', [1, 2, 3], [60]],
    ['one chat, asked again after its rest', [1, 1, 1], []],
    ['two chats', [1, 2], []],
    ['three chats, but another takes what is sent meanwhile', [1, 2, 9, 3], []],
    ['three chats, long apart', [1, 2, 0, 3], []],
  ])('%s', async (_, chats, expected) => {
    const { refused, rests, send, pass } = await stage()
    for (const chat of [1, 2, 3]) refused.set(chat, 60)
    for (const chat of chats) {
      pass(chat === 0 ? 20_000 : chats[0] === chats[1] ? 61_000 : 1)
      if (chat !== 0) await send(chat)
    }
    expect(rests).toEqual(expected)
  })
})

test('an edit that would change nothing is not sent; after anything else it is', async () => {
  const asked: string[] = []
  const root = await serve((request, response) => {
    asked.push(request.url?.slice(request.url.lastIndexOf('/') + 1) ?? '')
    ok(response)
  })
  const shown = createShown()
  const bot = api(root, { pace: recordingPace([]), shown })
  const engine = api(root, { shown })
  const keyboard = (data: string) => ({ reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: data }]] } })
  const why = (call: Promise<unknown>) =>
    call.then(
      () => 'sent',
      error => error.description.slice(13, 36),
    )

  await bot.sendMessage(1, 'card', keyboard('a'))
  expect(await why(bot.editMessageText(1, 7, 'card', keyboard('a')))).toBe('message is not modified')
  expect(await why(bot.editMessageText(1, 7, 'card', keyboard('b')))).toBe('sent')
  expect(await why(bot.editMessageText(1, 7, 'card', keyboard('b')))).toBe('message is not modified')
  expect(await why(bot.editMessageText(1, 8, 'card', keyboard('b')))).toBe('sent')
  expect(await why(bot.editMessageReplyMarkup(1, 7, keyboard('a')))).toBe('sent')
  expect(await why(bot.editMessageReplyMarkup(1, 7, keyboard('a')))).toBe('message is not modified')
  expect(await why(bot.editMessageText(1, 7, 'card', keyboard('b')))).toBe('sent')
  await engine.editMessageText(1, 7, 'mended')
  expect(await why(bot.editMessageText(1, 7, 'card', keyboard('b')))).toBe('sent')
  expect(asked).toHaveLength(7)
})

describe('after a sleep', () => {
  /**
   * A server whose connections are dead from `sleep` on: they take what is written into them and never answer, as after a
   * night in which a router forgot them. What comes over a new connection is answered.
   */
  async function sleeping() {
    const dead = new WeakSet<Socket>()
    const alive = new Set<Socket>()
    const polls: ServerResponse[] = []
    const root = await serve((request, response) => {
      alive.add(request.socket)
      if (dead.has(request.socket)) return
      if (request.url?.endsWith('/getUpdates') && polls.push(response) === 1) return
      if (request.url?.endsWith('/getUpdates')) json(response, { ok: true, result: [] })
      else ok(response)
    })
    const clock = {
      wall: 0,
      mono: 0,
      now: () => Date.now() + clock.wall,
      monotonic: () => performance.now() + clock.mono,
    }
    const sleep = (wall: number, mono: number) => {
      for (const socket of alive) dead.add(socket)
      clock.wall += wall
      clock.mono += mono
    }
    return { root, clock, sleep, polls }
  }
  const HOUR = 3_600_000

  test.each([
    ['the monotonic clock stood still', HOUR, 0],
    ['both clocks went on', HOUR, HOUR],
    ['only the monotonic clock is trusted', 0, HOUR],
    ['the sleep was short', 10_000, 0],
    ['the wall clock was set back meanwhile', -HOUR, 0],
  ])('old connections are not used (%s)', async (_, wall, mono) => {
    const { root, clock, sleep } = await sleeping()
    const bot = api(root, { clock, timeout: 1_000 })
    const sent = () => Promise.all(Array.from({ length: 5 }, () => bot.sendMessage(1, 'hi')))
    await sent()
    sleep(wall, mono)
    expect((await sent()).length).toBe(5)
  })

  test('a long poll from before it is given up at once', async () => {
    const { root, clock, sleep, polls } = await sleeping()
    const bot = api(root, { clock })
    const open = failure(bot.getUpdates({ timeout: 30 }))
    while (polls.length === 0) await new Promise(resolve => setImmediate(resolve))
    sleep(HOUR, 0)
    expect(await bot.sendMessage(1, 'hi')).toMatchObject({ message_id: 7 })
    expect(await open).toBeInstanceOf(HttpError)
    expect(await bot.getUpdates({ timeout: 30 })).toEqual([])
  })
})

test('signals that outlive many requests keep nothing of those that ended', async () => {
  const warnings: string[] = []
  const heed = (warning: Error) => void warnings.push(warning.name)
  process.on('warning', heed)
  onTestFinished(() => void process.off('warning', heed))
  const root = await serve((request, response) => {
    if (request.url?.endsWith('/getUpdates')) json(response, { ok: true, result: [] })
    else response.destroy()
  })
  const fetch = createFetch({ pace: null, log: silentLog, clock: systemClock })
  onTestFinished(() => fetch.close())
  const { signal } = new AbortController()
  const ask = (method: string) => fetch(`${root}/bot${TOKEN}/${method}`, { headers: {}, body: '{}', signal })
  for (let round = 0; round < defaultMaxListeners + 2; round++) {
    expect(await ask('getUpdates')).toMatchObject({ ok: true })
    expect(await failure(ask('getMe'))).toMatchObject({ message: 'network' })
  }
  // Node warns in a turn of its own, once for each signal.
  await new Promise(resolve => setImmediate(resolve))
  expect(warnings).toEqual([])
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('a clock that is minutes off is warned of once, and nothing else is made of it', async () => {
  const lines: string[] = []
  const root = await serve((_, response) => ok(response))
  const clock = {
    wall: 0,
    mono: 0,
    now: () => Date.now() + clock.wall,
    monotonic: () => performance.now() + clock.mono,
  }
  const bot = api(root, { clock, log: createLog('warn', line => lines.push(JSON.parse(line).seconds)) })
  for (const [wall, expected] of [
    [50_000, 0],
    [600_000, 1],
    [600_000, 1],
    [0, 1],
    [-600_000, 2],
  ] as const) {
    clock.wall = wall
    clock.mono += 61_000
    await bot.sendMessage(1, 'hi')
    expect(lines.length, `${wall} ms`).toBe(expected)
  }
  expect(lines.map(seconds => Math.round(Number(seconds) / 60))).toEqual([10, -10])
})
