import { describe, expect, test } from 'vitest'
import { recordContact } from '../../src/audience/contact.js'
import { ENDPOINTS } from '../../src/crm/api.js'
import { revokeApiKey } from '../../src/crm/api-key.js'
import { AT, openCrm } from './crm-door.js'
import { ORDER, rows, start } from './crm-told.js'
import { speak } from './door.js'

describe('who may call', () => {
  test.each<[string, (c: Awaited<ReturnType<typeof openCrm>>) => Record<string, string>, number, string]>([
    ['no key', () => ({}), 401, 'no_key'],
    ['another scheme', c => ({ authorization: `Basic ${c.key.text}` }), 401, 'no_key'],
    ['an empty key', () => ({ authorization: 'Bearer ' }), 401, 'no_key'],
    [
      'a key of nobody',
      c => ({ authorization: `Bearer ${c.key.text.replace(/_.{8}_/, '_aaaaaaaa_')}` }),
      401,
      'unknown_key',
    ],
    ['a wrong end', c => ({ authorization: `Bearer ${c.key.text.slice(0, -4)}aaaa` }), 401, 'unknown_key'],
    ['a letter less', c => ({ authorization: `Bearer ${c.key.text.slice(0, -1)}` }), 401, 'unknown_key'],
    ['something long', () => ({ authorization: `Bearer ${'x'.repeat(5_000)}` }), 401, 'no_key'],
    ['a key for people', c => ({ authorization: `Bearer ${c.makeKey('people').text}` }), 403, 'scope'],
  ])('%s: %#', async (_, shown, status, code) => {
    const c = await openCrm()
    const answer = await c.send('/crm/orders', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...shown(c) },
      body: JSON.stringify(ORDER),
    })
    expect(answer).toMatchObject({ status, body: { error: { code } } })
    expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null)
    expect(rows(c.db, 'orders')).toBe(0)
    expect(c.statuses).toEqual([status])
  })

  test('a revoked key is refused from the next request on; its last use is noted', async () => {
    const c = await openCrm()
    expect((await c.post('/crm/orders', ORDER)).status).toBe(200)
    expect(c.db.sql<{ at: number }>('select last_used_at as at from api_keys').get()?.at).toBe(AT)
    revokeApiKey(c.db, c.key.id, AT)
    expect(await c.post('/crm/orders', ORDER)).toMatchObject({ status: 401, body: { error: { code: 'revoked' } } })
  })

  test('wrong keys use up the budget of their address; right ones go on, and it comes back', async () => {
    const c = await openCrm()
    const wrong = () => c.post('/crm/orders', ORDER, `segcast_aaaaaaaa_${'a'.repeat(52)}`)
    for (let i = 0; i < 30; i++) expect((await wrong()).status).toBe(401)
    const limited = await wrong()
    expect(limited).toMatchObject({ status: 429, body: { error: { code: 'limited' } } })
    expect(limited.headers.get('retry-after')).toBe('6')
    expect((await c.post('/crm/orders', ORDER)).status).toBe(200)
    c.clock.monotonic += 6_000
    expect((await wrong()).status).toBe(401)
    expect((await wrong()).status).toBe(429)
  })

  test('four requests of a key run at a time; another key has four of its own', async () => {
    const c = await openCrm({ limits: { request: 2_000 } })
    const head = `POST /crm/orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${c.key.text}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n`
    const slow = Array.from({ length: 4 }, () => speak(c.door.port, head))
    await expect.poll(async () => (await c.post('/crm/orders', ORDER)).status).toBe(429)
    const busy = await c.post('/crm/orders', ORDER)
    expect(busy).toMatchObject({ body: { error: { code: 'busy' } } })
    expect(busy.headers.get('retry-after')).toBe('1')
    expect((await c.post('/crm/orders', ORDER, c.makeKey('orders').text)).status).toBe(200)
    for (const answer of await Promise.all(slow)) expect(answer).toMatch(/^HTTP\/1.1 408 /)
    expect((await c.post('/crm/orders', ORDER)).status).toBe(200)
  })
})

