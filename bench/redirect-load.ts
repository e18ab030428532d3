import { connect, type Socket } from 'node:net'

/** What came of one load: `answered` are 302s; latencies are ms. */
export type Load = { answered: number; errors: number; seconds: number; p50: number; p99: number }

/** Writes the next request into `lines`; called for every request, so it is cheap. */
export type NextRequest = () => string

const BUCKET_MS = 0.1
const BUCKETS = 100_000
const PATIENCE_MS = 10_000

/**
 * Loads a server over keep-alive connections for a time, then waits for what is still under way.
 * @param depth requests under way on each connection; above 1 they are pipelined
 * @param perSecond requests a second over all connections; null: as many as the server answers
 */
export async function load(
  port: number,
  next: NextRequest,
  options: { connections: number; depth: number; seconds: number; perSecond: number | null },
): Promise<Load> {
  const histogram = new Uint32Array(BUCKETS)
  const began = performance.now()
  const ends = began + options.seconds * 1_000
  const counts = { answered: 0, errors: 0 }

  // Each connection has its share of the pace: one left idle for seconds is closed by the server, as it should be.
  const share = options.perSecond === null ? null : options.perSecond / options.connections
  const mayStart = (now: number, own: number) => now < ends && (share === null || own < ((now - began) / 1_000) * share)

  const lanes = await Promise.all(Array.from({ length: options.connections }, () => open(port)))
  const finished = lanes.map(
    socket =>
      new Promise<void>(resolve => {
        const starts: number[] = []
        let rest = ''
        let own = 0
        const feed = () => {
          const now = performance.now()
          let out = ''
          while (starts.length < options.depth && mayStart(now, own)) {
            out += next()
            starts.push(now)
            own += 1
          }
          if (out !== '') socket.write(out, 'latin1')
          else if (starts.length === 0 && now >= ends) done()
        }
        const done = () => {
          clearInterval(ticker)
          clearTimeout(limit)
          counts.errors += starts.splice(0).length
          socket.destroy()
          resolve()
        }
        // Only a paced load, or the end, needs a push from outside.
        const ticker = setInterval(feed, 1)
        const limit = setTimeout(done, options.seconds * 1_000 + PATIENCE_MS)
        socket.setEncoding('latin1')
        socket.on('data', (chunk: string) => {
          const now = performance.now()
          const text = rest + chunk
          let from = 0
          for (let end = text.indexOf('\r\n\r\n'); end !== -1; end = text.indexOf('\r\n\r\n', from)) {
            if (text.startsWith('HTTP/1.1 302', from)) counts.answered += 1
            else counts.errors += 1
            const took = now - (starts.shift() ?? now)
            const bucket = Math.min(BUCKETS - 1, Math.floor(took / BUCKET_MS))
            histogram[bucket] = (histogram[bucket] ?? 0) + 1
            from = end + 4
          }
          rest = text.slice(from)
          feed()
        })
        socket.on('error', () => done())
        socket.on('close', () => done())
        feed()
      }),
  )
  await Promise.all(finished)
  return {
    answered: counts.answered,
    errors: counts.errors,
    seconds: (performance.now() - began) / 1_000,
    p50: percentile(histogram, 0.5),
    p99: percentile(histogram, 0.99),
  }
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => {
      socket.off('error', reject)
      resolve(socket)
    })
    socket.once('error', reject)
  })
}

function percentile(histogram: Uint32Array, share: number): number {
  const total = histogram.reduce((sum, n) => sum + n, 0)
  let seen = 0
  for (const [bucket, n] of histogram.entries()) {
    seen += n
    if (seen >= total * share) return (bucket + 1) * BUCKET_MS
  }
  return 0
}

/** Requests of many people: every token once before any comes again, hundreds of browsers, an address for each. */
export function people(tokens: string[]): () => string {
  const systems = ['Linux; Android 14; Pixel 8', 'Windows NT 10.0; Win64; x64', 'Macintosh; Intel Mac OS X 10_15_7']
  const agents = Array.from({ length: 300 }, (_, i) => {
    return `Mozilla/5.0 (${systems[i % 3]}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${100 + (i % 50)}.0.${i}.0 Mobile Safari/537.36`
  })
  let i = 0
  return () => {
    const token = tokens[i % tokens.length]
    const agent = agents[i % agents.length]
    const address = `85.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`
    i += 1
    return `GET /r/${token} HTTP/1.1\r\nHost: go.shop.example\r\nUser-Agent: ${agent}\r\nAccept: text/html\r\nX-Forwarded-For: ${address}\r\n\r\n`
  }
}

/** Puts the items into a random order, in place. */
export function shuffle<T>(items: T[]): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1))
    const [a, b] = [items[i], items[j]]
    if (a !== undefined && b !== undefined) [items[i], items[j]] = [b, a]
  }
  return items
}
