import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Hit, Redirected } from '../tracking/click.js'
import { tokenIn } from '../tracking/token.js'
import { answerFound, answerNotFound, answerText } from './answer.js'
import { RequestHit } from './hit.js'

/** The first bytes of a request whose path Node's parser refuses: as they were sent, not percent-encoded. */
const REFUSED =
  /^(?:GET|HEAD) (?:https?:\/\/[^/ ]{1,300})?(?:\/[\w./-]{0,300})?\/(?:r\/(?=[\w-]{28}[\x80-\xff])|s\/)([\w-]{1,64})[\x80-\xff]/i

/** Opens a tracked link: from the hit to where the person goes. */
export type Redirect = (hit: Hit) => Promise<Redirected>

class TokenHit extends RequestHit implements Hit {
  constructor(
    readonly token: string,
    request: IncomingMessage,
  ) {
    super(request)
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
  const found = await redirect(new TokenHit(token, request))
  if (found.kind === 'unknown') return answerNotFound(response)
  if (found.kind === 'early') return answerText(response, 503, 'Not before somebody presses')
  answerFound(response, found.url)
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
