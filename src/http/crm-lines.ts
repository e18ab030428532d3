import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { sleep } from '../clock.js'
import type { Endpoint } from '../crm/api/endpoint.js'
import { createLines } from '../crm/api/lines.js'
import { API_LIMITS, type Api, type ItemAnswer } from '../crm/api.js'
import type { ApiKey } from '../crm/api-key.js'
import { answer } from './answer.js'
import { chunksOf, refusedAtOnce } from './body.js'
import { errorOf, NO_DISK, REVOKED, type Refusal, turnDown, UNREAD } from './crm-refusal.js'

type Next = ReturnType<typeof chunksOf>

const TYPE = 'application/x-ndjson; charset=utf-8'
/** So many items are taken at a time of a stream. */
const AT_A_TIME = 200
/** Bytes of an answer that are kept back, so that a short one has a length and a status of its own. */
const KEPT_BACK = 64 * 1024
/** How long a peer who is broken off may go on sending, ms. */
const GRACE_MS = 1_000
/** Bytes of an answer that wait for a peer who is still sending; then it waits for them. */
const MOST_WAITING = 8 * 1024 * 1024

/**
 * NDJSON: lines are taken and answered while they are still coming in; neither the request nor the answer is ever held
 * whole.
 * @param limits.request the longest pause of the peer, ms
 */
export async function takeLines(
  api: Api,
  endpoint: Endpoint,
  key: ApiKey,
  request: IncomingMessage,
  response: ServerResponse,
  limits: { request: number },
): Promise<void> {
  const refused = refusedAtOnce(request, Number.POSITIVE_INFINITY)
  if (refused !== null) return turnDown(request, response, UNREAD[refused])
  const lines = createLines(API_LIMITS.line)
  const told = createAnswer(response, limits.request)
  const next = chunksOf(request, response, limits.request)
  for (;;) {
    const chunk = await next()
    if (chunk === 'late') return told.breakOff(request, UNREAD.late, next)
    const items = chunk === null ? lines.end() : lines.add(chunk)
    for (let from = 0; from < items.length; from += AT_A_TIME) {
      if (!api.isOpen(key)) return told.breakOff(request, REVOKED, next)
      const answers = await api.take(endpoint, key, items.slice(from, from + AT_A_TIME))
      if (answers === 'no_disk') return told.breakOff(request, NO_DISK, next)
      if (!(await told.add(answers))) return
    }
    if (chunk === null) return told.end()
  }
}

/** The answer to a stream: a line for each item, and a summary at the end; without it the answer is not whole. */
function createAnswer(response: ServerResponse, patience: number) {
  let kept: string[] = []
  let size = 0
  let [accepted, refused] = [0, 0]

  function begin(): void {
    if (response.headersSent) return
    response.writeHead(200, { 'Content-Type': TYPE, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' })
  }

  return {
    /** @returns false when nobody reads it any more */
    async add(items: readonly ItemAnswer[]): Promise<boolean> {
      for (const item of items) {
        if (item.outcome === 'error') refused++
        else accepted++
        const line = `${JSON.stringify(item)}\n`
        kept.push(line)
        size += line.length
      }
      if (!response.headersSent && size < KEPT_BACK) return !response.destroyed
      begin()
      response.write(kept.join(''))
      kept = []
      if (response.writableLength > MOST_WAITING) await drained(response, patience)
      return !response.destroyed
    },
    end(): void {
      const whole = `${kept.join('')}${JSON.stringify({ accepted, refused })}\n`
      if (response.headersSent) response.end(whole)
      else answer(response, 200, TYPE, whole)
    },
    /** Ends it before its time: what was taken stays, what follows was not looked at. */
    async breakOff(request: IncomingMessage, refusal: Refusal, next: Next): Promise<void> {
      if (!response.headersSent && size === 0) return turnDown(request, response, refusal)
      begin()
      const ended = new Promise<void>(resolve => {
        response.once('close', resolve).end(`${kept.join('')}${errorOf(refusal)}`, resolve)
      })
      await Promise.race([ended, sleep(patience)])
      await Promise.race([discard(next), sleep(GRACE_MS)])
      if (!request.complete) request.destroy()
    },
  }
}

/** Reads and drops what is still coming, so that the peer gets the answer instead of a connection reset. */
async function discard(next: Next): Promise<void> {
  try {
    for (let left = MOST_WAITING; left > 0; ) {
      const chunk = await next()
      if (chunk === null || chunk === 'late') return
      left -= chunk.length
    }
  } catch {
    // They went away, and nothing of it was wanted.
  }
}

/** Waits until a peer has read on; one who reads nothing is cut off. */
async function drained(response: ServerResponse, patience: number): Promise<void> {
  const over = new AbortController()
  const read = Promise.race([once(response, 'drain', over), once(response, 'close', over)]).catch(() => null)
  await Promise.race([read, sleep(patience, over.signal).then(() => response.writableNeedDrain && response.destroy())])
  over.abort()
}
