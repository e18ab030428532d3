import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Hit, Redirected } from '../tracking/click.js'
import { claimedAddress } from './address.js'
import { answerNotFound } from './answer.js'

const PURPOSE_HEADERS = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']
const EARLY = /prefetch|prerender|preview/i

/** Opens a tracked link: from the hit to where the person goes. */
export type Redirect = (hit: Hit) => Promise<Redirected>

/** `GET` or `HEAD /r/<token>`: 302 to the link's address, or the common 404. */
export async function answerRedirect(
  redirect: Redirect,
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
): Promise<void> {
  const found = await redirect({
    token,
    method: request.method === 'HEAD' ? 'HEAD' : 'GET',
    agent: request.headers['user-agent'] ?? null,
    address: claimedAddress(request),
    prefetch: isPrefetch(request),
  })
  if (found.kind === 'unknown') return answerNotFound(response)
  response.writeHead(302, [
    'Location',
    found.url,
    'Cache-Control',
    'no-store',
    'Referrer-Policy',
    'no-referrer',
    'X-Robots-Tag',
    'noindex',
    'Content-Length',
    '0',
  ])
  response.end()
}

/** Browsers load a page before anybody has pressed, and say so in one of these headers. */
function isPrefetch({ headers }: IncomingMessage): boolean {
  return PURPOSE_HEADERS.some(name => headers[name] !== undefined && EARLY.test(String(headers[name])))
}
