import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Endpoint } from '../crm/api/endpoint.js'
import type { Split } from '../crm/api/split.js'
import type { Admission } from '../crm/api.js'
import { answer } from './answer.js'
import { refuse, type Unread } from './body.js'

const JSON_TYPE = 'application/json; charset=utf-8'

/** Why nothing of a request is taken: a status, a code for programs, one sentence for people. */
export type Refusal = { status: number; code: string; message: string; headers: Record<string, string> }

/** Refuses a request as a whole. */
export function turnDown(request: IncomingMessage, response: ServerResponse, refusal: Refusal): Promise<void> {
  for (const [name, value] of Object.entries(refusal.headers)) response.setHeader(name, value)
  return refuse(request, response, () => answer(response, refusal.status, JSON_TYPE, errorOf(refusal)))
}

/** A refusal as the body of an answer. */
export function errorOf({ code, message }: Refusal): string {
  return `${JSON.stringify({ error: { code, message } })}\n`
}

function refusal(status: number, code: string, message: string, headers: Record<string, string> = {}): Refusal {
  return { status, code, message, headers }
}

const CHALLENGE = { 'WWW-Authenticate': 'Bearer' }
export const STARTING = refusal(503, 'starting', 'The bot is starting: send this again in a few seconds.', {
  'Retry-After': '5',
})
export const NO_DISK = refusal(503, 'no_disk', 'The disk takes nothing at the moment: send this again later.', {
  'Retry-After': '30',
})
export const NOT_HERE = refusal(404, 'not_found', 'There is nothing here: GET /crm/openapi.json says what there is.')
export const REVOKED = refusal(401, 'revoked', 'This key was revoked: ask an owner of the bot for another.', CHALLENGE)
export const WRONG_TYPE = refusal(
  415,
  'content_type',
  'Send the header `Content-Type: application/json`, or `application/x-ndjson` for one item a line.',
)

/** Why a body has no items. */
export const SPLIT: Readonly<Record<Extract<Split, { kind: 'refused' }>['why'], Refusal>> = {
  empty: refusal(400, 'empty', 'The body is empty: send an object, or a list of them.'),
  not_json: refusal(400, 'not_json', 'The body is not JSON: send an object, or a list of them.'),
  too_deep: refusal(400, 'too_deep', 'The body has brackets within brackets deeper than any item needs.'),
  too_many: refusal(413, 'too_many', 'Send up to 1,000 items at a time, or as many as you like as NDJSON.'),
  too_long: refusal(413, 'too_long', 'An item is over 256 KB: send less of it.'),
}

/** Why a body was not read. */
export const UNREAD: Readonly<Record<Unread, Refusal>> = {
  encoded: refusal(415, 'encoded', 'Send the body as it is, without Content-Encoding.'),
  too_large: refusal(413, 'too_large', 'The body is over 1 MB: send less at a time, or NDJSON.'),
  late: refusal(408, 'late', 'The body did not come in time: send it again.'),
}

/** Another method is needed. */
export function notAllowed(allow: string): Refusal {
  return refusal(405, 'method', `Send this by ${allow}.`, { Allow: allow })
}

/** Why a request is not let in. @param shown whether it showed any key */
export function refusalOf(
  admission: Exclude<Admission, { kind: 'open' }>,
  { about, scope }: Endpoint,
  shown: boolean,
): Refusal {
  switch (admission.kind) {
    case 'unknown':
      return shown
        ? refusal(
            401,
            'unknown_key',
            'Nobody has this key: look whether it is whole, or ask an owner of the bot for one.',
            CHALLENGE,
          )
        : refusal(
            401,
            'no_key',
            'Send the header `Authorization: Bearer segcast_…` with a key; an owner makes one in the bot.',
            CHALLENGE,
          )
    case 'revoked':
      return REVOKED
    case 'forbidden':
      return refusal(
        403,
        'scope',
        `This key may not tell of an ${about.one}: an owner makes one with the scope \`${scope}\`.`,
      )
    case 'limited':
      return refusal(
        429,
        'limited',
        'Too many wrong keys came from this address: try again later.',
        after(admission.wait),
      )
    case 'busy':
      return refusal(429, 'busy', 'Four requests of this key are running: wait for one of them.', after(admission.wait))
  }
}

function after(ms: number): Record<string, string> {
  return { 'Retry-After': String(Math.max(1, Math.ceil(ms / 1_000))) }
}
