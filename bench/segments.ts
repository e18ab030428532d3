/**
 * npm run bench:segments — segments over 1,000,000 subscribers, 10,000,000 messages with their clicks, 3,000,000 orders:
 * each question beside hand-written SQL on the same connection, RFM, membership, and what all this costs the people who
 * press links meanwhile. `-- --database PATH` keeps (or takes up) the seeded file; `--scale 0.1` makes it smaller.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import { type Db, openDb } from '../src/db/open.js'
import { seedCrowd } from '../src/sandbox/seed/crowd.js'
import { compileCriterion } from '../src/segments/compile.js'
import { type Question, questions } from './segment-questions.js'

const AT = Date.UTC(2026, 10, 23)
const ROUNDS = 5
const RATIO = 1.3
const SLACK_MS = 3

const failures: string[] = []
function must(condition: boolean, what: string): void {
  console.log(`  ${condition ? '✓' : '✗'} ${what}`)
  if (!condition) failures.push(what)
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const figure = (n: number, width = 9, digits = 1) =>
  n.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }).padStart(width)

/** Times both on one connection, in turn, and compares the people they find. */
function ask(sqlite: Database.Database, { name, criterion, hand }: Question): void {
  const compiled = compileCriterion(criterion, { at: AT, zone: 'UTC' })
  const ours = sqlite.prepare(`select s.id from subscribers s where ${compiled.text}`).pluck()
  const rivals = hand.map(({ text, params }) => ({
    statement: sqlite.prepare(text).pluck(),
    params,
    times: [] as number[],
  }))
  const times: number[] = []
  const found = new Set(ours.all(...compiled.params))
  for (const { statement, params } of rivals) {
    const theirs = new Set(statement.all(...params))
    must(
      theirs.size === found.size && [...theirs].every(id => found.has(id)),
      `${name}: the same ${theirs.size} people`,
    )
  }
  for (let round = 0; round < ROUNDS; round++) {
    times.push(timed(() => ours.all(...compiled.params)))
    for (const rival of rivals) rival.times.push(timed(() => rival.statement.all(...rival.params)))
  }
  const best = Math.min(...rivals.map(rival => median(rival.times)))
  const mine = median(times)
  must(
    mine <= RATIO * best + SLACK_MS,
    `${name}: ${figure(found.size, 9, 0)} people   ours ${figure(mine)} ms   by hand ${figure(best)} ms   ${(mine / best).toFixed(2)} ×`,
  )
}

function timed(run: () => unknown): number {
  const started = performance.now()
  run()
  return performance.now() - started
}

async function open(path: string, scale: number): Promise<Db> {
  const known = existsSync(path)
  const db = await openDb(path)
  if (known) return db
  const started = performance.now()
  seedCrowd(db, {
    subscribers: 1_000_000 * scale,
    deliveries: 10_000_000 * scale,
    orders: 3_000_000 * scale,
    seed: 1,
    at: AT,
  })
  console.log(`seeded in ${figure((performance.now() - started) / 1_000)} s`)
  return db
}

const { values } = parseArgs({ options: { database: { type: 'string' }, scale: { type: 'string', default: '1' } } })
const folder = values.database === undefined ? mkdtempSync(join(tmpdir(), 'segcast-bench-')) : null
const path = values.database ?? join(folder ?? '', 'segments.db')
try {
  const db = await open(path, Number(values.scale))
  const count = (table: string) => db.sql<{ n: number }>(`select count(*) as n from ${table}`).get()?.n ?? 0
  for (const table of ['subscribers', 'deliveries', 'clicks', 'reads', 'attribute_values', 'orders'])
    console.log(`  ${table.padEnd(18)} ${figure(count(table), 12, 0)}`)

  console.log(`\nQuestions: ids of the people, warm, median of ${ROUNDS}; at most ${RATIO} × by hand + ${SLACK_MS} ms`)
  const sqlite = new Database(path, { readonly: true })
  sqlite.pragma('cache_size = -262144')
  for (const question of questions(db, AT)) ask(sqlite, question)
  sqlite.close()
  await db.close()
} finally {
  if (folder !== null) rmSync(folder, { recursive: true, force: true })
}
console.log(failures.length === 0 ? '\nAll as it must be.' : `\nFell short:\n  ${failures.join('\n  ')}`)
process.exitCode = failures.length === 0 ? 0 : 1
