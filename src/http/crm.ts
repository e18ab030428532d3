import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Endpoint } from '../crm/api/endpoint.js'
import { splitJson } from '../crm/api/split.js'
import { API_LIMITS, type Api } from '../crm/api.js'
import type { ApiKey } from '../crm/api-key.js'
import { peerAddress } from './address.js'
import { answer } from './answer.js'
import { readBody } from './body.js'
import { takeLines } from './crm-lines.js'
import {
  NO_DISK,
  NOT_HERE,
  notAllowed,
  refusalOf,
  SPLIT,
  STARTING,
  turnDown,
  UNREAD,
  WRONG_TYPE,
} from './crm-refusal.js'

/** Where the API is found. */
export const CRM_PATH = '/crm/'
const DOCUMENT = '/crm/openapi.json'
const JSON_TYPE = 'application/json; charset=utf-8'
const LINES = /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines)$/
const BEARER = /^bearer +(\S{1,256}) *$/i
/** What the API's door needs. `api` is null while the product starts; `counted` is told the status of each answer. */
export type CrmDoor = { api: () => Api | null; counted: (status: number) => void }

/**
 * `POST /crm/…`: takes items of other systems, JSON or NDJSON, and answers for each after it is on disk; `GET
 * /crm/openapi.json` says how.
 * @param limits.request ms that a JSON body may take, and that a stream may stand still
 */
export async function answerCrm(
  door: CrmDoor,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  limits: { request: number },
): Promise<void> {
  response.once('finish', () => door.counted(response.statusCode))
  const api = door.api()
  if (api === null) return turnDown(request, response, STARTING)
  if (path === DOCUMENT) return answerDocument(api, request, response)
  const endpoint = api.endpoints.find(one => one.path === path)
  if (endpoint === undefined) return turnDown(request, response, NOT_HERE)
  if (request.method !== 'POST') return turnDown(request, response, notAllowed('POST'))
  const shown = BEARER.exec(request.headers.authorization ?? '')?.[1] ?? null
  const admission = api.admit(shown, peerAddress(request), endpoint.scope)
  if (admission.kind !== 'open') return turnDown(request, response, refusalOf(admission, endpoint, shown !== null))
  const { key, leave } = admission
  try {
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
    if (type === 'application/json') await takeWhole(api, endpoint, key, request, response, limits)
    else if (LINES.test(type)) await takeLines(api, endpoint, key, request, response, limits)
    else await turnDown(request, response, WRONG_TYPE)
  } finally {
    leave()
  }
}

function answerDocument(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return turnDown(request, response, notAllowed('GET, HEAD'))
  answer(response, 200, JSON_TYPE, api.document())
  return Promise.resolve()
}

async function takeWhole(
  api: Api,
  endpoint: Endpoint,
  key: ApiKey,
  request: IncomingMessage,
  response: ServerResponse,
  limits: { request: number },
): Promise<void> {
  const body = await readBody(request, response, { bytes: API_LIMITS.body, ms: limits.request })
  if (typeof body === 'string') return turnDown(request, response, UNREAD[body])
  const split = splitJson(body, API_LIMITS)
  if (split.kind === 'refused') return turnDown(request, response, SPLIT[split.why])
  const items = await api.take(
    endpoint,
    key,
    split.items.map((bytes, index) => ({ index, bytes })),
  )
  if (items === 'no_disk') return turnDown(request, response, NO_DISK)
  const refused = items.filter(({ outcome }) => outcome === 'error').length
  const accepted = items.length - refused
  const status = refused > 0 && accepted === 0 ? 422 : 200
  answer(response, status, JSON_TYPE, `${JSON.stringify({ accepted, refused, items })}\n`)
}
