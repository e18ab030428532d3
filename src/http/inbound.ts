import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CallHeaders, ShopInbox } from '../crm/shop/inbox.js'
import { answerNotFound, answerText } from './answer.js'
import { readBody, refuse, refuseUnread } from './body.js'

const PATH = /^\/in\/([a-z]{1,20})\/([\w-]{16,64})$/
const LARGEST_BODY = 1024 * 1024

/** Where shops' calls go. */
export type Inbound = Pick<ShopInbox, 'find' | 'take'>

/** What a path calls: the kind of a shop, and the secret end; null when it is none of a connection. */
export function calledBy(path: string): { kind: string; address: string } | null {
  const [, kind, address] = PATH.exec(path) ?? []
  return kind === undefined || address === undefined ? null : { kind, address }
}

/**
 * `POST /in/<kind>/<address>`: takes a call of a shop. 200 means that it is on disk; work is done afterwards. The common
 * 404 where nobody is connected there, or no more; 401 where it is not signed by the shop.
 * @param ms how long its body may take
 */
export async function answerInbound(
  inbound: Inbound,
  called: { kind: string; address: string },
  request: IncomingMessage,
  response: ServerResponse,
  ms: number,
): Promise<void> {
  const connection = inbound.find(called.kind, called.address)
  if (connection === null) return refuse(request, response, () => answerNotFound(response))
  const body = await readBody(request, response, { bytes: LARGEST_BODY, ms })
  if (typeof body === 'string') return refuseUnread(request, response, body)
  const taken = await inbound.take(connection, headersOf(request), body)
  if (taken === 'forged') answerText(response, 401, 'The signature does not fit')
  else answerText(response, 200, 'OK')
}

function headersOf({ headers }: IncomingMessage): CallHeaders {
  const first = (...names: readonly string[]) => {
    for (const name of names) {
      const value = headers[name]
      if (typeof value === 'string' && value !== '') return value
    }
    return null
  }
  return {
    signature: first('x-shopify-hmac-sha256', 'x-wc-webhook-signature'),
    id: first('x-shopify-webhook-id', 'x-wc-webhook-delivery-id'),
    topic: first('x-shopify-topic', 'x-wc-webhook-topic'),
  }
}
