import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { Agent, buildConnector } from 'undici'
import { isAppError } from '../../errors.js'
import { isPublicAddress, parseTarget } from '../link.js'
import { readTitle } from './title.js'

/** Why a page did not open. `status`: what the server answered, where it answered at all. */
export type VisitFailure =
  | { reason: 'unknown_host' | 'private' | 'unreached' | 'certificate' | 'slow' | 'redirects' | 'broken' }
  | { reason: 'status'; status: number }

/** What came of opening an address. `title` is null where the page has none, or is no page. */
export type Visit = { kind: 'opens'; title: string | null } | { kind: 'fails'; why: VisitFailure }

/** Names and addresses to addresses, all of them; empty for a name that there is not, and for what must not be opened. */
export type Resolve = (hostname: string) => Promise<string[]>

/** How a visit is made. `limit`: ms for all of it (5 s); `bytes`: how much of a page is read (64 kB). */
export type VisitOptions = { ownTargets: readonly string[]; limit?: number; bytes?: number; resolve?: Resolve }

const LIMIT_MS = 5_000
const BYTES = 65_536
const REDIRECTS = 5
/** How the product calls itself where it looks at addresses. Firewalls refuse names that speak of robots or of checks. */
export const AGENT = 'Mozilla/5.0 (compatible; segcast)'
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME|ERR_TLS|ERR_SSL/

class Failed extends Error {
  constructor(readonly why: VisitFailure) {
    super(why.reason)
  }
}

/**
 * Opens an address once, as a subscriber's browser would, to see that it works and what the page is called. It connects
 * to the very addresses that the name was resolved to and only if they are public (or of an own target), at every
 * redirect again, so that neither a name nor a redirect can lead into the network of this machine. Never throws.
 * @param address a normalised address, see `parseTarget`
 */
export async function visit(address: string, options: VisitOptions): Promise<Visit> {
  const { ownTargets, limit = LIMIT_MS, bytes = BYTES, resolve = resolveAll } = options
  const timeout = AbortSignal.timeout(limit)
  let url = address
  try {
    for (let hops = 0; hops <= REDIRECTS; hops++) {
      const step = await open(url, { own: ownTargets.includes(new URL(url).origin), timeout, bytes, resolve, limit })
      if (step.kind === 'opens') return step
      url = parseTarget(new URL(step.location, url).href, ownTargets)
    }
    return { kind: 'fails', why: { reason: 'redirects' } }
  } catch (error) {
    return { kind: 'fails', why: timeout.aborted ? { reason: 'slow' } : whyOf(error) }
  }
}

type Opening = { own: boolean; timeout: AbortSignal; bytes: number; resolve: Resolve; limit: number }
type Step = { kind: 'opens'; title: string | null } | { kind: 'moved'; location: string }

async function open(url: string, { own, timeout, bytes, resolve, limit }: Opening): Promise<Step> {
  const { origin, pathname, search } = new URL(url)
  const agent = new Agent({ connect: connector(own, resolve, limit), connections: 1, pipelining: 1 })
  try {
    const opened = agent.request({
      origin,
      path: pathname + search,
      method: 'GET',
      headers: { 'user-agent': AGENT, accept: 'text/html,*/*;q=0.8', 'accept-encoding': 'identity' },
      signal: timeout,
    })
    const { statusCode: status, headers, body } = await Promise.race([opened, whenAborted(timeout)])
    // What is left of a body when we have read enough is no fault of the page.
    body.on('error', () => {})
    if (status >= 300 && status < 400 && typeof headers['location'] === 'string') {
      body.destroy()
      return { kind: 'moved', location: headers['location'] }
    }
    if (status < 200 || status > 299) {
      body.destroy()
      throw new Failed({ reason: 'status', status })
    }
    const type = String(headers['content-type'] ?? 'text/html')
    if (!/html|xml/i.test(type)) {
      body.destroy()
      return { kind: 'opens', title: null }
    }
    const unpacked = unpack(body, String(headers['content-encoding'] ?? ''))
    if (unpacked === null) {
      body.destroy()
      return { kind: 'opens', title: null }
    }
    const page = await Promise.race([readStart(unpacked, bytes), whenAborted(timeout)])
    body.destroy()
    return { kind: 'opens', title: readTitle(page, type) }
  } finally {
    // Not awaited: a server that does not let go must not keep the admin waiting.
    void agent.destroy().catch(() => {})
  }
}

/** A body as it was before it was packed; null for a packing that we do not know. Some servers pack unasked. */
function unpack(body: Readable, encoding: string): Readable | null {
  switch (encoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return body
    case 'gzip':
    case 'x-gzip':
      return body.pipe(createGunzip())
    case 'deflate':
      return body.pipe(createInflate())
    case 'br':
      return body.pipe(createBrotliDecompress())
    default:
      return null
  }
}

/** The first bytes, unpacked ones counted: whatever grows out of few is read no further. A torn end is an end. */
async function readStart(body: Readable, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk)
      length += chunk.length
      if (length >= bytes) break
    }
  } catch (error) {
    if (chunks.length === 0) throw error
  }
  return Buffer.concat(chunks).subarray(0, bytes)
}

/** Resolving and connecting are one step: nobody can answer with another address in between. */
function connector(own: boolean, resolve: Resolve, limit: number): buildConnector.connector {
  const connect = buildConnector({ timeout: limit })
  return (options, callback) => {
    const hostname = options.hostname.replace(/^\[|\]$/g, '')
    const servername = isIP(hostname) === 0 ? hostname : ''
    const attempt = ([address, ...others]: string[]): void => {
      if (address === undefined) callback(new Failed({ reason: 'unreached' }), null)
      else
        connect({ ...options, hostname: address, servername }, (...result) => {
          if (result[0] !== null && others.length > 0) attempt(others)
          else callback(...result)
        })
    }
    resolve(hostname).then(
      found => {
        const allowed = own ? found : found.filter(isPublicAddress)
        if (found.length === 0) callback(new Failed({ reason: 'unknown_host' }), null)
        else if (allowed.length === 0) callback(new Failed({ reason: 'private' }), null)
        else attempt(allowed.slice(0, 3))
      },
      () => callback(new Failed({ reason: 'unknown_host' }), null),
    )
  }
}

/** IPv4 first: not every server has a way out by IPv6. */
async function resolveAll(hostname: string): Promise<string[]> {
  const found = await lookup(hostname, { all: true, order: 'ipv4first' })
  return found.map(({ address }) => address)
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(new Failed({ reason: 'slow' }))
    signal.addEventListener('abort', () => reject(new Failed({ reason: 'slow' })), { once: true })
  })
}

function whyOf(error: unknown): VisitFailure {
  if (error instanceof Failed) return error.why
  if (isAppError(error)) return { reason: error.code === 'url_private' ? 'private' : 'redirects' }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (CERTIFICATE.test(code)) return { reason: 'certificate' }
  if (code.startsWith('HPE_') || code === 'UND_ERR_SOCKET') return { reason: 'broken' }
  return { reason: 'unreached' }
}
