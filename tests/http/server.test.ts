import { describe, expect, test } from 'vitest'
import { openDoor, speak, TOKEN } from './door.js'

const raw = (request: string, headers = '') => `${request} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${headers}\r\n`

/** Status line, headers without the date, and body. */
function parse(answer: string): { status: number; headers: string[]; body: string } {
  const [head = '', body = ''] = answer.split('\r\n\r\n', 2)
  const [first = '', ...headers] = head.split('\r\n')
  return {
    status: Number(first.split(' ')[1]),
    headers: headers.filter(header => !header.startsWith('Date:')).sort(),
    body,
  }
}

describe('a tracked link', () => {
  test('is a redirect that nobody stores, lists or tells of', async () => {
    const { base, hits } = await openDoor()
    const answer = await fetch(`${base}/r/${TOKEN}?fbclid=1`, {
      redirect: 'manual',
      headers: { 'user-agent': 'Phone/1', 'x-forwarded-for': '85.1.2.3' },
    })
    expect(answer.status).toBe(302)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      location: 'https://shop.example/%D1%8F?a=1',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    })
    expect(await answer.text()).toBe('')
    expect(hits).toEqual([{ token: TOKEN, method: 'GET', agent: 'Phone/1', address: '85.1.2.3', prefetch: false }])
  })

  test('answers HEAD alike', async () => {
    const { base, hits } = await openDoor()
    const answer = await fetch(`${base}/r/${TOKEN}`, { method: 'HEAD', redirect: 'manual' })
    expect(answer.status).toBe(302)
    expect(hits).toMatchObject([{ method: 'HEAD' }])
  })

  test.each([
    ['sec-purpose', 'prefetch;prerender', true],
    ['purpose', 'prefetch', true],
    ['x-purpose', 'preview', true],
    ['x-moz', 'Prefetch', true],
    ['purpose', 'reading', false],
    ['accept', 'prefetch', false],
  ])('with %s: %s is a prefetch: %s', async (name, value, prefetch) => {
    const { port, hits } = await openDoor()
    await speak(port, raw(`GET /r/${TOKEN}`, `${name}: ${value}\r\n`))
    expect(hits).toMatchObject([{ prefetch, agent: null }])
  })

  test.each([
    ['85.1.2.3', '85.1.2.3'],
    ['85.1.2.3, 10.0.0.1', '85.1.2.3'],
    ['10.0.0.7, 192.168.1.1, 85.1.2.3, 86.1.1.1', '85.1.2.3'],
    ['unknown, 85.1.2.3', '85.1.2.3'],
    ['2a02:2330::5', '2a02:2330::5'],
    ['10.0.0.7', '127.0.0.1'],
    ['', '127.0.0.1'],
    ['<script>', '127.0.0.1'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
    [',,,', '127.0.0.1'],
  ])('forwarded for %j comes from %s', async (forwarded, address) => {
    const { port, hits } = await openDoor()
    await speak(port, raw(`GET /r/${TOKEN}`, `X-Forwarded-For: ${forwarded}\r\n`))
    expect(hits).toMatchObject([{ address }])
  })

  test('whose opening fails is answered 500 and logged; the server goes on', async () => {
    const { base, lines } = await openDoor({ redirect: () => Promise.reject(new Error('the database is closed')) })
    const answer = await fetch(`${base}/r/${TOKEN}`, { redirect: 'manual' })
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('database')
    expect(lines.join()).toContain('the database is closed')
    expect((await fetch(`${base}/health`)).status).toBe(200)
  })

  test('with an address that no header can hold is a failure, not a crash', async () => {
    const { base } = await openDoor({
      redirect: async () => ({ kind: 'found', url: 'https://x.example/\r\nSet-Cookie: a' }),
    })
    const answer = await fetch(`${base}/r/${TOKEN}`, { redirect: 'manual' })
    expect(answer.status).toBe(500)
    expect(answer.headers.get('set-cookie')).toBeNull()
  })
})

