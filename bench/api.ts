/**
 * npm run bench:api: single orders told to the API, beside a bare node:http server with the same grouped insert, each in a
 * process of its own on its own copy of one database, with a broadcast at full pace beside; in turns, saturated. Then NDJSON,
 * lists of 1,000, and bodies made to hold the event loop. Limits: a third of the orders a second of the bare one;
 * the event loop never held over 20 ms by what comes in; the broadcast goes on at its pace.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { sleep, systemClock } from '../src/clock.js'
import { createApiKey } from '../src/crm/api-key.js'
import { type Db, openDb } from '../src/db/open.js'
import { createSchedule } from '../src/delivery/schedule.js'
import { silentLog } from '../src/log.js'
import { approveBroadcast } from '../tests/support/campaign.js'
import { noRules, switchOffGates } from '../tests/support/gates.js'
import { seedSubscribers } from './seed.js'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    lines: { type: 'string', default: '20000' },
  },
})
const seconds = Number(values.seconds)
const rounds = Number(values.rounds)
const lines = Number(values.lines)
const PEOPLE = 20_000
const PACE = 29
const CONNECTIONS = 64
const AT_A_TIME = 4
const AT_MOST = 3
const LOOP_MS = 20

const figuresSchema = z.object({
  ...{ cpu: z.number(), sent: z.number(), p99: z.number(), longest: z.number(), memory: z.number() },
})
type Rival = { name: string; child: ChildProcess; port: number; rates: number[]; cpu: number[]; alone: number }

function must(condition: boolean, what: string): void {
  console.log(`  ${condition ? '✓' : '✗'} ${what}`)
  if (!condition) process.exitCode = 1
}
const figure = (n: number, digits = 0) => n.toLocaleString('en', { maximumFractionDigits: digits })
const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

async function seed(db: Db): Promise<void> {
  const at = Date.now()
  seedSubscribers(db, PEOPLE, at)
  switchOffGates(db)
  approveBroadcast(db, PEOPLE, at)
  await createSchedule({ db, clock: systemClock, log: silentLog, rules: () => noRules, changed: () => {} }).run(at)
}

async function start(name: string, path: string): Promise<Rival> {
  const child = fork(join(import.meta.dirname, 'api-server.js'), [name, path], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const { port } = z.object({ port: z.number() }).parse(await hear(child))
  return { name, child, port, rates: [], cpu: [], alone: 0 }
}

function hear(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Error('a server ended by itself'))
    child.once('exit', end)
    child.once('message', message => {
      child.off('exit', end)
      resolve(message)
    })
  })
}

async function figures({ child }: Rival) {
  const heard = hear(child)
  child.send('figures')
  return figuresSchema.parse(await heard)
}

/** µs of processor time a second that the broadcast takes by itself. */
async function aloneOf(rival: Rival): Promise<number> {
  const before = await figures(rival)
  await sleep(seconds * 1_000)
  return ((await figures(rival)).cpu - before.cpu) / seconds
}

let n = 0
const order = () => {
  n++
  return JSON.stringify({
    id: `A-${n}`,
    customer: { id: `C-${n % 50_000}`, phone: `+3712${String(1_000_000 + (n % 50_000)).padStart(7, '0')}` },
    ...{ at: '2026-11-20T14:05:00+02:00', status: 'paid', total: 129.9, currency: 'EUR' },
  })
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 })
function post(
  port: number,
  key: string,
  type: string,
  body: string | Buffer,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        ...{ host: '127.0.0.1', port, agent, method: 'POST', path: '/crm/orders' },
        headers: { authorization: `Bearer ${key}`, 'content-type': type, 'content-length': Buffer.byteLength(body) },
      },
      response => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', chunk => {
          text += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}

/** So many at a time, for so long. @returns orders a second */
async function saturate(port: number, keys: readonly string[]): Promise<number> {
  const began = performance.now()
  let answered = 0
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, i) => {
      while (performance.now() - began < seconds * 1_000) {
        const { status } = await post(port, keys[Math.floor(i / AT_A_TIME)] ?? '', 'application/json', order())
        if (status !== 200) throw new Error(`an order was answered ${status}`)
        answered++
      }
    }),
  )
  return answered / ((performance.now() - began) / 1_000)
}