describe('what is sent', () => {
  const enough = JSON.stringify(ORDER)
  test.each<[string, string | Uint8Array<ArrayBuffer>, string, number, string]>([
    ['nothing', '', 'application/json', 400, 'empty'],
    ['spaces', ' \n\t', 'application/json', 400, 'empty'],
    ['a text', '"order"', 'application/json', 400, 'not_json'],
    ['a number', '7', 'application/json', 400, 'not_json'],
    ['half a list', `[${enough}`, 'application/json', 400, 'not_json'],
    ['a list with a hole', `[${enough},,${enough}]`, 'application/json', 400, 'not_json'],
    ['something behind the list', `[${enough}] {}`, 'application/json', 400, 'not_json'],
    ['brackets', '['.repeat(500_000), 'application/json', 400, 'too_deep'],
    ['a deep object', `${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}`, 'application/json', 400, 'too_deep'],
    ['1,001 items', `[${Array(1_001).fill('{}').join(',')}]`, 'application/json', 413, 'too_many'],
    ['a million tiny ones', `[${'0,'.repeat(500_000)}0]`, 'application/json', 413, 'too_many'],
    ['an item of 300 kB', `{"id":"${'x'.repeat(300_000)}"}`, 'application/json', 413, 'too_long'],
    ['2 MB', 'x'.repeat(2 ** 21), 'application/json', 413, 'too_large'],
    ['a form', enough, 'application/x-www-form-urlencoded', 415, 'content_type'],
    ['text', enough, 'text/plain', 415, 'content_type'],
  ])('%s is refused as a whole: %#', async (_, body, type, status, code) => {
    const c = await openCrm()
    expect(await c.raw('/crm/orders', body, type)).toMatchObject({ status, body: { error: { code } } })
    expect([rows(c.db, 'orders'), c.faults]).toEqual([0, []])
  })

  test.each([
    ['GET', '/crm/orders', 405],
    ['PUT', '/crm/orders', 405],
    ['POST', '/crm/openapi.json', 405],
    ['POST', '/crm/nothing', 404],
    ['POST', '/crm/', 404],
  ])('%s %s is %i', async (method, path, status) => {
    const c = await openCrm()
    const answer = await c.send(path, { method, headers: c.headers() })
    expect(answer.status).toBe(status)
    if (status === 405) expect(answer.headers.get('allow')).toBe(path === '/crm/orders' ? 'POST' : 'GET, HEAD')
  })

  test('100 MB are refused before they are read, a compressed body as well, one that comes slowly when its time is up', async () => {
    const c = await openCrm({ limits: { request: 100 } })
    const head = (more: string) =>
      `POST /crm/orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${c.key.text}\r\nContent-Type: application/json\r\n${more}\r\n\r\n`
    expect(await speak(c.door.port, head('Content-Length: 104857600'))).toMatch(/^HTTP\/1.1 413 /)
    expect(await speak(c.door.port, head('Content-Length: 9\r\nContent-Encoding: gzip'))).toMatch(/^HTTP\/1.1 415 /)
    expect(await speak(c.door.port, `${head('Content-Length: 9')}[`)).toMatch(/^HTTP\/1.1 408 /)
  })

  test.each<[string, unknown, string, string | null]>([
    ['no object', 7, 'invalid', null],
    ['a list', [], 'invalid', null],
    ['null', null, 'invalid', null],
    ['nothing in it', {}, 'missing', 'id'],
    ['no status', { ...ORDER, status: undefined }, 'missing', 'status'],
    ['a status of its own', { ...ORDER, status: 'done' }, 'invalid', 'status'],
    ['a field that is none', { ...ORDER, totl: 1 }, 'unknown_field', 'totl'],
    ['one deeper', { ...ORDER, customer: { id: 'C', name: 'A' } }, 'unknown_field', 'customer.name'],
    ['an empty id', { ...ORDER, id: ' ' }, 'invalid', 'id'],
    ['an id of 129 characters', { ...ORDER, id: 'x'.repeat(129) }, 'invalid', 'id'],
    ['an id with a NUL', { ...ORDER, id: 'a\u0000b' }, 'invalid', 'id'],
    ['an id with half a sign', { ...ORDER, id: 'a\ud800' }, 'invalid', 'id'],
    ['an id that nobody sees', { ...ORDER, id: '\u200b' }, 'invalid', 'id'],
    ['an id of two lines', { ...ORDER, id: 'a\nb' }, 'invalid', 'id'],
    ['an id below nothing', { ...ORDER, id: -1 }, 'invalid', 'id'],
    ['an e-mail with a NUL', { ...ORDER, customer: { email: 'a\u0000@x.lv' } }, 'invalid', 'customer.email'],
    ['an e-mail with half a sign', { ...ORDER, customer: { email: 'a\ud800@x.lv' } }, 'invalid', 'customer.email'],
    ['more than any order', { ...ORDER, total: 1e12 }, 'invalid', 'total'],
    ['nobody', { ...ORDER, customer: {} }, 'nobody', 'customer'],
    ['nobody but a name', { ...ORDER, customer: { first_name: 'A' } }, 'nobody', 'customer'],
    ['a phone that is none', { ...ORDER, customer: { phone: '12' } }, 'invalid', 'customer.phone'],
    ['a phone as Excel has it', { ...ORDER, customer: { phone: '3.71E+10' } }, 'invalid', 'customer.phone'],
    ['an e-mail that is none', { ...ORDER, customer: { email: 'anna' } }, 'invalid', 'customer.email'],
    ['a group', { ...ORDER, customer: { telegram_id: -100 } }, 'invalid', 'customer.telegram_id'],
    ['a time without an offset', { ...ORDER, at: '2026-11-20T14:05:00' }, 'invalid', 'at'],
    ['no day', { ...ORDER, at: '2026-02-30' }, 'invalid', 'at'],
    ['an hour that is none', { ...ORDER, at: '2026-02-20T24:00:00Z' }, 'invalid', 'at'],
    ['seconds', { ...ORDER, at: 1_700_000_000 }, 'invalid', 'at'],
    ['the future', { ...ORDER, at: '2999-01-01T00:00:00Z' }, 'future', 'at'],
    ['1900', { ...ORDER, at: '1900-01-01' }, 'past', 'at'],
    ['money below nothing', { ...ORDER, total: -1 }, 'invalid', 'total'],
    ['money in words', { ...ORDER, total: '1 234,50 ₽' }, 'invalid', 'total'],
    ['a third of a cent', { ...ORDER, total: '1.005' }, 'invalid', 'total'],
    ['yen with cents', { ...ORDER, total: 10.5, currency: 'JPY' }, 'invalid', 'total'],
    ['more given back than paid', { ...ORDER, refunded: 130 }, 'invalid', 'refunded'],
    ['no currency', { ...ORDER, currency: 'XXX' }, 'invalid', 'currency'],
    ['half a piece', { ...ORDER, lines: [{ product: 'Boots', quantity: 0.5 }] }, 'invalid', 'lines[0].quantity'],
    ['pieces below nothing', { ...ORDER, lines: [{ product: 'Boots', quantity: -1 }] }, 'invalid', 'lines[0].quantity'],
    ['a line of nothing', { ...ORDER, lines: [{ quantity: 1 }] }, 'missing', 'lines[0].product'],
    ['1,001 lines', { ...ORDER, lines: Array(1_001).fill({ product: 'B', quantity: 1 }) }, 'invalid', 'lines'],
  ])('an order with %s is refused alone: %#', async (_, item, code, field) => {
    const c = await openCrm()
    const answer = await c.post('/crm/orders', [item, { ...ORDER, id: 'B' }])
    expect(answer).toMatchObject({
      status: 200,
      body: { accepted: 1, refused: 1, items: [{ index: 0, outcome: 'error', code, field }, { outcome: 'new' }] },
    })
    expect(JSON.stringify(answer.body)).toMatch(/"message":"[A-Z`].{9,200}\."/)
    // Words of the library would be no sentence.
    expect(JSON.stringify(answer.body)).not.toMatch(/Invalid |Too (?:small|big)|expected/)
    expect([rows(c.db, 'orders'), rows(c.db, 'customers'), c.faults]).toEqual([1, 1, []])
    expect((await c.post('/crm/orders', [item])).status).toBe(422)
  })

  test('an item with more fields than any needs is refused before it is read', async () => {
    const c = await openCrm()
    const names = Array.from({ length: 10_000 }, (_, i) => `"${i}":1`).join(',')
    expect(await c.raw('/crm/orders', `[{${names}},${enough}]`)).toMatchObject({
      body: { items: [{ code: 'too_long' }, { outcome: 'new' }] },
    })
  })

  test('names of the prototype are fields like any other, and are none', async () => {
    const c = await openCrm()
    const body = JSON.stringify(ORDER).slice(0, -1)
    const items = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map(
      name => `${body},"${name}":{"total":0}}`,
    )
    const answer = await c.raw('/crm/orders', `[${items.join(',')}]`)
    expect(answer).toMatchObject({ status: 422, body: { items: Array(4).fill({ code: 'unknown_field' }) } })
  })

  test('one that is no JSON, or no UTF-8, spoils no other', async () => {
    const c = await openCrm()
    const bytes = Buffer.concat([Buffer.from(`[{"id":}, {"id":"`), Buffer.from([0xff]), Buffer.from(`"}, ${enough}]`)])
    expect(await c.raw('/crm/orders', new Uint8Array(bytes))).toMatchObject({
      body: { accepted: 1, refused: 2, items: [{ code: 'not_json' }, { code: 'not_utf8' }, { outcome: 'new' }] },
    })
  })
})

