/**
 * npm run bench:events: events told to the API, 200 of a stream at a time, beside a bare grouped insert of the same rows in the
 * same order into a copy of the same database; in turns, in one process. The bare one parses each event, knows by heart whose it
 * is and what its name's number is, and inserts it, all 200 in one commit of the database's groups; it checks nothing, folds
 * nothing and answers nothing. Limits: three times the bare insert, and the event loop is held 20 ms at most (p99).
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { sleep, systemClock } from '../src/clock.js'
import { type Api, createApi } from '../src/crm/api.js'
import { type ApiKey, createApiKey, findApiKey } from '../src/crm/api-key.js'
import { type Db, openDb } from '../src/db/open.js'
import { AppError } from '../src/errors.js'
import { silentLog } from '../src/log.js'
import { seedSubscribers } from './seed.js'

const { values } = parseArgs({
  options: { events: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '3' } },
})
const EVENTS = Number(values.events)
const ROUNDS = Number(values.rounds)
const PEOPLE = 100_000
const AT_A_TIME = 200
const AT_MOST = 3
const LOOP_MS = 20
const NAMES = ['left cart', 'bonus given', 'parcel came', 'wish list', 'visited the page of a product']

function must(condition: boolean, what: string): void {
  console.log(`  ${condition ? '✓' : '✗'} ${what}`)
  if (!condition) process.exitCode = 1
}
const figure = (n: number, digits = 0) => n.toLocaleString('en', { maximumFractionDigits: digits })
const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

/** One after another, so that no round tells what another told. */
let n = 0
function told(): Buffer {
  n++
  return Buffer.from(
    JSON.stringify({
      id: `cart-${n}`,
      person: { telegram_id: idOf(n) },
      name: NAMES[n % NAMES.length],
      at: '2026-11-20T14:05:00+02:00',
      properties: { sum: n % 1_000, products: ['Winter boots', 'Wool socks'], place: 'Riga' },
    }),
  )
}

function idOf(n: number): number {
  return people[(n * 7_919) % people.length] ?? 0
}

let people: number[] = []
const idsOf = new Map<number, number>()

/** What has to be written of an event at least: the same rows, as they are told, in the groups of the database. */
function createBare(db: Db): (items: readonly Buffer[]) => Promise<unknown> {
  const insert = db.sql(
    `insert into events (key, hash, subscriber_id, name_id, at, received_at, properties, folded) values (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const digest = Buffer.alloc(12, 7)
  return items =>
    db.group(() => {
      for (const item of items) {
        const { id, person, name, properties } = JSON.parse(item.toString())
        const kept = JSON.stringify(properties)
        insert.run(id, digest, idsOf.get(person.telegram_id) ?? 0, NAMES.indexOf(name) + 1, 1, 1, kept, kept)
      }
      return null
    })
}

function createOurs(db: Db): (items: readonly Buffer[]) => Promise<unknown> {
  const api: Api = createApi({
    ...{ db, log: silentLog, publicUrl: 'https://links.example', now: Date.now },
    ...{ monotonic: systemClock.monotonic, zone: () => 'Europe/Riga', team: () => [], openClick: () => null },
    message: () => ({ kind: 'refused', error: new AppError('customer_not_found') }),
    counted: () => {},
  })
  const endpoint = api.endpoints.find(({ path }) => path === '/crm/events')
  const key: ApiKey | null = findApiKey(db, 1)
  if (endpoint === undefined || key === null) throw new Error('there is no such endpoint, or no key')
  return async items => {
    const answers = await api.take(
      endpoint,
      key,
      items.map((bytes, index) => ({ index, bytes })),
    )
    if (answers === 'no_disk' || answers.some(({ outcome }) => outcome !== 'new'))
      throw new Error(`an event was not taken: ${JSON.stringify(answers === 'no_disk' ? answers : answers[0])}`)
  }
}

/** µs an event, told so many at a time, µs of processor time, and how long the loop was held, ms (p99). */
async function round(
  take: (items: readonly Buffer[]) => Promise<unknown>,
  size: number,
): Promise<{ time: number; cpu: number; held: number }> {
  const batches = Array.from({ length: Math.ceil(EVENTS / size) }, () => Array.from({ length: size }, told))
  const delays = monitorEventLoopDelay({ resolution: 1 })
  await sleep(0)
  delays.enable()
  const [began, before] = [performance.now(), process.cpuUsage()]
  for (const batch of batches) await take(batch)
  const { user, system } = process.cpuUsage(before)
  const time = performance.now() - began
  delays.disable()
  const all = batches.length * size
  return { time: (time * 1_000) / all, cpu: (user + system) / all, held: delays.percentile(99) / 1e6 }
}

const folder = mkdtempSync(join(tmpdir(), 'segcast-bench-'))
try {
  const [path, copy] = [join(folder, 'ours.db'), join(folder, 'bare.db')]
  const first = await openDb(path)
  seedSubscribers(first, PEOPLE, Date.now())
  createApiKey(first, { name: 'Bench', scopes: ['events'], by: 1 }, Date.now())
  for (const { id, telegram } of first
    .sql<{ id: number; telegram: number }>('select id, telegram_id as telegram from subscribers')
    .all())
    idsOf.set(telegram, id)
  people = [...idsOf.keys()]
  first.sql('pragma wal_checkpoint(truncate)').get()
  await first.close()
  copyFileSync(path, copy)
  const [ours, bare] = [await openDb(path), await openDb(copy)]
  const rivals = [
    { name: 'ours', take: createOurs(ours), times: [] as number[], cpu: [] as number[], held: 0 },
    { name: 'bare', take: createBare(bare), times: [] as number[], cpu: [] as number[], held: 0 },
  ]
  for (let i = 0; i <= ROUNDS; i++)
    for (const rival of rivals) {
      const took = await round(rival.take, AT_A_TIME)
      // The first round is for warming up.
      if (i === 0) continue
      rival.times.push(took.time)
      rival.cpu.push(took.cpu)
      rival.held = Math.max(rival.held, took.held)
    }
  console.log(`${figure(EVENTS)} events, ${AT_A_TIME} at a time, ${ROUNDS} rounds:`)
  for (const { name, times, cpu, held } of rivals)
    console.log(
      `  ${name.padEnd(5)} ${figure(median(times), 1)} µs each, ${figure(1e6 / median(times))} a second; ${figure(median(cpu), 1)} µs of processor time; event loop p99 ${figure(held, 1)} ms`,
    )
  const ratio = (of: 'times' | 'cpu') => median(rivals[0]?.[of] ?? []) / median(rivals[1]?.[of] ?? [])
  must(ratio('times') <= AT_MOST, `${figure(ratio('times'), 2)} × a bare grouped insert (at most ${AT_MOST})`)
  console.log(`    ${figure(ratio('cpu'), 2)} × its processor time`)
  const longest = rivals[0]?.held ?? Number.NaN
  must(longest < LOOP_MS, `event loop p99 ${figure(longest, 1)} ms (under ${LOOP_MS})`)
  await ours.close()
  await bare.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