const folder = mkdtempSync(join(tmpdir(), 'segcast-bench-'))
try {
  const [path, copy] = [join(folder, 'ours.db'), join(folder, 'bare.db')]
  const db = await openDb(path)
  await seed(db)
  const keys = Array.from(
    { length: CONNECTIONS / AT_A_TIME },
    () => createApiKey(db, { name: 'Bench', scopes: ['orders'], by: 1 }, Date.now()).text,
  )
  const [key = ''] = keys
  db.sql('pragma wal_checkpoint(truncate)').get()
  await db.close()
  copyFileSync(path, copy)
  const ours = await start('ours', path)
  const bare = await start('bare', copy)
  for (const rival of [ours, bare]) {
    await saturate(rival.port, keys)
    rival.alone = await aloneOf(rival)
  }
  let loop = 0
  let sent = 0
  let took = 0
  for (let round = 0; round < rounds; round++)
    for (const rival of [ours, bare]) {
      const before = await figures(rival)
      const rate = await saturate(rival.port, keys)
      const after = await figures(rival)
      rival.rates.push(rate)
      rival.cpu.push((after.cpu - before.cpu - rival.alone * seconds) / (rate * seconds))
      if (rival !== ours) continue
      loop = Math.max(loop, after.p99)
      sent += after.sent - before.sent
      took += seconds
    }
  console.log(`Single orders, ${CONNECTIONS} at a time, a broadcast at ${PACE} a second beside:`)
  for (const { name, rates, cpu } of [ours, bare])
    console.log(
      `  ${name.padEnd(5)} ${figure(median(rates)).padStart(7)} orders/s   ${figure(median(cpu))} µs of processor time each`,
    )
  const times = { rate: median(bare.rates) / median(ours.rates), cpu: median(ours.cpu) / median(bare.cpu) }
  console.log(`  ${figure(times.cpu, 2)} × the processor time of the bare server`)
  must(times.rate <= AT_MOST, `${figure(times.rate, 2)} × slower than the bare server (at most ${AT_MOST})`)
  must(loop < LOOP_MS, `event loop p99 ${figure(loop, 1)} ms (under ${LOOP_MS})`)
  must(sent / took > PACE * 0.9, `the broadcast went at ${figure(sent / took, 1)} a second`)

  const stream = Array.from({ length: lines }, order).join('\n')
  const before = await figures(ours)
  const began = performance.now()
  const { text } = await post(ours.port, key, 'application/x-ndjson', stream)
  const ms = performance.now() - began
  const after = await figures(ours)
  console.log(`NDJSON: ${figure(lines)} orders in ${figure(ms / 1_000, 1)} s, ${figure((lines / ms) * 1_000)} a second`)
  must(text.endsWith(`{"accepted":${lines},"refused":0}\n`), 'every line was taken')
  must(after.p99 < LOOP_MS, `event loop p99 ${figure(after.p99, 1)} ms, longest ${figure(after.longest, 1)} ms`)
  must(
    (after.sent - before.sent) / (ms / 1_000) > PACE * 0.9,
    `the broadcast went at ${figure((after.sent - before.sent) / (ms / 1_000), 1)} a second`,
  )
  console.log(`  memory ${figure(after.memory / 2 ** 20)} MB`)

  console.log('Bodies made to hold the event loop:')
  const crowd = Array.from({ length: 1_000 }, order)
  const bodies: [string, string][] = [
    ['a list of 1,000 orders', `[${crowd.join(',')}]`],
    ['brackets, 1 MB', '['.repeat(2 ** 20 - 1)],
    ['160,000 tiny objects', `[${'{"":0},'.repeat(149_000)}{}]`],
    [
      '1,000 items of 1 kB that are none',
      `[${Array(1_000)
        .fill(`{"x":"${'y'.repeat(1_000)}"}`)
        .join(',')}]`,
    ],
    [
      '4 objects of 17,000 names',
      `[${Array(4)
        .fill(`{${Array.from({ length: 17_000 }, (_, i) => `"${i.toString(36)}n":1`).join(',')}}`)
        .join(',')}]`,
    ],
    [
      '4 orders of 1,000 lines',
      `[${Array.from({ length: 4 }, () => order().replace(/}$/, `,"lines":[${Array(1_000).fill('{"product":"Winter boots","quantity":1,"price":9.5}').join(',')}]}`)).join(',')}]`,
    ],
  ]
  for (const [name, body] of bodies) {
    await figures(ours)
    const { status } = await post(ours.port, key, 'application/json', body)
    const { longest } = await figures(ours)
    must(longest < LOOP_MS, `${name}: ${status}, the loop was held ${figure(longest, 1)} ms at most (under ${LOOP_MS})`)
  }
  agent.destroy()
  for (const { child } of [ours, bare]) {
    const gone = new Promise(resolve => child.once('exit', resolve))
    child.send('stop')
    await gone
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
