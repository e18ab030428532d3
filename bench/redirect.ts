/**
 * The redirect beside a hand-written one (redirect-bare.ts): each in a process of its own, on its own copy of one
 * database, loaded in turn over loopback by this process. Saturated, both are bound by their processor time, so the
 * requests are pipelined: otherwise 64 connections that wait for a commit every 10 ms would measure the waiting.
 * Ends with a non-zero status below 0.8 of the bare one, or when an answered click is not in the database.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { type Db, openDb } from '../src/db/open.js'
import { loadKeys } from '../src/tracking/key.js'
import { createTokens } from '../src/tracking/token.js'
import { type Load, load, people, shuffle } from './redirect-load.js'
import { createRedirectServer } from './redirect-server.js'

const DELIVERIES = 200_000
const LINKS = 2
const CONNECTIONS = 64
const DEPTH = 16
const ROUNDS = 5
const ROUND_SECONDS = 5
const WARM_SECONDS = 2
const CALM_PER_SECOND = 500
const ENOUGH = 0.8

const told = z.union([z.object({ port: z.number() }), z.object({ cpu: z.number() })])

/** Our own server on a database, as the product runs it; ends when its parent says so. */
async function serve(path: string): Promise<void> {
  const db = await openDb(path)
  const server = createRedirectServer(db)
  process.on('message', async message => {
    if (message === 'cpu') {
      const { user, system } = process.cpuUsage()
      process.send?.({ cpu: user + system })
      return
    }
    await server.close()
    await db.close()
    process.disconnect()
  })
  process.on('disconnect', () => process.exit())
  process.send?.(await server.listen())
}

type Rival = {
  name: string
  path: string
  child: ChildProcess
  port: number
  answered: number
  loads: Load[]
  cpu: number[]
}

async function start(name: string, path: string, file: string, args: string[]): Promise<Rival> {
  const child = fork(join(import.meta.dirname, file), args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const first = await hear(child)
  return { name, path, child, port: 'port' in first ? first.port : 0, answered: 0, loads: [], cpu: [] }
}

function hear(child: ChildProcess): Promise<z.infer<typeof told>> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Error('a server ended by itself'))
    child.once('exit', end)
    child.once('message', message => {
      child.off('exit', end)
      resolve(told.parse(message))
    })
  })
}

/** Microseconds of processor time that the server has used so far. */
async function processorTime(rival: Rival): Promise<number> {
  const answer = hear(rival.child)
  rival.child.send('cpu')
  const heard = await answer
  return 'cpu' in heard ? heard.cpu : 0
}

async function stop(rival: Rival): Promise<void> {
  const gone = new Promise(resolve => rival.child.once('exit', resolve))
  rival.child.send('stop')
  await gone
}

