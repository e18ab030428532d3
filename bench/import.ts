/**
 * npm run bench:import -- [--people 1000000 | --orders 1000000] [--here 100000]: people of another bot, or orders of a shop
 * with their buyers and lines, from a CSV, end to end (looked at, read, matched, merged), beside `sqlite3 .import` of the same
 * rows into bare tables with the same indexes (where there is no `sqlite3`: papaparse and one prepared insert in one
 * transaction). Then once more with links being opened and a plan made meanwhile.
 * Limits: 3 × the bare import; 250 MB for each process; p99 of redirects and of the event loop 2 × idle + 10 ms; a plan
 * meanwhile 2 × one alone.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { z } from 'zod'
import { type Db, openDb } from '../src/db/open.js'
import { loadKeys } from '../src/tracking/key.js'
import { createTokens } from '../src/tracking/token.js'
import { importBare, insertBare } from './import-bare.js'
import { type Kind, makeFile } from './import-files.js'
import { saidSchema, type wordSchema } from './import-work.js'
import { people as browsers, load, shuffle } from './redirect-load.js'

const LINKS_PER_SECOND = 200
const IDLE_SECONDS = 8
const MEMORY_MB = 250
const PLANS = 3

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000000' },
    orders: { type: 'string' },
    here: { type: 'string', default: '100000' },
  },
})
const kind: Kind = values.orders === undefined ? 'subscribers' : 'orders'
const rows = Number(values.orders ?? values.people)
const here = Number(values.here)

type Said = z.infer<typeof saidSchema>
type Word = z.infer<typeof wordSchema>

const figure = (n: number, digits = 0) =>
  n.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })

function must(condition: boolean, what: string): void {
  console.log(`  ${condition ? '✓' : '✗'} ${what}`)
  if (!condition) process.exitCode = 1
}

/** People who are here already, each with a message that has a link. */
function seed(db: Db): void {
  const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${here})`
  db.write(() => {
    const run = (sql: string) => void db.sql(sql).run()
    run(`${numbers} insert into subscribers (telegram_id, first_name, telegram_language, subscribed_at, last_seen_at, dice, created_at)
      select i, 'Person', 'en', 1, 1, (random() & 9223372036854775807) % 2147483647, 1 from n`)
    run(`insert into offers (id, name_folded, name, goal, state, draft, utm_campaign, created_by, created_at)
      values (1, 'spring', 'Spring', 'sell', 'used', '{}', 'spring', 1, 1)`)
    run(`insert into variants (id, offer_id, position, content) values (1, 1, 0, '{}')`)
    run(`insert into links (variant_id, number, url, label) values (1, 1, 'https://shop.example/p/1', '')`)
    run(`insert into broadcasts (id, offer_id, state, parts, left_out, shown_audience, zone, starts_at, created_by, created_at)
      values (1, 1, 'finished', '[]', '[]', ${here}, 'UTC', 1, 1, 1)`)
    run(`${numbers} insert into deliveries (id, broadcast_id, subscriber_id, variant_id, state, due_at, claimed_at, sent_at, message_id)
      select i, 1, i, 1, 'sent', 1, 1, 1, i from n`)
  })
}

/** Bytes that a process and those it started hold, each by itself. */
function memoryOf(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap(task => {
    try {
      return readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
    } catch {
      return []
    }
  })
  return [pid, ...children].map(one => {
    try {
      return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${one}/status`, 'utf8'))?.[1] ?? 0) * 1_024
    } catch {
      return 0
    }
  })
}

type Work = { child: ChildProcess; port: number; memory: { own: number; other: number } }

async function start(path: string, csv: string): Promise<Work> {
  const child = fork(join(import.meta.dirname, 'import-work.js'), [path, csv, kind])
  const memory = { own: 0, other: 0 }
  const sample = setInterval(() => {
    const [own = 0, ...others] = memoryOf(child.pid ?? 0)
    memory.own = Math.max(memory.own, own)
    memory.other = Math.max(memory.other, ...others)
  }, 50)
  child.once('exit', () => clearInterval(sample))
  const said = await hear(child, 'port')
  return { child, port: said.port, memory }
}

type Of<Key extends string> = Extract<Said, Record<Key, unknown>>

/** The next answer of a kind. */
function hear<Key extends 'port' | 'plan' | 'import' | 'p99' | 'ended'>(
  child: ChildProcess,
  key: Key,
): Promise<Of<Key>> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('the product ended'))
    const listen = (message: unknown) => {
      const said = saidSchema.parse(message)
      if (!(key in said)) return
      child.off('message', listen)
      child.off('exit', gone)
      resolve(said as Of<Key>)
    }
    child.on('message', listen)
    child.once('exit', gone)
  })
}

/** The one in the middle of three plans, one after another: one alone may meet anything. */
async function plans(child: ChildProcess): Promise<Of<'plan'>> {
  const made: Of<'plan'>[] = []
  for (let n = 0; n < PLANS; n++) {
    tell(child, 'plan')
    made.push(await hear(child, 'plan'))
  }
  const [, middle] = made.sort((a, b) => a.plan - b.plan)
  if (middle === undefined) throw new Error('nothing was planned')
  return middle
}

