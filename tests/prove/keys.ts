// npm run prove:keys -- [--keys 100000]: keys that nobody made, shown to the product's API by addresses that change and by
// one that stays, while right ones go on. None may come in; what they cost the event loop is measured beside a server at rest.
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { systemClock } from '../../src/clock.js'
import type { MessageTaken } from '../../src/crm/api/message-told.js'
import { createApi } from '../../src/crm/api.js'
import { revokeApiKey } from '../../src/crm/api-key.js'
import { openDb } from '../../src/db/open.js'
import { AppError } from '../../src/errors.js'
import { createHttpServer } from '../../src/http/server.js'
import { silentLog } from '../../src/log.js'
import { forgedKeys, makeKeys } from './forged.js'

const { values } = parseArgs({ options: { keys: { type: 'string', default: '100000' } } })
const forged = Number(values.keys)
const AT_A_TIME = 32
/** Beside twice what it is at rest, ms. */
const SPARE_MS = 10

const folder = mkdtempSync(join(tmpdir(), 'segcast-keys-'))
const db = await openDb(join(folder, 'keys.db'))
const failed: string[] = []
function must(condition: boolean, what: string): void {
  console.log(`${condition ? '✓' : '✗'} ${what}`)
  if (!condition) failed.push(what)
}

const NOBODY: MessageTaken = { kind: 'refused', error: new AppError('customer_not_found') }
const api = createApi({
  ...{ db, log: silentLog, publicUrl: 'https://links.example', now: Date.now, monotonic: systemClock.monotonic },
  ...{ zone: () => 'UTC', team: () => [], openClick: () => null, message: () => NOBODY },
  counted: () => {},
})
const server = createHttpServer({
  ...{ host: '127.0.0.1', port: 0, log: silentLog, accept: null, webhookSecret: null },
  redirect: async () => ({ kind: 'unknown' }),
  visit: async () => ({ kind: 'closed' }),
  crm: { api: () => api, counted: () => {} },
  health: () => ({ ok: true }),
  metrics: async () => '',
})
const { port } = await server.listen()
const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME + 4 })
const order = JSON.stringify({
  ...{ id: 'A-1', customer: { id: 'C-1' }, at: '2026-11-20', status: 'paid', total: 1, currency: 'EUR' },
})

/** @returns the status */
function tell(key: string, from: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'content-length': order.length,
      'x-forwarded-for': from,
    }
    const asked = request(
      { host: '127.0.0.1', port, agent, method: 'POST', path: '/crm/orders', headers },
      response => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0))
      },
    )
    asked.on('error', reject)
    asked.end(order)
  })
}

const real = makeKeys(db, 20, Date.now())
const revoked = makeKeys(db, 5, Date.now())
for (const { id } of revoked) revokeApiKey(db, id, Date.now())
const texts = real.map(({ text }) => text)
const delays = monitorEventLoopDelay({ resolution: 1 })
const address = (i: number) => `85.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`

/** Right keys, one after another, until the signal. @returns how many orders were told, and the longest wait in ms */
async function rightOnes(signal: AbortSignal): Promise<{ told: number; wrong: number; longest: number }> {
  const found = { told: 0, wrong: 0, longest: 0 }
  for (let i = 0; !signal.aborted; i++) {
    const began = performance.now()
    const status = await tell(texts[i % texts.length] ?? '', '84.0.0.1')
    found.longest = Math.max(found.longest, performance.now() - began)
    if (status === 200) found.told++
    else found.wrong++
  }
  return found
}

const p99 = () => delays.percentile(99) / 1e6

async function measured<T>(work: () => Promise<T>): Promise<T> {
  delays.reset()
  delays.enable()
  const done = await work()
  delays.disable()
  console.log(
    `  event loop p99 ${(delays.percentile(99) / 1e6).toFixed(1)} ms, longest ${(delays.max / 1e6).toFixed(1)} ms`,
  )
  return done
}

try {
  console.log('At rest, right keys only:')
  await measured(async () => {
    const end = new AbortController()
    const right = rightOnes(end.signal)
    setTimeout(() => end.abort(), 3_000)
    console.log(`  ${(await right).told} orders told`)
  })
  const limit = 2 * p99() + SPARE_MS
  for (const spread of [true, false]) {
    console.log(`${forged} forged keys, ${spread ? 'an address for each' : 'from one address'}:`)
    const statuses = new Map<number, number>()
    const began = performance.now()
    const right = await measured(async () => {
      const end = new AbortController()
      const right = rightOnes(end.signal)
      const keys = forgedKeys(
        texts,
        revoked.map(({ text }) => text),
        forged,
        7,
      )
      let i = 0
      await Promise.all(
        Array.from({ length: AT_A_TIME }, async () => {
          for (const { key } of keys) {
            const status = await tell(key, spread ? address(i++) : '85.0.0.1')
            statuses.set(status, (statuses.get(status) ?? 0) + 1)
          }
        }),
      )
      end.abort()
      return right
    })
    const ms = performance.now() - began
    console.log(
      `  ${[...statuses].map(([status, n]) => `${status}: ${n}`).join(', ')}; ${((ms / forged) * 1_000).toFixed(0)} µs each`,
    )
    must(
      [...statuses.keys()].every(status => status === 401 || status === 429),
      'none was taken',
    )
    must(
      right.wrong === 0 && right.told > 0,
      `right keys went on: ${right.told} orders, the longest ${right.longest.toFixed(0)} ms`,
    )
    must(p99() < limit, `event loop p99 under ${limit.toFixed(0)} ms, twice that at rest and ${SPARE_MS}`)
  }
  must(
    db.sql<{ n: number }>('select count(*) as n from orders').get()?.n === 1,
    'nothing was written but what right keys told',
  )
} finally {
  agent.destroy()
  await server.close()
  await db.close()
  rmSync(folder, { recursive: true, force: true })
}
if (failed.length > 0) process.exitCode = 1
