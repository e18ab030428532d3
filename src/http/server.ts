import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { sleep } from '../clock.js'
import { describeError, type Log } from '../log.js'
import { answerNotFound, answerText } from './answer.js'
import { answerCrm, CRM_PATH, type CrmDoor } from './crm.js'
import { answerHealth, type Health } from './health.js'
import { answerInbound, calledBy, type Inbound } from './inbound.js'
import { answerMetrics } from './metrics.js'
import { pathOf } from './path.js'
import { answerRedirect, answerToRefused, type Redirect } from './redirect.js'
import { answerVisit, type Visitor } from './visit.js'
import { type Accept, answerWebhook, createSecretCheck } from './webhook.js'

const LINK_PATH = '/r/'
/** As a sign or an app may write it, with one slash too many. */
const SOURCE_PATHS = /^\/{1,9}s(?:\/|%2[fF]){1,9}/
/** As somebody's app or an address put together with one slash too many writes it. */
const LINK_PATHS = /^\/{1,9}r(?:\/|%2[fF]){1,9}/
const MOST_CONNECTIONS = 10_000
/** Bytes of all headers: on the shop's own domain its cookies come along, and Node's 16 kB are soon full. */
const HEADERS_SIZE = 64 * 1024

/**
 * How long, in ms, a peer may take: for the headers, for a body, for a body that is worked off while it comes, between two
 * requests, at the close.
 */
export type HttpLimits = { headers: number; request: number; stream: number; idle: number; close: number }

// Idle: longer than the minute after which proxies close a connection, or they write into one that we are closing.
const LIMITS: HttpLimits = { headers: 10_000, request: 20_000, stream: 900_000, idle: 65_000, close: 3_000 }

/** What the web door needs. */
export type HttpDeps = {
  host: string
  /** 0: any free port. */
  port: number
  log: Log
  redirect: Redirect
  visit: Visitor
  /** Takes an update of the webhook; null when updates are polled, and then the webhook does not exist. */
  accept: Accept | null
  /** What Telegram must show at the webhook; null closes it. */
  webhookSecret: string | null
  /** The API of other systems. */
  crm: CrmDoor
  /** Takes calls of shops; left out: nobody is connected. */
  inbound?: Inbound
  health: () => Health
  metrics: () => Promise<string>
  /** What whoever asks for the figures from elsewhere must show; null (also left out): only this machine may ask. */
  metricsKey?: string | null
  limits?: Partial<HttpLimits>
}

/** The web door while it lives. */
export type HttpServer = {
  /** Starts to listen. @returns the port, also when 0 was asked for. Rejects when the address is taken. */
  listen(): Promise<{ port: number }>
  /** Takes no more connections, lets running requests finish within 3 s, then cuts them. */
  close(): Promise<void>
}

/** What Node tells of bytes that are no request. */
type ParserError = Error & { code?: string; rawPacket?: Buffer }

/** As Node itself answers. */
const STATUS_OF: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

type Route = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void> | undefined

/**
 * Makes the web door: `/r/<token>`, `/s/<source>`, `/crm/…`, `POST /telegram`, `POST /in/<kind>/<address>`, `/health`, `/metrics`; the
 * same 404 for everything else.
 * A request that fails is answered 500 and logged; nothing a peer sends can end the process.
 */