const tell = (child: ChildProcess, word: Word) => void child.send(word)

async function measure(folder: string): Promise<void> {
  const csv = join(folder, 'file.csv')
  makeFile(csv, kind, rows)
  const [quiet, busy] = [join(folder, 'quiet.db'), join(folder, 'busy.db')]
  const db = await openDb(quiet)
  seed(db)
  const signed = createTokens(loadKeys(db, Date.now()))
  db.sql('pragma wal_checkpoint(truncate)').get()
  await db.close()
  copyFileSync(quiet, busy)
  const next = browsers(shuffle(Array.from({ length: here }, (_, i) => signed.delivery(i + 1, 1))))

  const alone = await start(quiet, csv)
  tell(alone.child, 'watch')
  tell(alone.child, 'import')
  const { import: steps } = await hear(alone.child, 'import')
  tell(alone.child, 'watched')
  const loop = await hear(alone.child, 'p99')
  tell(alone.child, 'end')
  await hear(alone.child, 'ended')
  const bare = importBare(folder, quiet, kind)
  const insert = await insertBare(folder, quiet, kind)
  const whole = steps.look + steps.read + steps.match + steps.merge
  console.log(`${figure(steps.taken)} ${kind === 'orders' ? 'orders' : 'people'} into a base of ${figure(here)}`)
  console.log(
    `  looked at ${figure(steps.look)} ms · read ${figure(steps.read)} ms · match ${figure(steps.match)} ms · merge ${figure(steps.merge)} ms · all ${figure(whole)} ms`,
  )
  console.log(
    `  ${bare === null ? 'no sqlite3 here' : `sqlite3 .import ${figure(bare)} ms`} · papaparse and one insert ${figure(insert)} ms`,
  )
  console.log(
    `  memory: product ${figure(alone.memory.own / 1e6)} MB, its largest process beside it ${figure(alone.memory.other / 1e6)} MB`,
  )
  console.log(`  event loop meanwhile: p99 ${figure(loop.p99, 1)} ms, longest ${figure(loop.longest, 1)} ms`)
  const limit = bare ?? insert
  must(
    whole <= 3 * limit,
    `${(whole / limit).toFixed(2)} × the bare import (at most 3); ${(whole / insert).toFixed(2)} × papaparse and one insert`,
  )
  must(
    alone.memory.own <= MEMORY_MB * 1e6 && alone.memory.other <= MEMORY_MB * 1e6,
    `each process under ${MEMORY_MB} MB`,
  )

  const work = await start(busy, csv)
  const open = (seconds: number) =>
    load(work.port, next, { connections: 16, depth: 1, seconds, perSecond: LINKS_PER_SECOND })
  await open(2)
  tell(work.child, 'watch')
  const idle = await open(IDLE_SECONDS)
  tell(work.child, 'watched')
  const idleLoop = await hear(work.child, 'p99')
  const first = await plans(work.child)
  tell(work.child, 'watch')
  tell(work.child, 'import')
  const imported = hear(work.child, 'import')
  const opened = open(Math.max(3, (0.9 * whole) / 1_000))
  // While rows come in, and once while they are read.
  await new Promise(resolve => setTimeout(resolve, steps.look + steps.read + steps.match + steps.merge / 4))
  const during = await plans(work.child)
  const { import: beside } = await imported
  tell(work.child, 'watched')
  const busyLoop = await hear(work.child, 'p99')
  const result = await opened
  tell(work.child, 'end')
  await hear(work.child, 'ended')
  console.log(
    `beside ${LINKS_PER_SECOND} links a second and a plan: ${figure(beside.look + beside.read + beside.match + beside.merge)} ms`,
  )
  console.log(
    `  redirects p99 ${figure(idle.p99, 1)} ms idle, ${figure(result.p99, 1)} ms meanwhile (p50 ${figure(idle.p50, 1)} and ${figure(result.p50, 1)}); errors ${idle.errors + result.errors}`,
  )
  console.log(
    `  event loop p99 ${figure(idleLoop.p99, 1)} ms idle, ${figure(busyLoop.p99, 1)} ms meanwhile; longest ${figure(idleLoop.longest, 1)} and ${figure(busyLoop.longest, 1)} ms`,
  )
  console.log(
    `  a plan of ${figure(first.people)}: ${figure(first.plan)} ms alone, ${figure(during.plan)} ms meanwhile (${figure(during.people)})`,
  )
  must(result.p99 <= 2 * idle.p99 + 10, 'redirects p99 at most 2 × idle + 10 ms')
  must(busyLoop.p99 <= 2 * idleLoop.p99 + 10, 'event loop p99 at most 2 × idle + 10 ms')
  must(
    during.plan <= 2 * first.plan,
    `a plan takes ${(during.plan / first.plan).toFixed(2)} × as long as alone (at most 2)`,
  )
  must(idle.errors + result.errors === 0, 'every link opened')
}

const folder = mkdtempSync(join(tmpdir(), 'segcast-import-'))
try {
  await measure(folder)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