function seed(db: Db, at: number): void {
  const sent = at - 3_600_000
  const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${DELIVERIES})`
  db.write(() => {
    const run = (sql: string) => void db.sql(sql).run()
    run(`${numbers} insert into subscribers (id, telegram_id, first_name, subscribed_at, last_seen_at, dice, created_at)
      select i, i, 'Person', 1, 1, i, 1 from n`)
    run(`insert into offers (id, name_folded, name, goal, state, draft, utm_campaign, created_by, created_at)
      values (1, 'spring', 'Spring', 'sell', 'used', '{}', 'spring', 1, 1)`)
    run(`insert into variants (id, offer_id, position, content) values (1, 1, 0, '{}')`)
    for (let link = 1; link <= LINKS; link++) {
      run(
        `insert into links (variant_id, number, url, label) values (1, ${link}, 'https://shop.example/p/${link}', '')`,
      )
    }
    run(`insert into broadcasts (id, offer_id, state, parts, left_out, shown_audience, zone, starts_at, created_by, created_at)
      values (1, 1, 'finished', '[]', '[]', ${DELIVERIES}, 'UTC', 1, 1, 1)`)
    run(`${numbers} insert into deliveries
      (id, broadcast_id, subscriber_id, variant_id, state, due_at, claimed_at, sent_at, message_id)
      select i, 1, i, 1, 'sent', ${sent}, ${sent}, ${sent}, i from n`)
  })
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

const perSecond = (one: Load) => one.answered / one.seconds
const figure = (n: number, width = 9) => n.toLocaleString('en', { maximumFractionDigits: 1 }).padStart(width)

async function compare(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-bench-'))
  try {
    const path = join(folder, 'ours.db')
    const copy = join(folder, 'bare.db')
    const db = await openDb(path)
    seed(db, Date.now())
    const signed = createTokens(loadKeys(db, Date.now()))
    db.sql('pragma wal_checkpoint(truncate)').get()
    await db.close()
    copyFileSync(path, copy)
    const tokens = Array.from({ length: DELIVERIES * LINKS }, (_, i) =>
      signed.delivery(1 + (i % DELIVERIES), 1 + Math.floor(i / DELIVERIES)),
    )
    const next = people(shuffle(tokens))
    const bare = await start('bare', copy, 'redirect-bare.js', [copy])
    const ours = await start('ours', path, 'redirect.js', ['serve', path])
    const rivals = [ours, bare]
    const saturate = { connections: CONNECTIONS, depth: DEPTH, perSecond: null }

    for (const rival of rivals) {
      rival.answered += (await load(rival.port, next, { ...saturate, seconds: WARM_SECONDS })).answered
    }
    console.log(`${CONNECTIONS} connections, ${DEPTH} requests pipelined on each, ${ROUND_SECONDS} s a round`)
    for (let round = 0; round < ROUNDS; round++) {
      for (const rival of round % 2 === 0 ? rivals : rivals.toReversed()) {
        const before = await processorTime(rival)
        const result = await load(rival.port, next, { ...saturate, seconds: ROUND_SECONDS })
        rival.cpu.push(((await processorTime(rival)) - before) / result.answered)
        rival.loads.push(result)
        rival.answered += result.answered
        console.log(
          `  ${rival.name} ${figure(perSecond(result))} requests/s   p50 ${figure(result.p50, 6)} ms   p99 ${figure(result.p99, 6)} ms   errors ${result.errors}   ${figure(rival.cpu.at(-1) ?? 0, 5)} µs of processor a request`,
        )
      }
    }
    console.log(`${CALM_PER_SECOND} requests/s, one at a time on each connection`)
    let errors = 0
    for (const rival of rivals) {
      const calm = { connections: CONNECTIONS, depth: 1, perSecond: CALM_PER_SECOND, seconds: ROUND_SECONDS }
      const result = await load(rival.port, next, calm)
      rival.answered += result.answered
      errors += result.errors
      console.log(
        `  ${rival.name} ${figure(perSecond(result))} requests/s   p50 ${figure(result.p50, 6)} ms   p99 ${figure(result.p99, 6)} ms   errors ${result.errors}`,
      )
    }
    for (const rival of rivals) await stop(rival)

    let lost = 0
    for (const rival of rivals) {
      const after = await openDb(rival.path)
      const rows = after.sql<{ n: number }>('select count(*) as n from clicks').get()?.n ?? 0
      await after.close()
      lost += Math.abs(rival.answered - rows)
      console.log(`${rival.name}: answered ${figure(rival.answered)}, clicks in the database ${figure(rows)}`)
      errors += rival.loads.reduce((sum, one) => sum + one.errors, 0)
    }
    // Neighbours in time share what else the machine was doing.
    const ratio = median(ours.loads.map((one, round) => perSecond(one) / perSecond(bare.loads[round] ?? one)))
    console.log(
      `ours / bare: ${ratio.toFixed(3)} of the requests (median of the rounds; at least ${ENOUGH}), ${(median(ours.cpu) / median(bare.cpu)).toFixed(2)} × the processor time a request; errors ${errors}; lost ${lost}`,
    )
    return ratio >= ENOUGH && lost === 0 && errors === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const [, , role, path] = process.argv
if (role === 'serve' && path !== undefined) await serve(path)
else process.exitCode = await compare()
