// A bare Bot API for benchmarks, a process of its own: it accepts sends, after a latency, behind a bucket if asked,
// and knows who got what. `--rate 30` gives 30 a second with a burst of 30; who exceeds it is refused for 3–8 s.
import { createServer } from 'node:http'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { rate: { type: 'string' }, latency: { type: 'string', default: '0' } } })
const rate = values.rate === undefined ? null : Number(values.rate)
const latency = Number(values.latency)

let tokens = rate ?? 0
let filledAt = performance.now()
let blockedUntil = 0
let messageId = 0
let refused = 0
let firstAt = 0
let lastAt = 0
let accepted = 0
const perChat = new Map<string, number>()

/** Seconds to wait, or 0 when the message may pass. */
function refusal(): number {
  if (rate === null) return 0
  const now = performance.now()
  tokens = Math.min(rate, tokens + ((now - filledAt) / 1_000) * rate)
  filledAt = now
  if (now < blockedUntil) return Math.ceil((blockedUntil - now) / 1_000)
  if (tokens >= 1) {
    tokens--
    return 0
  }
  const seconds = 3 + Math.floor(Math.random() * 6)
  blockedUntil = now + seconds * 1_000
  return seconds
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', chunk => chunks.push(chunk))
  request.on('end', () => {
    const reply = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    const method = request.url?.split('/').at(-1) ?? ''
    if (method === 'truth') {
      const doubled = [...perChat.values()].filter(n => n > 1).length
      return reply(200, { accepted, people: perChat.size, doubled, refused, seconds: (lastAt - firstAt) / 1_000 })
    }
    if (method === 'getMe')
      return reply(200, { ok: true, result: { id: 1, is_bot: true, first_name: 'Stub', username: 'stub_bot' } })
    const seconds = refusal()
    if (seconds > 0) {
      refused++
      const description = `Too Many Requests: retry after ${seconds}`
      return reply(429, { ok: false, error_code: 429, description, parameters: { retry_after: seconds } })
    }
    const body = JSON.parse(Buffer.concat(chunks).toString())
    const chat = String(body.chat_id)
    perChat.set(chat, (perChat.get(chat) ?? 0) + 1)
    accepted++
    lastAt = performance.now()
    if (firstAt === 0) firstAt = lastAt
    const result = { message_id: ++messageId, date: 0, chat: { id: Number(chat), type: 'private' }, text: body.text }
    if (latency === 0) reply(200, { ok: true, result })
    else setTimeout(reply, latency, 200, { ok: true, result })
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 })
})
process.on('disconnect', () => process.exit(0))
