/**
 * npm run bench:import -- [--people 1000000] [--here 100000]: people of another bot from a CSV, end to end (looked at, read,
 * matched, merged), beside `sqlite3 .import` of the same rows into a bare table with the same indexes (where there is no `sqlite3`:
 * papaparse and one prepared insert in one transaction). Then once more with links being opened and a plan made meanwhile.
 * Limits: 3 × the bare import; 250 MB for each process; p99 of redirects and of the event loop 2 × idle + 10 ms; a plan
 * meanwhile 2 × one alone.
 */
import { type ChildProcess, execFileSync, fork, spawnSync } from 'node:child_process'
import {
  closeSync,
  copyFileSync,
  createReadStream,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import Papa from 'papaparse'
import type { z } from 'zod'
import { openFile } from '../src/db/binding.js'
import { type Db, openDb } from '../src/db/open.js'
import { createChance } from '../src/sandbox/seed/chance.js'
import { loadKeys } from '../src/tracking/key.js'
import { createTokens } from '../src/tracking/token.js'
import { saidSchema, type wordSchema } from './import-work.js'
import { people as browsers, load, shuffle } from './redirect-load.js'

const LINKS_PER_SECOND = 200
const IDLE_SECONDS = 8
const MEMORY_MB = 250

const { values } = parseArgs({
  options: { people: { type: 'string', default: '1000000' }, here: { type: 'string', default: '100000' } },
})
const people = Number(values.people)
const here = Number(values.here)

type Said = z.infer<typeof saidSchema>
type Word = z.infer<typeof wordSchema>

const figure = (n: number, digits = 0) =>
  n.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })

function must(condition: boolean, what: string): void {
  console.log(`  ${condition ? '✓' : '✗'} ${what}`)
  if (!condition) process.exitCode = 1
}

