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
    const answer = parse(await speak(port, raw(`GET /r/${TOKEN}`, `${name}: ${value}\r\n`)))
    expect(hits).toMatchObject([{ prefetch, agent: null }])
    expect(answer.status).toBe(prefetch ? 503 : 302)
    expect(answer.headers.some(header => header.startsWith('Location:'))).toBe(!prefetch)
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
    ['149.154.161.4:1234', '149.154.161.4'],
    ['149.154.161.4:1234, 10.0.0.1:80', '149.154.161.4'],
    ['[2001:67c:4e8::5]:443', '2001:67c:4e8::5'],
    ['[2001:67c:4e8::5]', '2001:67c:4e8::5'],
    ['"[2001:67c:4e8::5]:443"', '2001:67c:4e8::5'],
    ['2001:67c:4e8::5%eth0', '2001:67c:4e8::5'],
    ['85.9.9.9, 1.1.1.1, 149.154.161.4, 10.0.0.1, 10.0.0.2, 10.0.0.3', '149.154.161.4'],
    [`${'9'.repeat(9_000)}, 85.1.2.3`, '85.1.2.3'],
    [`85.1.2.3${', a'.repeat(9_000)}`, '127.0.0.1'],
    ['300.1.1.1, 1.2.3, 0x7f.1, 85.1.2.3', '85.1.2.3'],
  ])('forwarded for %j comes from %s', async (forwarded, address) => {
    const { port, hits } = await openDoor()
    await speak(port, raw(`GET /r/${TOKEN}`, `X-Forwarded-For: ${forwarded}\r\n`))
    expect(hits).toMatchObject([{ address }])
  })

  // As mail programs, messengers, spreadsheets and thumbs copy them; `…` in the middle is what a phone cannot show.
  test.each([
    ...[
      '/',
      '//',
      '/?a=1',
      '.',
      '...',
      ',',
      ';',
      ':',
      '!',
      '?',
      ')',
      ').',
      ']',
      '}',
      '>',
      '"',
      "'",
      '`',
      '*',
      '|',
      '\\\\',
    ],
    ...['%2F', '%2E', '%29', '%2C', '%3E', '%22', '%27', '%7C', '%0A', '%0D%0A', '%20', '%20Boots', '%09', '%00'],
    ...['%C2%BB', '%E2%80%A6', '%E2%80%9D', '%E2%80%99', '%E2%80%8B', '%EF%BB%BF', '%E2%81%A0', '%C2%A0', '%C2%AD'],
    ...['»', '…', '”', '\u200b', '\ufeff', 'и', '%D0%B8', '%D0', '%', '%E2%80'],
    ...['?fbclid=IwAR0x', '?utm_source=x&y=1', '#top', '&amp;', '&quot;', ';jsessionid=1', '=', '%3D', '.html', 'And'],
    ...[`?${'a'.repeat(9_000)}`, '%20'.repeat(3_000), '/'.repeat(9_000)],
  ])('that was copied with %j behind it opens', async tail => {
    const { port, hits } = await openDoor()
    const first = parse(await speak(port, raw(`GET /r/${TOKEN}${tail}`)))
    expect(first.status).toBe(302)
    // Bytes that Node's parser refuses lead to the link itself.
    if (hits.length === 0) expect(first.headers).toContain(`Location: ${TOKEN}`)
    else expect(hits).toMatchObject([{ token: TOKEN }])
  })

  test.each([
    [`GET //r/${TOKEN}`, ''],
    [`GET /r//${TOKEN}`, ''],
    [`GET /r%2F${TOKEN}`, ''],
    [`GET /r/%E2%80%8B${TOKEN}`, ''],
    [`GET /r/%20${TOKEN}`, ''],
    [`GET /r/(${TOKEN})`, ''],
    [`GET /r/%3C${TOKEN}%3E`, ''],
    [`GET /r/${TOKEN.slice(0, 14)}%E2%80%8B${TOKEN.slice(14)}`, ''],
    [`GET /r/${TOKEN.slice(0, 14)}%C2%AD${TOKEN.slice(14)}`, ''],
    [`GET /r/${TOKEN.slice(0, 14)}%0D%0A${TOKEN.slice(14)}`, ''],
    [`GET http://go.example/r/${TOKEN}`, ''],
    [`GET HTTPS://GO.EXAMPLE:8443/r/${TOKEN}?a=1`, ''],
    [`GET /r/${TOKEN}`, 'Host: GO.EXAMPLE\r\n'],
    [`GET /r/${TOKEN}`, `Cookie: ${'basket=1; '.repeat(1_700)}\r\n`],
    [`GET /r/${TOKEN}`, 'Cookie: a=1\r\n'.repeat(1_300)],
    [`GET /r/${TOKEN}`, `Accept-Language: ${'ru,'.repeat(9_000)}\r\n`],
    [`GET /r/${TOKEN}`, `User-Agent: ${'Mozilla/5.0 ('.repeat(4_000)}\r\n`],
    [`GET /r/${TOKEN}`, `Sec-Purpose: ${'a'.repeat(40_000)}\r\n`],
  ])('asked for as %s opens', async (request, headers) => {
    const { port, hits } = await openDoor()
    expect(parse(await speak(port, raw(request, headers))).status).toBe(302)
    expect(hits).toMatchObject([{ token: TOKEN }])
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

test.each([
  ['/s/vk_spring', '?start=vk_spring'],
  ['/s/VK-Spring/', '?start=VK-Spring'],
  ['//s//vk_spring', '?start=vk_spring'],
  ['/s/vk_spring&utm_source=x', '?start=vk_spring'],
  ['/s/vk_spring%C2%BB', '?start=vk_spring'],
  ['/s/%22vk_spring%22', '?start=vk_spring'],
  ['/s/vk_spring.', '?start=vk_spring'],
  ['/s/%D0%B2%D0%B5%D1%81%D0%BD%D0%B0', ''],
  [`/s/${'x'.repeat(65)}`, ''],
  ['/s/%', ''],
  ['/s/', ''],
  ['/s/a%0d%0aSet-Cookie:b=c', '?start=a'],
])('%s leads to the bot with %j', async (path, start) => {
  const { port } = await openDoor()
  const answer = parse(await speak(port, raw(`GET ${path}`)))
  expect(answer.status).toBe(302)
  expect(answer.headers).toContain(`Location: https://t.me/shop_bot${start}`)
  expect(answer.headers.some(header => header.startsWith('Set-Cookie'))).toBe(false)
})

test('a source that was copied with a quotation mark leads to itself', async () => {
  const { port } = await openDoor()
  expect(await speak(port, raw('GET /s/vk_spring\u00bb'))).toContain('Location: vk_spring\r\n')
})

describe('everything that is not here', () => {
  test.each([
    ['GET /'],
    ['GET /r'],
    ['GET /r/'],
    ['GET /r/forged'],
    ['GET //r/'],
    [`GET /R/${TOKEN}`],
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
    ['GET http://go.example'],
    ['GET http://go.example/'],
    [`GET ftp://go.example/r/${TOKEN}`],
    [`GET /r/${TOKEN.slice(1)}`],
    [`GET /s/r/${TOKEN}`],
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
    ['headers without end', `GET /health HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(70_000)}\r\n\r\n`, 431],
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
