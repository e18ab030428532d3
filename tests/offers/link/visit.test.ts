import { createServer, type RequestListener } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readTitle } from '../../../src/offers/link/title.js'
import { type Visit, visit } from '../../../src/offers/link/visit.js'

/** A shop on a port of this machine. */
async function shop(answer: RequestListener) {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(request.url ?? '')
    answer(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { seen, port, origin: `http://127.0.0.1:${port}` }
}

const page = (title: string) => `<!doctype html><html><head><title>${title}</title></head><body>…</body></html>`
const html = { 'content-type': 'text/html; charset=utf-8' }
const nowhere = async () => []

describe('opening an address', () => {
  test('an own target opens, with its title; the fragment stays here', async () => {
    const { origin, seen } = await shop((_, response) => response.writeHead(200, html).end(page('Autumn boots')))
    const found = await visit(`${origin}/boots?a=1#top`, { ownTargets: [origin] })
    expect(found).toEqual({ kind: 'opens', title: 'Autumn boots' })
    expect(seen).toEqual(['/boots?a=1'])
  })

  test.each([
    [404, { reason: 'status', status: 404 }],
    [403, { reason: 'status', status: 403 }],
    [500, { reason: 'status', status: 500 }],
    [304, { reason: 'status', status: 304 }],
  ])('%s is a warning', async (status, why) => {
    const { origin } = await shop((_, response) => response.writeHead(status).end())
    expect(await visit(`${origin}/`, { ownTargets: [origin] })).toEqual({ kind: 'fails', why })
  })

  test('five redirects are followed, six are not', async () => {
    const { origin, seen } = await shop((request, response) => {
      const left = Number(request.url?.slice(1))
      if (left === 0) response.writeHead(200, html).end(page('There'))
      else response.writeHead(302, { location: `/${left - 1}` }).end()
    })
    expect(await visit(`${origin}/5`, { ownTargets: [origin] })).toEqual({ kind: 'opens', title: 'There' })
    expect(seen).toEqual(['/5', '/4', '/3', '/2', '/1', '/0'])
    expect(await visit(`${origin}/6`, { ownTargets: [origin] })).toEqual({
      kind: 'fails',
      why: { reason: 'redirects' },
    })
  })

  test.each([
    ['http://127.0.0.1:1/admin', 'private'],
    ['http://169.254.169.254/latest/meta-data', 'private'],
    ['http://[::1]/', 'private'],
    ['http://localhost/', 'private'],
    ['file:///etc/passwd', 'redirects'],
    ['http://user:pw@shop.example/', 'redirects'],
  ])('a redirect to %s is not followed', async (location, reason) => {
    const { origin } = await shop((_, response) => response.writeHead(302, { location }).end())
    expect(await visit(`${origin}/`, { ownTargets: [origin] })).toEqual({ kind: 'fails', why: { reason } })
  })

  test('a redirect of an own target to the same machine by another name is asked again', async () => {
    const secret = await shop((_, response) => response.writeHead(200, html).end(page('Secret')))
    const { origin } = await shop((_, response) =>
      response.writeHead(302, { location: `http://inside.example:${secret.port}/` }).end(),
    )
    const asked: string[] = []
    const resolve = async (name: string) => {
      asked.push(name)
      return ['127.0.0.1']
    }
    const found = await visit(`${origin}/`, { ownTargets: [origin], resolve })
    expect(found).toEqual({ kind: 'fails', why: { reason: 'private' } })
    expect(asked).toEqual(['127.0.0.1', 'inside.example'])
    expect(secret.seen).toEqual([])
  })

  test.each([
    ['10.0.0.7'],
    ['192.168.0.1'],
    ['172.16.5.5'],
    ['127.0.0.1'],
    ['0.0.0.0'],
    ['100.64.0.1'],
    ['169.254.169.254'],
    ['::1'],
    ['fd00::1'],
    ['fe80::1'],
    ['::ffff:127.0.0.1'],
    ['64:ff9b::7f00:1'],
    ['not an address'],
  ])('a name that leads to %s is not connected to', async address => {
    const { port, seen } = await shop((_, response) => response.end())
    const found = await visit(`http://shop.example:${port}/`, { ownTargets: [], resolve: async () => [address] })
    expect(found).toEqual({ kind: 'fails', why: { reason: 'private' } })
    expect(seen).toEqual([])
  })

  test('each name is resolved once for each connection, so no second answer can lead elsewhere', async () => {
    const { port, seen } = await shop((_, response) => response.writeHead(200, html).end(page('Inside')))
    // A name server that answers with a public address when asked to check, and with ours when asked to connect.
    const answers = [['192.0.2.1'], ['127.0.0.1']]
    let asked = 0
    const found = await visit(`http://shop.example:${port}/`, {
      ownTargets: [],
      resolve: async () => answers[asked++] ?? [],
    })
    expect(found.kind).toBe('fails')
    expect(asked).toBe(1)
    expect(seen).toEqual([])
  })

  test('an own target by name is connected to at what its name says', async () => {
    const { port, seen } = await shop((_, response) => response.writeHead(200, html).end(page('Own')))
    const origin = `http://own.example:${port}`
    const found = await visit(`${origin}/x`, { ownTargets: [origin], resolve: async () => ['127.0.0.1'] })
    expect(found).toEqual({ kind: 'opens', title: 'Own' })
    expect(seen).toEqual(['/x'])
  })

  test.each<[string, () => Promise<Visit>, string]>([
    [
      'a name that nobody has',
      () => visit('https://shop.example/', { ownTargets: [], resolve: nowhere }),
      'unknown_host',
    ],
    [
      'a name server that fails',
      () => visit('https://shop.example/', { ownTargets: [], resolve: () => Promise.reject(new Error('SERVFAIL')) }),
      'unknown_host',
    ],
    [
      'a port nobody listens on',
      () => visit('http://127.0.0.1:9/', { ownTargets: ['http://127.0.0.1:9'] }),
      'unreached',
    ],
  ])('%s', async (_, open, reason) => {
    expect(await open()).toEqual({ kind: 'fails', why: { reason } })
  })

  test('who is silent, or drips, is given up after the limit', async () => {
    const silent = await shop(() => {})
    const dripping = await shop((_, response) => {
      response.writeHead(200, html).write('<html>')
      const drip = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(drip))
    })
    const name = { ownTargets: [silent.origin, dripping.origin], limit: 150 }
    const began = performance.now()
    const slow: Visit = { kind: 'fails', why: { reason: 'slow' } }
    expect(await visit(`${silent.origin}/`, name)).toEqual(slow)
    expect(await visit(`${dripping.origin}/`, name)).toEqual(slow)
    expect(
      await visit('http://a.example/', { ownTargets: [], limit: 50, resolve: () => new Promise(() => {}) }),
    ).toEqual(slow)
    // By the usual limit the three would take 15 s.
    expect(performance.now() - began).toBeLessThan(12_000)
  })

  test('of an endless page only the beginning is read', async () => {
    let written = 0
    const { origin } = await shop((_, response) => {
      response.writeHead(200, html).write(page('Endless'))
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384))) written += 16_384
      }
      response.on('drain', more)
      more()
    })
    const found = await visit(`${origin}/`, { ownTargets: [origin], bytes: 65_536 })
    expect(found).toEqual({ kind: 'opens', title: 'Endless' })
    expect(written).toBeLessThan(50_000_000)
  })

  test('nonsense instead of HTTP, and an answer that breaks off, are warnings', async () => {
    const server = createTcpServer(socket => socket.resume().end('hello\r\n\r\n'))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => new Promise<void>(resolve => void server.close(() => resolve())))
    const address = server.address()
    const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
    expect(await visit(`${origin}/`, { ownTargets: [origin] })).toEqual({ kind: 'fails', why: { reason: 'broken' } })
    const cut = await shop(request => request.socket.destroy())
    expect(await visit(`${cut.origin}/`, { ownTargets: [cut.origin] })).toMatchObject({ kind: 'fails' })
  })

  test.each<[string, Buffer, string | null]>([
    ['gzip', gzipSync(page('Boots') + 'x'.repeat(100_000)), 'Boots'],
    ['x-gzip', gzipSync(page('Boots')).subarray(0, -20), 'Boots'],
    ['GZIP', gzipSync(`<!--${'x'.repeat(50_000_000)}`), null],
    ['deflate', deflateSync(page('Boots')), 'Boots'],
    ['br', brotliCompressSync(page('Boots')), 'Boots'],
    ['martian', Buffer.from(page('Boots')), null],
  ])('a page that is packed unasked (%s) is read as far as 64 kB of what was in it', async (encoding, body, title) => {
    const { origin } = await shop((_, response) =>
      response.writeHead(200, { ...html, 'content-encoding': encoding }).end(body),
    )
    const since = process.cpuUsage()
    expect(await visit(`${origin}/`, { ownTargets: [origin] })).toEqual({ kind: 'opens', title })
    expect(process.cpuUsage(since).user).toBeLessThan(2_000_000)
  })

  test('a file opens and has no title', async () => {
    const { origin } = await shop((_, response) =>
      response.writeHead(200, { 'content-type': 'application/pdf' }).end('x'),
    )
    expect(await visit(`${origin}/price.pdf`, { ownTargets: [origin] })).toEqual({ kind: 'opens', title: null })
  })
})

