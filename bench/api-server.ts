/**
 * A server of orders in a process of its own, with a broadcast at full pace beside it: the product's API (`ours`), or the
 * least that it can be (`bare`): node:http, a shape and the same grouped insert into the same tables, with no keys, no
 * customers found again, no answers for each item and no protection. Arguments: which, and its database.
 */
import { createServer } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { z } from 'zod'
import { sleep, systemClock } from '../src/clock.js'
import { createApi } from '../src/crm/api.js'
import { type Db, openDb } from '../src/db/open.js'
import { createEngine } from '../src/delivery/engine.js'
import type { SendResult } from '../src/delivery/outcome.js'
import { createPace } from '../src/delivery/pace.js'
import { AppError } from '../src/errors.js'
import { createMetrics } from '../src/http/metrics.js'
import { createHttpServer } from '../src/http/server.js'
import { silentLog } from '../src/log.js'
import { noRules } from '../tests/support/gates.js'

const [which = 'ours', path = ''] = process.argv.slice(2)
const PACE = 29
const ANSWER_MS = 60

const db = await openDb(path)
const delays = monitorEventLoopDelay({ resolution: 1 })
let sent = 0

/** Telegram, as it answers on a good day. */
async function accepted(): Promise<SendResult> {
  await sleep(ANSWER_MS)
  sent++
  return { kind: 'accepted', messageId: sent }
}

const engine = createEngine({
  db,
  clock: systemClock,
  log: silentLog,
  pace: createPace({ rate: PACE, clock: systemClock }),
  rules: () => noRules,
  transport: {
    send: accepted,
    edit: accepted,
    remove: accepted,
    pin: accepted,
    unpin: accepted,
    touch: accepted,
    probe: async () => true,
  },
  address: (delivery, link) => `https://links.example/r/${delivery}-${link}`,
  event: () => {},
})

const server = which === 'ours' ? ours(db) : bare(db)
const port = await server.listen()
engine.start()
delays.enable()
process.send?.({ port })

process.on('message', message => {
  if (message === 'figures') {
    const { user, system } = process.cpuUsage()
    process.send?.({
      cpu: user + system,
      sent,
      p99: delays.percentile(99) / 1e6,
      longest: delays.max / 1e6,
      memory: process.memoryUsage().rss,
    })
    delays.reset()
    return
  }
  void (async () => {
    await server.close()
    await engine.stop()
    await db.close()
    process.disconnect?.()
  })()
})
process.on('disconnect', () => process.exit())

function ours(db: Db) {
  const metrics = createMetrics()
  const api = createApi({
    ...{ db, log: silentLog, publicUrl: 'https://links.example', now: Date.now },
    ...{ monotonic: systemClock.monotonic, zone: () => 'Europe/Riga', team: () => [], openClick: () => null },
    message: () => ({ kind: 'refused', error: new AppError('customer_not_found') }),
    counted: metrics.countApiItem,
  })
  const door = createHttpServer({
    ...{ host: '127.0.0.1', port: 0, log: silentLog },
    redirect: async () => ({ kind: 'unknown' }),
    visit: async () => ({ kind: 'closed' }),
    accept: null,
    webhookSecret: null,
    crm: { api: () => api, counted: status => metrics.countApiRequest(String(status)) },
    health: () => ({ ok: true }),
    metrics: metrics.text,
  })
  return { listen: async () => (await door.listen()).port, close: door.close }
}

function bare(db: Db) {
  const order = z.object({
    id: z.string(),
    customer: z.object({ id: z.string(), phone: z.string() }),
    total: z.number(),
  })
  const customer = db.sql<{ id: number }>(
    `insert into customers (external_id, phone, created_at) values (?, ?, ?)
     on conflict (external_id) do update set phone = excluded.phone returning id`,
  )
  const insert = db.sql(
    `insert into orders (customer_id, at, status, total, currency, external_id) values (?, ?, 'paid', ?, 'EUR', ?)
     on conflict (external_id) do update set total = excluded.total`,
  )
  const door = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const told = order.parse(JSON.parse(Buffer.concat(chunks).toString()))
      void db
        .group(() => {
          const row = customer.get(told.customer.id, told.customer.phone, 1)
          insert.run(row?.id ?? 0, 1, Math.round(told.total * 100), told.id)
          return null
        })
        .then(() => response.writeHead(200, { 'Content-Length': 2 }).end('ok'))
    })
  })
  return {
    listen: () =>
      new Promise<number>(resolve => {
        door.listen(0, '127.0.0.1', () => {
          const address = door.address()
          resolve(typeof address === 'object' && address !== null ? address.port : 0)
        })
      }),
    async close() {
      door.closeAllConnections()
      await new Promise(resolve => door.close(resolve))
    },
  }
}
