import { describe, expect, test } from 'vitest'
import { openDoor, SECRET, speak } from './door.js'

const shown = { 'x-telegram-bot-api-secret-token': SECRET }
const post = (base: string, body: string, headers: Record<string, string> = shown) =>
  fetch(`${base}/telegram`, { method: 'POST', body, headers })

describe('the webhook', () => {
  test('takes an update and answers only when it is on disk', async () => {
    let release = () => {}
    const written = new Promise<void>(resolve => {
      release = resolve
    })
    const order: string[] = []
    const { base } = await openDoor({
      async accept() {
        await written
        order.push('on disk')
      },
    })
    const answer = post(base, '{"update_id":7}').then(response => {
      order.push('answered')
      return response.status
    })
    await fetch(`${base}/health`)
    expect(order).toEqual([])
    release()
    expect(await answer).toBe(200)
    expect(order).toEqual(['on disk', 'answered'])
  })

  test('hands the update over whole', async () => {
    const { base, updates } = await openDoor()
    const update = { update_id: 7, message: { text: 'привет __proto__ 👋', entities: [] }, something_new: { a: [1] } }
    expect((await post(base, JSON.stringify(update))).status).toBe(200)
    expect(updates).toEqual([update])
  })

  test('asks for it again when it could not be written', async () => {
    const { base, lines } = await openDoor({ accept: () => Promise.reject(new Error('disk full')) })
    expect((await post(base, '{"update_id":7}')).status).toBe(500)
    expect(lines.join()).toContain('disk full')
  })

  test.each<[string, Record<string, string>]>([
    ['without a secret', {}],
    ['with an empty secret', { 'x-telegram-bot-api-secret-token': '' }],
    ['with a wrong secret', { 'x-telegram-bot-api-secret-token': 'wrong' }],
    ['with one letter more', { 'x-telegram-bot-api-secret-token': `${SECRET}x` }],
    ['with one letter less', { 'x-telegram-bot-api-secret-token': SECRET.slice(1) }],
    ['with the secret twice', { 'x-telegram-bot-api-secret-token': `${SECRET}, ${SECRET}` }],
    ['with another header', { authorization: SECRET }],
  ])('%s is 401 and takes nothing', async (_, headers) => {
    const { base, updates } = await openDoor()
    expect((await post(base, '{"update_id":7}', headers)).status).toBe(401)
    expect(updates).toEqual([])
  })

  test('sent twice in two headers of the same name is 401', async () => {
    const { port, updates } = await openDoor()
    const name = 'X-Telegram-Bot-Api-Secret-Token'
    const body = '{"update_id":7}'
    const answer = await speak(
      port,
      `POST /telegram HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${name}: ${SECRET}\r\n${name}: ${SECRET}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    expect(answer).toMatch(/^HTTP\/1.1 401 /)
    expect(updates).toEqual([])
  })

  test.each([
    ['nothing', ''],
    ['no JSON', '{"update_id":'],
    ['text', '"update_id"'],
    ['null', 'null'],
    ['a list', '[{"update_id":7}]'],
    ['no id', '{"message":{}}'],
    ['an id of text', '{"update_id":"7"}'],
    ['a broken id', '{"update_id":7.5}'],
    ['a negative id', '{"update_id":-7}'],
    ['an id beyond whole numbers', '{"update_id":1e400}'],
    ['an id in the prototype', '{"__proto__":{"update_id":7}}'],
    ['ten thousand brackets', '['.repeat(10_000)],
  ])('with %s is 400 and takes nothing', async (_, body) => {
    const { base, updates } = await openDoor()
    expect((await post(base, body)).status).toBe(400)
    expect(updates).toEqual([])
  })

  test('drops prototype keys, at any depth', async () => {
    const { base, updates } = await openDoor()
    await post(base, '{"update_id":7,"__proto__":{"admin":true},"message":{"\\u005f_proto__":{"admin":true},"a":1}}')
    expect(JSON.stringify(updates)).toBe('[{"update_id":7,"message":{"a":1}}]')
    expect(Object.hasOwn(Object(updates[0]), '__proto__')).toBe(false)
  })

  test('with 2 MB is 413, whether it says so or not', async () => {
    const { base, port, updates } = await openDoor()
    const declared = await speak(
      port,
      `POST /telegram HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: ${SECRET}\r\nContent-Length: 2097152\r\n\r\n`,
    )
    expect(declared).toMatch(/^HTTP\/1.1 413 /)
    const chunk = 'x'.repeat(0x10000)
    const chunks = `10000\r\n${chunk}\r\n`.repeat(32)
    const streamed = await speak(
      port,
      `POST /telegram HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: ${SECRET}\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`,
    )
    expect(streamed).toMatch(/^HTTP\/1.1 413 /)
    expect(updates).toEqual([])
    expect((await post(base, `{"update_id":7,"text":"${'x'.repeat(1_000_000)}"}`)).status).toBe(200)
  })

  test.each(['gzip', 'br', 'deflate, gzip'])('in %s is 415 and takes nothing', async encoding => {
    const { base, updates } = await openDoor()
    const answer = await post(base, '{"update_id":7}', { ...shown, 'content-encoding': encoding })
    expect(answer.status).toBe(415)
    expect(updates).toEqual([])
    expect((await post(base, '{"update_id":7}', { ...shown, 'content-encoding': 'identity' })).status).toBe(200)
  })

  test('that comes too slowly is 408, whoever asks first is told to send it, and what is too large is refused before', async () => {
    const { port, updates } = await openDoor({ limits: { request: 100 } })
    const head = (length: number, more = '') =>
      `POST /telegram HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${more}X-Telegram-Bot-Api-Secret-Token: ${SECRET}\r\nContent-Length: ${length}\r\n\r\n`
    expect(await speak(port, `${head(50)}{"update`)).toMatch(/^HTTP\/1.1 408 /)
    const expects = 'Expect: 100-continue\r\n'
    expect(await speak(port, `${head(15, expects)}{"update_id":7}`)).toMatch(/^HTTP\/1.1 100 .*HTTP\/1.1 200 /s)
    expect(await speak(port, head(100_000_000, expects))).toMatch(/^HTTP\/1.1 413 /)
    expect(updates).toEqual([{ update_id: 7 }])
  })

  test('that is too large, of a peer that writes all of it first, is answered and not reset', async () => {
    const { base } = await openDoor()
    expect((await post(base, 'x'.repeat(2 ** 21))).status).toBe(413)
    expect((await post(base, 'x'.repeat(2 ** 20), {})).status).toBe(401)
  })

  test.each([
    ['updates are polled', { accept: null }],
    ['no secret is set', { webhookSecret: null }],
  ])('does not exist when %s', async (_, different) => {
    const { base } = await openDoor(different)
    expect((await post(base, '{"update_id":7}')).status).toBe(404)
  })

  test('of a peer that goes away in the middle takes nothing and logs nothing', async () => {
    const { port, base, updates, lines } = await openDoor()
    await speak(
      port,
      `POST /telegram HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: ${SECRET}\r\nContent-Length: 50\r\n\r\n{"update_id":7`,
      { end: true },
    ).catch(() => '')
    expect((await fetch(`${base}/health`)).status).toBe(200)
    expect(updates).toEqual([])
    expect(lines).toEqual([])
  })
})
