// node --expose-gc dist/tests/prove/soak.js [--statements N] — as many statements as an hour of work leaves behind (300 a
// second), made, run and forgotten in the main thread and in a worker while small writes, heavy reads and merges go on.
// The collector runs as it does in life: from a task of its own, when no statement of JavaScript is under way. Ends with
// 0 when every statement answered right, nothing aborted the process, and the file is whole.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { openFile } from '../../src/db/binding.js'
import { openDb } from '../../src/db/open.js'

const AN_HOUR = 300 * 3_600
const ROUND = 500
const WORKERS_LIVE = 20

type Collect = (options: { type: 'major' | 'minor'; execution: 'async' }) => Promise<void>

function collector(): Collect {
  const { gc } = z.object({ gc: z.custom<Collect>(value => typeof value === 'function') }).parse(globalThis)
  return gc
}

/** Makes, runs and forgets statements on the connection. @throws Error at the first wrong answer */
async function spend(sqlite: ReturnType<typeof openFile>, count: number): Promise<void> {
  const collect = collector()
  for (let made = 0; made < count; made += ROUND) {
    for (let i = made; i < made + ROUND; i++) {
      const row = sqlite.prepare<[number], { n: number }>(`select ? + ${i % 97} as n`).get(i)
      if (row?.n !== i + (i % 97)) throw new Error(`statement ${i} answered ${JSON.stringify(row)}`)
    }
    await collect({ type: made % (ROUND * 4) === 0 ? 'major' : 'minor', execution: 'async' })
    await new Promise(resolve => setImmediate(resolve))
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { statements: { type: 'string', default: String(AN_HOUR) } } })
  const statements = z.coerce.number().int().positive().parse(values.statements)
  const folder = mkdtempSync(join(tmpdir(), 'segcast-soak-'))
  const started = performance.now()
  let workers = 0
  try {
    const db = await openDb(join(folder, 'soak.db'))
    const sqlite = openFile(db.path)
    let over = false
    const writing = (async () => {
      for (let n = 1; !over; n++) {
        await db.group(() => void db.sql('insert into updates (update_id, body) values (?, ?)').run(n, `${n}`))
        if (n % 50 === 0) await db.people.rows('select count(*) from updates')
      }
    })()
    const threads = (async () => {
      const each = Math.ceil(statements / 4 / WORKERS_LIVE)
      for (; workers < WORKERS_LIVE; workers++) {
        await new Promise<void>((resolve, reject) => {
          const worker = new Worker(new URL(import.meta.url), { workerData: { path: db.path, count: each } })
          worker.once('error', reject)
          // Ended from outside while it still holds statements, as a reader's thread is.
          worker.once('message', () => void worker.terminate().then(() => resolve()))
        })
      }
    })()
    await Promise.all([spend(sqlite, statements), threads])
    over = true
    await writing
    sqlite.close()
    const whole = db.sql<{ integrity_check: string }>('pragma integrity_check').get()?.integrity_check
    if (whole !== 'ok') throw new Error(`the file is broken: ${whole}`)
    await db.close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  const seconds = (performance.now() - started) / 1_000
  console.log(`${statements} statements and ${workers} threads in ${seconds.toFixed(1)} s`)
}

async function thread(): Promise<void> {
  const { path, count } = z.object({ path: z.string(), count: z.int() }).parse(workerData)
  const sqlite = openFile(path, { readonly: true })
  await spend(sqlite, count)
  parentPort?.postMessage('done')
}

await (isMainThread ? main() : thread())
