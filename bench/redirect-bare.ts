/**
 * The least that a redirect can be: node:http and SQLite written by hand in one file. It checks the same token, reads
 * the same rows and makes the same grouped writes as the product, with one verdict for everybody, no steps, no
 * counters, no other routes and no protection. Run by redirect.ts as a child process: <database> as its argument.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import { openFile } from '../src/db/binding.js'

const WINDOW_MS = 10

const sqlite = openFile(process.argv[2] ?? '')
sqlite.pragma('journal_mode = wal')
sqlite.pragma('synchronous = full')
sqlite.pragma('wal_autocheckpoint = 4000')
sqlite.pragma('cache_size = -65536')
sqlite.pragma('secure_delete = on')

const keys = new Map<number, Buffer>()
for (const row of sqlite
  .prepare<[], { key_id: number; secret: string }>("select key_id, secret from secrets where purpose = 'links'")
  .all()) {
  keys.set(row.key_id, Buffer.from(row.secret, 'base64url'))
}

type Found = { url: string; subscriber_id: number; broadcast_id: number; sent_at: number; utm_campaign: string | null }
const find = sqlite.prepare<[number, number], Found>(
  `select l.url, d.subscriber_id, d.broadcast_id, d.sent_at, o.utm_campaign
   from deliveries d
   join links l on l.variant_id = d.variant_id and l.number = ?
   join broadcasts b on b.id = d.broadcast_id
   join offers o on o.id = b.offer_id
   where d.id = ?`,
)
const insertClick = sqlite.prepare(
  `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
   values (?, ?, ?, ?, ?, 'human', 'person', 'browser')`,
)
const insertRead = sqlite.prepare(
  `insert into reads (delivery_id, evidence, grade, subscriber_id, broadcast_id, at)
   values (?, 'click', 'confirmed', ?, ?, ?) on conflict (delivery_id, evidence) do nothing`,
)
const begin = sqlite.prepare('begin immediate')
const commit = sqlite.prepare('commit')

type Click = { response: ServerResponse; delivery: number; link: number; found: Found; at: number }
let open: Click[] = []
let lastCommit = Number.NEGATIVE_INFINITY

function flush(): void {
  const batch = open
  open = []
  begin.run()
  for (const { delivery, link, found, at } of batch) {
    insertClick.run(delivery, link, found.subscriber_id, found.broadcast_id, at)
    insertRead.run(delivery, found.subscriber_id, found.broadcast_id, at)
  }
  commit.run()
  lastCommit = performance.now()
  for (const { response, found } of batch) {
    response.writeHead(302, [
      'Location',
      found.utm_campaign === null
        ? found.url
        : `${found.url}?utm_source=telegram&utm_medium=bot&utm_campaign=${found.utm_campaign}`,
      'Cache-Control',
      'no-store',
      'Referrer-Policy',
      'no-referrer',
      'X-Robots-Tag',
      'noindex',
      'Content-Length',
      '0',
    ])
    response.end()
  }
}

const server = createServer((request, response) => {
  const token = Buffer.from((request.url ?? '').slice(3), 'base64url')
  const key = token.length === 21 ? keys.get(token.readUInt8(0)) : undefined
  if (key === undefined) return response.writeHead(404).end()
  const mac = createHmac('sha256', key).update(token.subarray(0, 9)).digest().subarray(0, 12)
  if (!timingSafeEqual(mac, token.subarray(9))) return response.writeHead(404).end()
  const delivery = token.readUIntBE(1, 6)
  const link = token.readUInt16BE(7)
  const found = find.get(link, delivery)
  if (found === undefined) return response.writeHead(404).end()
  open.push({ response, delivery, link, found, at: Date.now() })
  if (open.length === 1) {
    const wait = WINDOW_MS - (performance.now() - lastCommit)
    if (wait <= 0) setImmediate(flush)
    else setTimeout(flush, wait)
  }
  return response
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 })
})

process.on('message', message => {
  if (message === 'cpu') {
    const { user, system } = process.cpuUsage()
    process.send?.({ cpu: user + system })
    return
  }
  server.close(() => {
    sqlite.close()
    process.disconnect()
  })
  server.closeAllConnections()
})

process.on('disconnect', () => process.exit())
