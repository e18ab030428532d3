import { defaultMaxListeners, getEventListeners, once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { createServer as createSocketServer, type Socket } from 'node:net'
import { inspect } from 'node:util'
import { GrammyError, HttpError, InputFile } from 'grammy'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createFetch } from '../../../src/bot/lanes/fetch.js'
import { createShown } from '../../../src/bot/lanes/shown.js'
import { systemClock } from '../../../src/clock.js'
import { createLog, silentLog } from '../../../src/log.js'
import { api, broken, failure, json, ok, portOf, recordingPace, serve, TOKEN } from './api.js'

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
