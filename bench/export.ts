/**
 * npm run bench:export — how long the whole base takes to go out, and what it costs the process meanwhile: memory, and
 * how late its event loop is, beside an idle stretch of the same process. `-- --people 1000000 --deliveries 5000000`.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { sleep } from '../src/clock.js'
import { openDb } from '../src/db/open.js'
import { exportEverything } from '../src/reports/export/everything.js'
import { seedCrowd } from '../src/sandbox/seed/crowd.js'

const AT = Date.UTC(2026, 10, 24, 12)
const IDLE_MS = 5_000
const MB = 1024 * 1024
const { values } = parseArgs({
  options: { people: { type: 'string', default: '100000' }, deliveries: { type: 'string', default: '500000' } },
})
const size = { subscribers: Number(values.people), deliveries: Number(values.deliveries) }

/** How late the event loop is while something runs, in ms. */
async function lateness(work: () => Promise<unknown>): Promise<{ p99: number; max: number }> {
  const watch = monitorEventLoopDelay({ resolution: 1 })
  watch.enable()
  await work()
  watch.disable()
  return { p99: watch.percentile(99) / 1e6, max: watch.max / 1e6 }
}

const folder = mkdtempSync(join(tmpdir(), 'segcast-bench-'))
try {
  const db = await openDb(join(folder, 'bench.db'))
  seedCrowd(db, { ...size, orders: size.subscribers, seed: 1, at: AT })
  await db.jobs.rows('select 1')
  const idle = await lateness(() => sleep(IDLE_MS))
  const before = process.memoryUsage().rss
  let most = before
  const looking = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 100)
  const began = performance.now()
  let paths: string[] = []
  let rows = 0
  const busy = await lateness(async () => {
    const made = await exportEverything(db, { zone: 'UTC', folder, stem: 'all', language: 'en' })
    paths = made.paths
    rows = Object.values(made.rows).reduce((sum, n) => sum + n, 0)
  })
  const took = (performance.now() - began) / 1_000
  clearInterval(looking)
  const bytes = paths.reduce((sum, path) => sum + statSync(path).size, 0)
  console.log(`${size.subscribers} people, ${size.deliveries} messages: ${rows} rows in ${took.toFixed(1)} s`)
  console.log(
    `${paths.length} parts, ${(bytes / MB).toFixed(1)} MB (database ${(statSync(db.path).size / MB).toFixed(0)} MB)`,
  )
  console.log(`memory over the idle process: ${((most - before) / MB).toFixed(0)} MB`)
  console.log(`event loop late, p99 and most: ${busy.p99.toFixed(1)}, ${busy.max.toFixed(1)} ms`)
  console.log(`idle: ${idle.p99.toFixed(1)}, ${idle.max.toFixed(1)} ms`)
  await db.close()
  const late = busy.p99 > idle.p99 * 2 + 10
  if (late) console.log('the event loop is too late')
  process.exitCode = late ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
