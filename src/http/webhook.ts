import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { answerText } from './answer.js'

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
 */
export async function answerWebhook(
  accept: Accept,
  isSecret: (shown: string | undefined) => boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const shown = request.headers['x-telegram-bot-api-secret-token']
  if (!isSecret(typeof shown === 'string' ? shown : undefined)) return refuse(response, 401, 'Unauthorized')
  const body = await readBody(request)
  if (body === null) return refuse(response, 413, 'Too large')
  const update = parseUpdate(body)
  if (update === null) return refuse(response, 400, 'Not an update')
  await accept(update)
  answerText(response, 200, 'OK')
}

/** A refused request may have a body that was not read: the connection is not used again. */
function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.setHeader('Connection', 'close')
  answerText(response, status, sentence)
}

/** The body as text; null when it is over 1 MB. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY) return null
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > LARGEST_BODY) return resolve(null)
      chunks.push(chunk)
    })
    request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    request.once('error', reject)
  })
}

function parseUpdate(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body, (key, inner) => (key === '__proto__' ? undefined : inner))
    return updateSchema.safeParse(value).success ? value : null
  } catch {
    return null
  }
}
