import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Hit, Redirected } from '../tracking/click.js'
import { tokenIn } from '../tracking/token.js'
import { claimedAddress } from './address.js'
import { answerNotFound, answerText } from './answer.js'

const PURPOSE_HEADERS = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const
const EARLY = /prefetch|prerender|preview/i
const LONGEST_PURPOSE = 128
/** The first bytes of a request whose path Node's parser refuses: as they were sent, not percent-encoded. */
const REFUSED = /^(?:GET|HEAD) (?:https?:\/\/[^/ ]{1,300})?(?:\/[\w./-]{0,300})?\/r\/([\w-]{28})[\x80-\xff]/i

/** Opens a tracked link: from the hit to where the person goes. */
export type Redirect = (hit: Hit) => Promise<Redirected>

/** Reads the headers of a request only where they are asked for: nobody's forged token makes us parse anything. */
class RequestHit implements Hit {
  constructor(
    readonly token: string,
    private readonly request: IncomingMessage,
  ) {}

  get method(): 'GET' | 'HEAD' {
    return this.request.method === 'HEAD' ? 'HEAD' : 'GET'
  }

  get agent(): string | null {
    return this.request.headers['user-agent'] ?? null
  }

  get address(): string | null {
    return claimedAddress(this.request)
  }

  /** Browsers load a page before anybody has pressed, and say so in one of these headers. */
  get prefetch(): boolean {
    const { headers } = this.request
    return PURPOSE_HEADERS.some(name => {
      const purpose = headers[name]
      return purpose !== undefined && EARLY.test(String(purpose).slice(0, LONGEST_PURPOSE))
    })
  }
}

/**
 * `GET` or `HEAD /r/<token>`: 302 to the link's address, or the common 404. A speculative request gets 503, which no
 * browser shows or keeps: whoever presses later asks again.
 * @param written what stands behind `/r/`
 */
export async function answerRedirect(
  redirect: Redirect,
  request: IncomingMessage,
  response: ServerResponse,
  written: string,
): Promise<void> {
  const token = tokenIn(written)
  if (token === null) return answerNotFound(response)
  const found = await redirect(new RequestHit(token, request))
  if (found.kind === 'unknown') return answerNotFound(response)
  if (found.kind === 'early') return answerText(response, 503, 'Not before somebody presses')
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

/**
 * What to answer to a link that was copied with a quotation mark or an ellipsis and sent as it is, which Node's parser
 * refuses: the link itself. Null when the bytes are no such thing.
 */
export function answerToRefused(bytes: Buffer): string | null {
  const [, token] = REFUSED.exec(bytes.subarray(0, 1_024).toString('latin1')) ?? []
  if (token === undefined) return null
  return `HTTP/1.1 302 Found\r\nLocation: ${token}\r\nCache-Control: no-store\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`
}