describe('lines', () => {
  const type = 'application/x-ndjson'
  const line = (id: string) => JSON.stringify({ ...ORDER, id })

  test('are taken one by one, however they end; an answer for each, and a summary', async () => {
    const c = await openCrm()
    const body = `\ufeff${line('1')}\r\n\r\n{"id":"2"}\n${'x'.repeat(70_000)}\nno json\n${line('1')}`
    expect(await c.raw('/crm/orders', body, type)).toMatchObject({
      status: 200,
      body: [
        { index: 0, id: '1', outcome: 'new' },
        { index: 2, id: '2', outcome: 'error', code: 'missing', field: 'customer' },
        { index: 3, id: null, outcome: 'error', code: 'too_long' },
        { index: 4, outcome: 'error', code: 'not_json' },
        { index: 5, id: '1', outcome: 'same' },
        { accepted: 2, refused: 3 },
      ],
    })
    expect(await c.raw('/crm/orders', '', 'application/ndjson; charset=utf-8')).toMatchObject({
      status: 200,
      body: [{ accepted: 0, refused: 0 }],
    })
  })

  test('are answered while they come, in memory that does not grow; a key revoked meanwhile ends it', async () => {
    const c = await openCrm()
    let pull = 0
    let heard = 0
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (pull === 40) revokeApiKey(c.db, c.key.id, AT)
        if (pull++ < 60)
          controller.enqueue(Buffer.from(Array.from({ length: 50 }, (_, i) => `${line(`${pull}-${i}`)}\n`).join('')))
        else controller.close()
        // Nobody sends more before something was answered.
        if (pull > 30) await expect.poll(() => heard > 0).toBe(true)
      },
    })
    const answer = await fetch(`${c.door.base}/crm/orders`, {
      ...{ method: 'POST', headers: c.headers(type), body },
      ...{ duplex: 'half' },
    })
    let text = ''
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const read = await reader?.read().catch(() => undefined)
      if (read?.value === undefined) break
      heard += read.value.length
      text += read.value
    }
    const lines = text.trimEnd().split('\n')
    expect(lines.length).toBeGreaterThan(1_000)
    expect(lines.at(-1)).toContain('"code":"revoked"')
    expect(rows(c.db, 'orders')).toBe(lines.length - 1)
  })
})