describe('the title', () => {
  const utf8 = 'text/html'
  test.each([
    ['plain', page('Boots'), 'Boots'],
    [
      'entities',
      page('Tom &amp; Jerry&#39;s &laquo;Boots&raquo; &#x1F45F; &unknown;'),
      "Tom & Jerry's «Boots» 👟 &unknown;",
    ],
    ['lines', page('  Boots\n   and\t socks '), 'Boots and socks'],
    ['attributes', '<TITLE data-x="1">Boots</TITLE>', 'Boots'],
    ['commented out', '<!-- <title>Old</title> --><title>New</title>', 'New'],
    ['turned around', page('\u202eevil'), 'evil'],
    ['empty', page('  '), null],
    ['none', '<h1>Boots</h1>', null],
    ['cut before its end', '<title>Boo', null],
    ['long', page('x'.repeat(200)), `${'x'.repeat(79)}…`],
  ])('%s', (_, text, expected) => {
    expect(readTitle(Buffer.from(text), utf8)).toBe(expected)
  })

  const cyrillic = Buffer.from([0xc1, 0xee, 0xf2, 0xe8, 0xed, 0xea, 0xe8])
  const wrapped = (head: string) => Buffer.concat([Buffer.from(`${head}<title>`), cyrillic, Buffer.from('</title>')])
  test.each([
    ['the server’s word', wrapped(''), 'text/html; charset=windows-1251', 'Ботинки'],
    ['the page’s word', wrapped('<meta charset="windows-1251">'), 'text/html', 'Ботинки'],
    [
      'the page’s older word',
      wrapped('<meta http-equiv=Content-Type content="text/html; charset=cp1251">'),
      'text/html',
      'Ботинки',
    ],
    ['a charset that there is not', Buffer.from(page('Ботинки')), 'text/html; charset=martian', 'Ботинки'],
    ['its mark', Buffer.from(`\ufeff${page('Boots')}`, 'utf16le'), 'text/html', 'Boots'],
  ])('by %s', (_, bytes, type, expected) => {
    expect(readTitle(bytes, type)).toBe(expected)
  })

  test.each([
    ['comments that never end', '<!--'],
    ['comments that end at once', '<!---->'],
    ['titles that never end', '<title>'],
    ['titles that are none', '<titles>'],
    ['ends of nothing', '<title></'],
    ['beginnings', '<'],
    ['spaces before a charset', `charset${' '.repeat(40)}`],
    ['charsets', 'charset='],
    ['entities', '<title>&&#&#x&#9'],
  ])('is looked for once in a page of %s', (_, piece) => {
    // A megabyte, 16 times what is ever read: what asks at every sign anew takes hours over it, not half a second.
    const bytes = Buffer.from(piece.repeat(1_048_576 / piece.length))
    const since = process.cpuUsage()
    readTitle(bytes, `text/html; ${piece.repeat(400)}`)
    expect(process.cpuUsage(since).user).toBeLessThan(2_000_000)
  })

  test('whatever a page holds, there is no fault', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (bytes, type) => {
        const title = readTitle(Buffer.concat([Buffer.from('<title>'), bytes, Buffer.from('</title>')]), type)
        expect(title === null || title.length <= 80).toBe(true)
      }),
    )
  })
})