describe('everything that is not here', () => {
  test.each([
    ['GET /'],
    ['GET /r'],
    ['GET /r/'],
    ['GET /r/forged'],
    ['GET //r/'],
    [`GET /R/${TOKEN}`],
    [`GET /r/${TOKEN}/`],
    [`GET /r/${TOKEN}%00`],
    ['GET /r/%00'],
    ['GET /r/%252e%252e%252fetc'],
    ['GET /r/..%2f..%2fetc%2fpasswd'],
    ['GET /../../etc/passwd'],
    ['GET /r/__proto__'],
    ['GET /constructor'],
    [`GET /r/${'a'.repeat(10_000)}`],
    [`GET /${'../'.repeat(3_000)}`],
    [`POST /r/${TOKEN}`],
    [`PUT /r/${TOKEN}`],
    [`DELETE /r/${TOKEN}`],
    [`OPTIONS /r/${TOKEN}`],
    ['OPTIONS *'],
    [`GET http://evil.example/r/${TOKEN}`],
    ['GET /telegram'],
    ['PUT /telegram'],
    ['POST /telegram/'],
    ['POST /health'],
    ['POST /metrics'],
    ['GET /health/'],
    ['GET /favicon.ico'],
    ['GET /.env'],
  ])('%s is the same 404', async request => {
    const { port } = await openDoor()
    const expected = parse(await speak(port, raw('GET /nothing')))
    expect(expected).toMatchObject({ status: 404, body: 'Not found\n' })
    expect(parse(await speak(port, raw(request)))).toEqual(expected)
  })
})

describe('an attack', () => {
  test.each([
    ['a method that is none', 'FOO /r/x HTTP/1.1\r\n\r\n', 400],
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['a line break in the path', 'GET /r/a\r\nX: b\r\n\r\n', 404],
    ['two lengths', 'POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na', 400],
    [
      'a length and chunks',
      'POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['no host', 'GET /health HTTP/1.1\r\n\r\n', 400],
    ['headers without end', `GET /health HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  ])('by %s is refused, and the next request is served', async (_, bytes, status) => {
    const { port, base } = await openDoor()
    expect(parse(await speak(port, bytes)).status).toBe(status)
    expect((await fetch(`${base}/health`)).status).toBe(200)
  })

  test('by HTTP/1.0 is served as such', async () => {
    const { port } = await openDoor()
    expect(parse(await speak(port, `GET /r/${TOKEN} HTTP/1.0\r\n\r\n`)).status).toBe(302)
  })

  test.each([
    ['nothing', ''],
    ['half a request', 'GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    ['half a body', 'POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{'],
  ])('by a peer that sends %s and waits is cut off', async (_, bytes) => {
    const { port, base } = await openDoor({ limits: { headers: 100, request: 200 } })
    const answer = await speak(port, bytes)
    expect(answer === '' || [401, 408].includes(parse(answer).status)).toBe(true)
    expect((await fetch(`${base}/health`)).status).toBe(200)
  })
})

describe('health', () => {
  test.each([
    [true, 200],
    [false, 503],
  ])('of %s is %s', async (ok, status) => {
    const { base } = await openDoor({ health: () => ({ ok, waiting: 3 }) })
    const answer = await fetch(`${base}/health`)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toEqual({ ok, waiting: 3 })
    expect((await fetch(`${base}/health`, { method: 'HEAD' })).status).toBe(status)
  })

  test('that throws is 500', async () => {
    const { base } = await openDoor({
      health: () => {
        throw new Error('no')
      },
    })
    expect((await fetch(`${base}/health`)).status).toBe(500)
  })
})

describe('the close', () => {
  test('lets a running request finish, takes no other, and ends idle connections', async () => {
    let release = () => {}
    const running = new Promise<void>(resolve => {
      release = resolve
    })
    let begun = () => {}
    const started = new Promise<void>(resolve => {
      begun = resolve
    })
    const { server, base, port } = await openDoor({
      async redirect() {
        begun()
        await running
        return { kind: 'found', url: 'https://shop.example/' }
      },
    })
    await fetch(`${base}/health`)
    const answer = fetch(`${base}/r/${TOKEN}`, { redirect: 'manual' })
    await started
    const closed = server.close()
    await expect(speak(port, raw('GET /health'))).rejects.toThrow()
    release()
    expect((await answer).status).toBe(302)
    await closed
  })

  test('cuts what does not finish in time', async () => {
    let begun = () => {}
    const started = new Promise<void>(resolve => {
      begun = resolve
    })
    const { server, base } = await openDoor({
      limits: { close: 50 },
      redirect() {
        begun()
        return new Promise(() => {})
      },
    })
    const answer = fetch(`${base}/r/${TOKEN}`).then(
      () => 'answered',
      () => 'cut',
    )
    await started
    await server.close()
    expect(await answer).toBe('cut')
  })

  test('of a port that is taken: the start says so', async () => {
    const { port } = await openDoor()
    await expect(openDoor({ port })).rejects.toThrow(/EADDRINUSE/)
  })
})
