import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerText } from './answer.js'

/** How large a body may be, in bytes, and how long it may take to come, in ms. */
export type BodyLimits = { bytes: number; ms: number }

/** Why a body was not read: it is compressed (Content-Encoding), over the limit, or did not come in time. */
export type Unread = 'encoded' | 'too_large' | 'late'

/** What is answered to each. */
const UNREAD: Readonly<Record<Unread, { status: number; sentence: string }>> = {
  encoded: { status: 415, sentence: 'Send the body as it is, without Content-Encoding' },
  too_large: { status: 413, sentence: 'Too large' },
  late: { status: 408, sentence: 'The body did not come in time' },
}

/** How much of a refused body is still read, so that the sender gets the answer instead of a connection reset. */
const DRAINED: BodyLimits = { bytes: 4 * 1024 * 1024, ms: 1_000 }

/**
 * The whole body, or why it was not read; of one that is too large no more is kept than the limit. Whoever asks first
 * (`Expect: 100-continue`) is told to send it. Rejects when the peer goes away in the middle.
 */
export function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  limits: BodyLimits,
): Promise<Buffer | Unread> {
  const refused = refusedAtOnce(request, limits.bytes)
  if (refused !== null) return Promise.resolve(refused)
  goOn(request, response)
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const late = setTimeout(() => end('late'), limits.ms)
    const take = (chunk: Buffer) => {
      size += chunk.length
      if (size > limits.bytes) return end('too_large')
      chunks.push(chunk)
    }
    const whole = () => end(Buffer.concat(chunks, size))
    const fail = (error: Error) => {
      clearTimeout(late)
      reject(error)
    }
    function end(outcome: Buffer | Unread): void {
      clearTimeout(late)
      request.off('data', take).off('end', whole)
      if (typeof outcome === 'string') request.pause()
      resolve(outcome)
    }
    // The peer may go away after this has ended, too: an error that nobody hears would end the process.
    request.on('data', take).once('end', whole).on('error', fail)
  })
}

/**
 * The body piece by piece, for a caller that processes it as it comes: the next piece, null at the end, `late` when the
 * peer sent nothing for so many ms. No more is read than was asked for. Rejects when the peer goes away in the middle.
 */
export function chunksOf(
  request: IncomingMessage,
  response: ServerResponse,
  ms: number,
): () => Promise<Buffer | null | 'late'> {
  const pieces: AsyncIterator<Buffer> = request.iterator({ destroyOnReturn: false })
  goOn(request, response)
  return async () => {
    let late: NodeJS.Timeout | undefined
    const waited = new Promise<'late'>(resolve => {
      late = setTimeout(resolve, ms, 'late')
    })
    const next = pieces.next().then(({ done, value }) => (done === true ? null : value))
    // Whoever gave up waiting does not hear that the peer goes away afterwards.
    next.catch(() => {})
    try {
      return await Promise.race([next, waited])
    } finally {
      clearTimeout(late)
    }
  }
}

/** Why it is plain from the headers that a body is not to be read; null otherwise. */
export function refusedAtOnce({ headers }: IncomingMessage, bytes: number): Unread | null {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? ''
  if (encoding !== '' && encoding !== 'identity') return 'encoded'
  return Number(headers['content-length'] ?? 0) > bytes ? 'too_large' : null
}

/** Tells a peer that waits for it to send its body. */
function goOn(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers.expect !== undefined) response.writeContinue()
}

/** Answers a request whose body may not have been read to its end: its connection is then not used again. */
export async function refuse(request: IncomingMessage, response: ServerResponse, answerIt: () => void): Promise<void> {
  if (!request.complete) {
    response.setHeader('Connection', 'close')
    if (request.headers.expect === undefined) await drain(request)
  }
  if (!response.destroyed) answerIt()
}

/** Says in a sentence why a body was not read. */
export function refuseUnread(request: IncomingMessage, response: ServerResponse, why: Unread): Promise<void> {
  const { status, sentence } = UNREAD[why]
  return refuse(request, response, () => answerText(response, status, sentence))
}

/** Reads and drops what is still coming, within bounds. */
function drain(request: IncomingMessage): Promise<void> {
  if (Number(request.headers['content-length'] ?? 0) > DRAINED.bytes) return Promise.resolve()
  return new Promise(resolve => {
    let left = DRAINED.bytes
    const take = (chunk: Buffer) => {
      left -= chunk.length
      if (left < 0) end()
    }
    const late = setTimeout(end, DRAINED.ms)
    function end(): void {
      clearTimeout(late)
      request.off('data', take).off('end', end).off('close', end).pause()
      resolve()
    }
    request
      .on('data', take)
      .once('end', end)
      .once('close', end)
      .on('error', () => {})
      .resume()
  })
}
