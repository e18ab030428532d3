import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { createFetch } from '../../../src/bot/lanes/fetch.js'
import { createTransport } from '../../../src/bot/lanes/sender.js'
import { systemClock } from '../../../src/clock.js'
import { silentLog } from '../../../src/log.js'
import { api, failure, type Handler, json, limited, nobody, ok, recordingPace, serve, TOKEN } from './api.js'

const hello = { method: 'sendMessage', payload: { text: 'hi' } } as const

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