/** A file as other platforms give it, in an order of its own; every id once. */
function makeCsv(path: string): void {
  const chance = createChance(7)
  const names = ['Anna', 'Boris', 'Clara', 'Дмитрий', 'Eva', 'Filip', 'Ирина', 'Jonas', '"Max, jr."', 'Ольга']
  const ids = shuffle(
    Array.from({ length: people }, (_, i) => 200_000_000 + i * 5_000 + Math.floor(chance.share() * 5_000)),
  )
  const file = openSync(path, 'w')
  let lines = 'telegram_id,first_name,last_name,username,phone,subscribed_at,status,language\n'
  for (const [i, id] of ids.entries()) {
    const since = new Date(Date.UTC(2024, 0, 1) + Math.floor(chance.share() * 6e10)).toISOString()
    const status = i % 12 === 0 ? 'unsubscribed' : 'active'
    lines += `${id},${names[i % names.length]},Lastname${i % 5_000},user_${id},+7912${String(1_000_000 + (i % 9_000_000))},${since},${status},ru\n`
    if (i % 10_000 === 9_999) {
      writeSync(file, lines)
      lines = ''
    }
  }
  writeSync(file, lines)
  closeSync(file)
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

/** The columns that stand in every row, and the indexes on them, as the product has them. */
const COLUMNS = [
  'id',
  'telegram_id',
  'first_name',
  'last_name',
  'username',
  'telegram_language',
  'source',
  'subscribed_at',
  'unsubscribed_at',
  'last_seen_at',
  'vouched_by',
  'ground',
  'dice',
  'created_at',
  'file_phone',
] as const
const INDEXED = /subscribers_(telegram_id_unique|source|subscribed_at|last_seen_at|dice)$/

/** The rows as they were stored, in the order of the file; then the same indexes on a bare table, and the same rows. */
function importBare(folder: string, product: string): { ms: number; by: string } {
  const stored = join(folder, 'stored.csv')
  const bare = join(folder, 'bare.db')
  rmSync(bare, { force: true })
  const source = openFile(product, { readonly: true })
  const indexes = source
    .prepare<[], { name: string; sql: string }>(
      `select name, sql from sqlite_master where tbl_name = 'subscribers' and type = 'index' and sql is not null`,
    )
    .all()
    .filter(({ name }) => INDEXED.test(name))
  // In no order, as a file has it.
  const rows = source
    .prepare(`select ${COLUMNS.join(', ')} from subscribers order by dice * 7919 % 1000003`)
    .raw()
    .iterate()
  const file = openSync(stored, 'w')
  for (const row of rows) writeSync(file, `${Papa.unparse([row as unknown[]])}\n`)
  closeSync(file)
  source.close()
  const shape = COLUMNS.map(
    name =>
      `${name} ${/name|language|source|ground|phone/.test(name) ? 'text' : 'integer'}${name === 'id' ? ' primary key' : ''}`,
  )
  const target = openFile(bare)
  target.pragma('journal_mode = wal')
  target.exec(`create table subscribers (${shape.join(', ')})`)
  for (const { sql } of indexes) target.exec(sql)
  target.close()
  const started = performance.now()
  if (spawnSync('sqlite3', ['--version']).status === 0) {
    const commands = [
      'pragma synchronous = full;',
      'pragma cache_size = -65536;',
      `.import --csv ${stored} subscribers`,
    ]
    execFileSync('sqlite3', [bare, ...commands], { stdio: ['ignore', 'ignore', 'inherit'] })
    return { ms: performance.now() - started, by: 'sqlite3 .import' }
  }
  return { ms: 0, by: '' }
}

async function insertBare(folder: string): Promise<number> {
  const bare = join(folder, 'bare2.db')
  const target = openFile(bare)
  for (const pragma of ['journal_mode = wal', 'synchronous = full', 'cache_size = -65536']) target.pragma(pragma)
  const from = openFile(join(folder, 'bare.db'), { readonly: true })
  for (const sql of from
    .prepare(`select sql from sqlite_master where tbl_name = 'subscribers' and sql is not null order by rootpage`)
    .pluck()
    .all())
    target.exec(String(sql))
  from.close()
  const insert = target.prepare(`insert into subscribers values (${COLUMNS.map(() => '?').join(', ')})`)
  const started = performance.now()
  target.exec('begin')
  await new Promise<void>((resolve, reject) => {
    Papa.parse<string[]>(createReadStream(join(folder, 'stored.csv')), {
      chunk: ({ data }) => {
        for (const row of data) if (row.length === COLUMNS.length) insert.run(...row)
      },
      complete: () => resolve(),
      error: reject,
    })
  })
  target.exec('commit')
  target.close()
  return performance.now() - started
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
  const child = fork(join(import.meta.dirname, 'import-work.js'), [path, csv])
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

const tell = (child: ChildProcess, word: Word) => void child.send(word)

async function measure(folder: string): Promise<void> {
  const csv = join(folder, 'people.csv')
  makeCsv(csv)
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
  const bare = importBare(folder, quiet)
  const insert = await insertBare(folder)
  const whole = steps.look + steps.read + steps.match + steps.merge
  console.log(`${figure(steps.people)} people into a base of ${figure(here)}`)
  console.log(
    `  looked at ${figure(steps.look)} ms · read ${figure(steps.read)} ms · match ${figure(steps.match)} ms · merge ${figure(steps.merge)} ms · all ${figure(whole)} ms`,
  )
  console.log(
    `  ${bare.by === '' ? 'no sqlite3 here' : `${bare.by} ${figure(bare.ms)} ms`} · papaparse and one insert ${figure(insert)} ms`,
  )
  console.log(
    `  memory: product ${figure(alone.memory.own / 1e6)} MB, its largest process beside it ${figure(alone.memory.other / 1e6)} MB`,
  )
  console.log(`  event loop meanwhile: p99 ${figure(loop.p99, 1)} ms, longest ${figure(loop.longest, 1)} ms`)
  const limit = bare.by === '' ? insert : bare.ms
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
  tell(work.child, 'plan')
  const first = await hear(work.child, 'plan')
  tell(work.child, 'watch')
  tell(work.child, 'import')
  const imported = hear(work.child, 'import')
  const opened = open(Math.max(3, (0.9 * whole) / 1_000))
  // While rows come in, and once while they are read.
  await new Promise(resolve => setTimeout(resolve, steps.look + steps.read + steps.match + steps.merge / 4))
  tell(work.child, 'plan')
  const during = await hear(work.child, 'plan')
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
