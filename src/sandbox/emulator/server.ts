import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { describeError } from '../../log.js'
import type { Strike } from './faults.js'
import { METHODS } from './methods/all.js'
import { chatOfCall } from './methods/method.js'
import { type Parameters, Refusal } from './refusal.js'
import { type Call, readCall, Unreadable } from './request.js'
import type { World } from './world.js'

/** How long a call takes: half before it is done, half after. Milliseconds; null: no time. */
export type Latency = { min: number; max: number }

/** Answers anything that is not a call of the Bot API; false when it knows no such page. */
export type Pages = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<boolean>

const BAD_GATEWAY = `<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n`
const MOST_BYTES = 60 * 1024 * 1024

type Outcome = { code: number; body: string; description: string | null; retryAfter: number | null }

const accepted = (result: unknown): Outcome => ({
  code: 200,
  body: JSON.stringify({ ok: true, result }),
  description: null,
  retryAfter: null,
})

function refused(code: number, description: string, parameters: Parameters | null = null): Outcome {
  const extra = parameters === null ? {} : { parameters }
  return {
    code,
    body: JSON.stringify({ ok: false, error_code: code, description, ...extra }),
    description,
    retryAfter: parameters?.retry_after ?? null,
  }
}

/** Serves the Bot API of one world under `/bot<token>/<method>` and its files under `/file/bot<token>/<path>`. */
export function createApiServer(deps: {
  world: World
  token: string
  pages: Pages
  pauseFor: () => Promise<void> | null
}): Server {
  const { world, token, pages, pauseFor } = deps
  const botPath = `/bot${token}/`
  const filePath = `/file/bot${token}/`

  const run = async (name: string, call: Call): Promise<Outcome> => {
    const method = METHODS.get(name.toLowerCase())
    if (method === undefined) return refused(404, 'Not Found: method not found')
    try {
      return accepted(await method.run(world, call))
    } catch (error) {
      if (error instanceof Refusal) return refused(error.code, error.description, error.parameters)
      world.log.error({ error: describeError(error), method: name }, 'the emulator failed')
      return refused(500, 'Internal Server Error')
    }
  }

  const answerCall = async (request: IncomingMessage, response: ServerResponse, path: string, query: string) => {
    const body = await readBody(request)
    if (body === null) return
    const name = METHODS.get(path.toLowerCase())?.name ?? path
    let call: Call
    try {
      const search = query === '' ? null : new URLSearchParams(query)
      const read = readCall(search, request.headers['content-type'] ?? '', body)
      call = { ...read, onGone: listener => response.once('close', listener) }
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      return finish(response, name, null, refused(400, `Bad Request: ${error.message}`))
    }
    const chat = chatOfCall(call.params)
    await pauseFor()
    const strike = world.faults.strike(name, chat, world.clock.monotonic())
    if (strike?.when === 'before') return suffer(response, name, chat, strike, null)
    const outcome = await run(name, call)
    await pauseFor()
    if (strike !== null) return suffer(response, name, chat, strike, outcome)
    finish(response, name, chat, outcome)
  }

  const record = (method: string, chat: number | null, code: number, description: string | null) =>
    world.truth.recordCall({ at: world.clock.now(), method, chat, code, description })

  const finish = (response: ServerResponse, method: string, chat: number | null, outcome: Outcome) => {
    record(method, chat, outcome.code, outcome.description)
    write(response, outcome.code, outcome.body, outcome.retryAfter)
  }

  const suffer = (
    response: ServerResponse,
    method: string,
    chat: number | null,
    strike: Strike,
    outcome: Outcome | null,
  ) => {
    switch (strike.kind) {
      case 'limit': {
        const after = strike.retryAfter
        const words = `Too Many Requests: retry after ${after}`
        return finish(response, method, chat, refused(429, words, { retry_after: after }))
      }
      case 'error':
        return finish(response, method, chat, refused(strike.code, strike.description ?? 'Internal Server Error'))
      case 'html':
        record(method, chat, 502, 'an HTML page')
        response.writeHead(502, { 'content-type': 'text/html', 'content-length': Buffer.byteLength(BAD_GATEWAY) })
        return void response.end(BAD_GATEWAY)
      case 'hang':
        record(method, chat, 0, 'hung')
        return strike.onCleared(() => response.destroy())
      case 'cut':
        record(method, chat, 0, 'cut')
        return void response.destroy()
      case 'truncated': {
        record(method, chat, 0, 'truncated')
        const whole = outcome?.body ?? '{"ok":true,"result":{}}'
        return write(response, 200, whole.slice(0, Math.floor(whole.length / 2)), null)
      }
    }
  }

  const answerFile = (response: ServerResponse, path: string) => {
    const file = world.files.read(decodeURIComponent(path))
    if (file === null) return write(response, 404, refused(404, 'Not Found').body, null)
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes.length })
    response.end(file.bytes)
  }

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const address = request.url ?? '/'
    const mark = address.indexOf('?')
    const path = mark < 0 ? address : address.slice(0, mark)
    if (path.startsWith(botPath)) {
      return answerCall(request, response, path.slice(botPath.length), mark < 0 ? '' : address.slice(mark + 1))
    }
    if (path.startsWith(filePath)) return answerFile(response, path.slice(filePath.length))
    if (/^\/(file\/)?bot[^/]*\//.test(path)) {
      const known = /^\/(file\/)?bot\d+:[\w-]+\//.test(path)
      const outcome = known ? refused(401, 'Unauthorized') : refused(404, 'Not Found')
      request.resume()
      return finish(response, path.slice(path.lastIndexOf('/') + 1), null, outcome)
    }
    if (await pages(request, response, new URL(address, 'http://emulator'))) return
    request.resume()
    write(response, 404, refused(404, 'Not Found').body, null)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      world.log.error({ error: describeError(error) }, 'the emulator failed')
      response.destroy()
    })
  })
  // Kept longer than a client keeps a connection, so that an idle one is never closed under a request.
  server.keepAliveTimeout = 120_000
  return server
}

function write(response: ServerResponse, code: number, body: string, retryAfter: number | null): void {
  if (response.destroyed) return
  const after = retryAfter === null ? {} : { 'retry-after': String(retryAfter) }
  response.writeHead(code, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...after })
  response.end(body)
}

/** The whole body; null when the caller went away or sent too much. */
export function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise(resolve => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > MOST_BYTES) {
        request.destroy()
        return resolve(null)
      }
      chunks.push(chunk)
    })
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)))
    request.on('error', () => resolve(null))
    request.on('close', () => resolve(null))
  })
}