export function createHttpServer(deps: HttpDeps): HttpServer {
  const { host, port, log } = deps
  const limits = { ...LIMITS, ...deps.limits }
  const route = createRoute(deps, limits)
  let closing = false

  const server = createServer(
    {
      maxHeaderSize: HEADERS_SIZE,
      headersTimeout: limits.headers,
      // Whoever reads a body has a limit of their own, and what nobody reads ends with its answer.
      requestTimeout: limits.stream,
      keepAliveTimeout: limits.idle,
      connectionsCheckingInterval: Math.min(limits.headers, 2_000),
    },
    take,
  )
  // Told to go on only once somebody wants the body.
  server.on('checkContinue', take)
  server.maxConnections = MOST_CONNECTIONS
  // Their size is bounded above. By number Node 20 forgets the last ones, and Node 24 refuses the request.
  server.maxHeadersCount = 0
  server.on('clientError', (error: ParserError, socket: Socket) => {
    if (!socket.writable) return void socket.destroy()
    const link = error.rawPacket === undefined ? null : answerToRefused(error.rawPacket)
    const status = STATUS_OF[error.code ?? ''] ?? '400 Bad Request'
    socket.end(link ?? `HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`)
  })

  function take(request: IncomingMessage, response: ServerResponse): void {
    if (closing) response.setHeader('Connection', 'close')
    try {
      route(request, response, pathOf(request.url ?? ''))?.catch(error => fail(error, request, response))
    } catch (error) {
      fail(error, request, response)
    }
  }

  function fail(error: unknown, request: IncomingMessage, response: ServerResponse): void {
    // A peer that went away in the middle is its own affair.
    if (request.errored === null) log.error({ error: describeError(error) }, 'a web request failed')
    if (response.headersSent) response.destroy()
    else answerText(response, 500, 'Something went wrong here; try again in a moment')
  }

  return {
    listen: () => listen(server, host, port),
    async close() {
      closing = true
      const closed = new Promise<void>(resolve => {
        server.close(() => resolve())
      })
      const patience = new AbortController()
      const late = sleep(limits.close, patience.signal).then(() => server.closeAllConnections())
      // Connections that were busy when the close began become idle one by one.
      const sweep = setInterval(() => server.closeIdleConnections(), 20)
      await closed
      clearInterval(sweep)
      patience.abort()
      await late
    },
  }
}

function createRoute(deps: HttpDeps, limits: HttpLimits): Route {
  const { redirect, visit, crm, accept, webhookSecret, inbound, health, metrics, metricsKey = null } = deps
  const isKey = metricsKey === null ? null : createSecretCheck(metricsKey)
  const webhook =
    accept === null || webhookSecret === null ? null : { accept, isSecret: createSecretCheck(webhookSecret) }
  return (request, response, path) => {
    const reads = request.method === 'GET' || request.method === 'HEAD'
    if (request.method === 'POST' && path === '/telegram' && webhook !== null) {
      return answerWebhook(webhook.accept, webhook.isSecret, request, response, limits.request)
    }
    if (path.startsWith(CRM_PATH)) return answerCrm(crm, request, response, path, limits)
    const called = request.method === 'POST' && inbound !== undefined ? calledBy(path) : null
    if (called !== null && inbound !== undefined)
      return answerInbound(inbound, called, request, response, limits.request)
    // Nobody reads what follows the headers.
    if (hasBody(request)) response.setHeader('Connection', 'close')
    const link = reads ? linkIn(path) : null
    if (link !== null) return answerRedirect(redirect, request, response, link)
    const source = reads ? sourceIn(path) : null
    if (source !== null) return answerVisit(visit, request, response, source)

    if (reads && path === '/metrics') return answerMetrics(metrics, isKey, request, response)
    if (reads && path === '/health') answerHealth(health, response)
    else answerNotFound(response)
    return undefined
  }
}

/** Whether something follows the headers. */
function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/** What stands behind `/r/`; null when the path is none of a link. */
function linkIn(path: string): string | null {
  if (path.startsWith(LINK_PATH) && path.charCodeAt(LINK_PATH.length) !== 47) return path.slice(LINK_PATH.length)
  const [start] = LINK_PATHS.exec(path) ?? []
  return start === undefined ? null : path.slice(start.length)
}

/** What stands behind `/s/`; null when the path is none of a source. */
function sourceIn(path: string): string | null {
  const [start] = SOURCE_PATHS.exec(path) ?? []
  const written = start === undefined ? null : path.slice(start.length)
  return written === null || /\/./.test(written) ? null : written
}

function listen(server: Server, host: string, port: number): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve({ port: typeof address === 'object' && address !== null ? address.port : port })
    })
  })
}
