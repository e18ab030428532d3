import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSocketServer, type Server } from 'node:net'
import { Api } from 'grammy'
import { onTestFinished } from 'vitest'
import { createFetch, type FetchDeps } from '../../../src/bot/lanes/fetch.js'
import { systemClock } from '../../../src/clock.js'
import { silentLog } from '../../../src/log.js'

export const TOKEN = '123456:SECRET-TOKEN-of-a-bot-0123456789'

export type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void

/** A Bot API server that does what the test says; returns its address. */
export async function serve(handler: Handler): Promise<string> {
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

export function portOf(server: Server): number {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('it does not listen')
  return address.port
}

/** An address where nobody listens. */
export async function nobody(): Promise<string> {
  const server = createSocketServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server)
  server.close()
  await once(server, 'close')
  return `http://127.0.0.1:${port}`
}

export function api(apiRoot: string, deps: Partial<FetchDeps> = {}): Api {
  const fetch = createFetch({ pace: null, log: silentLog, clock: systemClock, ...deps })
  onTestFinished(() => fetch.close())
  return new Api(TOKEN, { apiRoot, fetch })
}

export const json = (response: ServerResponse, body: object, status = 200) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

export const ok = (response: ServerResponse) => json(response, { ok: true, result: { message_id: 7 } })

export const limited = (response: ServerResponse, seconds: number) =>
  json(
    response,
    { ok: false, error_code: 429, description: 'Too Many Requests', parameters: { retry_after: seconds } },
    429,
  )

export async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => {
      throw new Error('it did not fail')
    },
    error => error,
  )
}

/** Networks that fail, and whether the message may have arrived. */
export const broken: [name: string, reached: 'before' | 'after', code: string | RegExp, root: () => Promise<string>][] =
  [
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

/** A pace that lets everything through and writes down what it was asked. */
export function recordingPace(log: string[]) {
  return {
    reply: async () => void log.push('turn'),
    limited: (_: 'reply', seconds: number) => void log.push(`rest ${seconds}`),
    owe: (messages: number) => void log.push(`${messages} more`),
  }
}
