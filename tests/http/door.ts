import { connect } from 'node:net'
import { onTestFinished } from 'vitest'
import { createHttpServer, type HttpDeps } from '../../src/http/server.js'
import { createLog } from '../../src/log.js'
import type { Hit } from '../../src/tracking/click.js'

/** The one token that the door under test knows. */
export const TOKEN = 'A'.repeat(28)

/** The webhook's secret. */
export const SECRET = 'a-secret-of-the-webhook'

/** A door that listens, with what it was told: hits, updates, log lines. */
export async function openDoor(different: Partial<HttpDeps> = {}) {
  const hits: Hit[] = []
  const updates: unknown[] = []
  const lines: string[] = []
  const server = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    log: createLog('info', line => lines.push(line)),
    async redirect(hit) {
      const { token, method, agent, address, prefetch } = hit
      hits.push({ token, method, agent, address, prefetch })
      if (token === TOKEN && prefetch) return { kind: 'early' }
      return token === TOKEN ? { kind: 'found', url: 'https://shop.example/%D1%8F?a=1' } : { kind: 'unknown' }
    },
    async visit({ name }) {
      return { kind: 'found', url: `https://t.me/shop_bot${name === null ? '' : `?start=${name}`}` }
    },
    async accept(update) {
      updates.push(update)
    },
    webhookSecret: SECRET,
    crm: { api: () => null, counted: () => {} },
    health: () => ({ ok: true, inFlight: 0 }),
    metrics: async () => 'figures\n',
    ...different,
  })
  onTestFinished(() => server.close())
  const { port } = await server.listen()
  const base = `http://127.0.0.1:${port}`
  return { server, port, base, hits, updates, lines }
}

/** Writes bytes to a port as they are; the answer is everything that came until the peer closed. */
export function speak(port: number, text: string, options: { end?: boolean } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = ''
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(text)
      if (options.end ?? false) socket.end()
    })
    socket.setEncoding('latin1')
    socket.on('data', chunk => {
      heard += chunk
    })
    socket.on('close', () => resolve(heard))
    socket.on('error', error => (heard === '' ? reject(error) : resolve(heard)))
  })
}