describe('the description', () => {
  test('is OpenAPI 3.1 of what there is, for everybody, without any secret', async () => {
    const c = await openCrm()
    const { status, body } = await c.send('/crm/openapi.json', {})
    expect(status).toBe(200)
    expect(body).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'https://links.example' }] })
    const text = JSON.stringify(body)
    expect(Object.keys(Object(Object(body).paths))).toEqual(ENDPOINTS.map(({ path }) => path))
    const schemas = new Set(Object.keys(Object(Object(body).components).schemas))
    const used = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name = '']) => name)
    expect(used.filter(name => !schemas.has(name))).toEqual([])
    expect([...schemas].filter(name => !used.includes(name))).toEqual([])
    expect(text).not.toContain(c.key.hint)
    const form = new RegExp(Object(body).components.schemas.Moment.pattern)
    expect(['2026-11-20', '2026-11-20T14:05:00+02:00', '2026-11-20T14:05:00', 'now'].map(at => form.test(at))).toEqual([
      ...[true, true, false, false],
    ])
  })

  test.each(ENDPOINTS.map(endpoint => [endpoint.path, endpoint] as const))('%s: its examples work', async path => {
    const c = await openCrm()
    // Whom the examples of messages and events mean is in the bot.
    if (path === '/crm/messages' || path === '/crm/events') {
      const { id } = start(c.db, 700_000_001)
      c.db.write(() => recordContact(c.db, id, '37120000002', AT - 1))
      await c.post('/crm/customers', { id: 'C-17', telegram_id: 700_000_001 })
    }
    const { body } = await c.send('/crm/openapi.json', {})
    const { content } = Object(body).paths[path].post.requestBody
    const examples = Object.values<{ value: unknown }>(content['application/json'].examples)
    expect(examples.length).toBeGreaterThan(1)
    for (const { value } of examples) {
      const answer = await c.post(path, value)
      expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ refused: 0 })])
      const lines = [value]
        .flat()
        .map(item => JSON.stringify(item))
        .join('\n')
      expect(await c.raw(path, lines, 'application/x-ndjson')).toMatchObject({
        status: 200,
        body: [{ outcome: 'same' }, { refused: 0 }],
      })
    }
  })
})
