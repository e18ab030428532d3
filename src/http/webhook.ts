import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { answerText } from './answer.js'
import { readBody, refuse, refuseUnread } from './body.js'

const LARGEST_BODY = 1024 * 1024

/** Takes an update in; resolves once it is on disk. */
export type Accept = (update: unknown) => Promise<void>

const updateSchema = z.looseObject({ update_id: z.int().nonnegative() })

/** Makes a test for the secret that Telegram shows: both sides are hashed, so that time tells nothing about it. */
export function createSecretCheck(secret: string): (shown: string | undefined) => boolean {
  const expected = digest(secret)
  return shown => timingSafeEqual(digest(shown ?? ''), expected) && shown !== undefined
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/**
 * `POST /telegram`: takes one update. 200 means that it is on disk; any other status makes Telegram send it again.
 * Keys named `__proto__` are dropped.
 * @param ms how long its body may take
 */
export async function answerWebhook(
  accept: Accept,
  isSecret: (shown: string | undefined) => boolean,
  request: IncomingMessage,
  response: ServerResponse,
  ms: number,
): Promise<void> {
  const shown = request.headers['x-telegram-bot-api-secret-token']
  if (!isSecret(typeof shown === 'string' ? shown : undefined))
    return refuse(request, response, () => answerText(response, 401, 'Unauthorized'))
  const body = await readBody(request, response, { bytes: LARGEST_BODY, ms })
  if (typeof body === 'string') return refuseUnread(request, response, body)
  const update = parseUpdate(body.toString('utf8'))
  if (update === null) return answerText(response, 400, 'Not an update')
  await accept(update)
  answerText(response, 200, 'OK')
}

function parseUpdate(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body, (key, inner) => (key === '__proto__' ? undefined : inner))
    return updateSchema.safeParse(value).success ? value : null
  } catch {
    return null
  }
}
