/**
 * npm run bench:segments — segments over 1,000,000 subscribers, 5,000,000 messages with their clicks, 3,000,000 orders:
 * each question beside hand-written SQL on the same connection, RFM, membership, and what all this costs the people who
 * press links meanwhile. `-- --database PATH` keeps (or takes up) the seeded file; `--scale 0.1` makes it smaller.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import type Database from 'better-sqlite3'
import { refreshRfm } from '../src/audience/rfm.js'
import { DAY, sleep } from '../src/clock.js'
import { openFile } from '../src/db/binding.js'
import { type Db, openDb } from '../src/db/open.js'
import { seedCrowd } from '../src/sandbox/seed/crowd.js'
import { compileCriterion, compilePeople } from '../src/segments/compile.js'
import { refreshMembership } from '../src/segments/people/membership.js'
import { measureCalm } from './segment-calm.js'
import { columnQuestions } from './segment-columns.js'
import { eventQuestions } from './segment-events.js'
import { kindQuestions } from './segment-kinds.js'
import { type Question, questions } from './segment-questions.js'
import { scoreByHand } from './segment-score.js'
import { seedSigns } from './segment-signs.js'
import { saveSegments, TERMS } from './segment-work.js'

const AT = Date.UTC(2026, 10, 23)
const ROUNDS = 5
const RATIO = 1.3
const SLACK_MS = 3
/** Of what scores by hand take, so much at most: ours are read in another process, and compared with what is stored. */
const SCORES = 1.3
const SEGMENTS = 20
const CALM_SECONDS = 60

const failures: string[] = []
function must(condition: boolean, what: string): void {
  console.log(`  ${condition ? '✓' : '✗'} ${what}`)
  if (!condition) failures.push(what)
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const figure = (n: number, width = 9, digits = 1) =>
  n.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }).padStart(width)

/**
 * The question that every card asks (how many are they, how many of them can be reached), ours beside every form by
 * hand, on one connection, in turn; then who the people are, their ids alone.
 */
function ask(sqlite: Database.Database, question: Question): void {
  const { name, criterion, hand } = question
  const compiled = compileCriterion(criterion, { at: AT, zone: 'UTC' })
  const reach = `count(*) as people, sum(s.status = 'active' and coalesce(s.paused_until, 0) <= ${AT}) as reachable`
  const counted = rival(sqlite, `select ${reach} from subscribers s where ${compiled.text}`, compiled.params)
  const byHand = hand.map(({ text, params }) =>
    rival(sqlite, `select ${reach} from (${text}) h cross join subscribers s on s.id = h.id`, params),
  )
  for (const other of byHand)
    if (JSON.stringify(other.run()) !== JSON.stringify(counted.run())) failures.push(`${name}: not the same people`)
  const [mine = 0, ...others] = race([counted, ...byHand])
  const best = Math.min(...others)
  const people = compilePeople(criterion, { at: AT, zone: 'UTC' })
  const listed = rival(sqlite, people.text, people.params)
  const [ids = 0, ...handIds] = race([listed, ...hand.map(({ text, params }) => rival(sqlite, text, params))])
  const bestIds = Math.min(...handIds)
  must(
    mine <= RATIO * best + SLACK_MS && ids <= RATIO * bestIds + SLACK_MS,
    `${name.padEnd(40)} ${figure(listed.run().length, 7, 0)} people   ours ${figure(mine, 6)} ms   by hand ${figure(best, 6)} ms   ${(mine / best).toFixed(2)} ×      ids alone ${figure(ids, 6)} / ${figure(bestIds, 6)} ms   ${(ids / bestIds).toFixed(2)} ×`,
  )
}

type Rival = { run(): unknown[] }

function rival(sqlite: Database.Database, text: string, params: readonly (string | number | null)[]): Rival {
  const statement = sqlite.prepare(text)
  return { run: () => statement.all(...params) }
}

/** The median time of each, ms, warm. */
function race(rivals: readonly Rival[]): number[] {
  const times = rivals.map(({ run }) => {
    run()
    return [] as number[]
  })
  for (let round = 0; round < ROUNDS; round++) for (const [i, { run }] of rivals.entries()) times[i]?.push(timed(run))
  return times.map(median)
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
    deliveries: 5_000_000 * scale,
    orders: 3_000_000 * scale,
    seed: 1,
    at: AT,
  })
  console.log(`seeded in ${figure((performance.now() - started) / 1_000)} s`)
  return db
}

/** The scores of everybody: from nothing, and after a twentieth of the customers ordered again. */
async function score(db: Db, sqlite: Database.Database): Promise<void> {
  const dropSome = db.sql(
    'delete from rfm_scores where customer_id in (select customer_id from rfm_scores limit 20000)',
  )
  while (dropSome.run().changes > 0);
  const computing: Db = { ...db, merge: async () => {} }
  const [times, hand]: [number[], number[]] = [[], []]
  let [scored, alike] = [0, 0]
  // In turn, because whatever else the machine does should meet both.
  for (let round = 0; round < ROUNDS; round++) {
    times.push(
      await timedAsync(async () => {
        scored = (await refreshRfm(computing, TERMS, AT)).customers
      }),
    )
    hand.push(
      timed(() => {
        alike = scoreByHand(sqlite, AT)
      }),
    )
  }
  const [ours, least] = [median(times), median(hand)]
  must(scored === alike, `${figure(scored, 7, 0)} customers have scores, by hand ${figure(alike, 7, 0)}`)
  must(
    ours <= SCORES * least,
    `scores computed in ${figure(ours, 7, 0)} ms, by hand in ${figure(least, 7, 0)} ms: ${(ours / least).toFixed(2)} × (at most ${SCORES})`,
  )

  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await store(db, 'for the first time', 8_000)
  const last = db.sql<{ n: number }>('select max(id) as n from orders').get()?.n ?? 0
  db.sql(
    `insert into orders (external_id, customer_id, at, status, total, refunded, currency)
     select 'N-' || id, id, ?, 'paid', 5000, 0, 'EUR' from customers where id % 20 = 0`,
  ).run(AT - 1)
  await sleep(50)
  delay.reset()
  await store(db, 'after 5 % ordered again', 2_000)
  must(
    delay.max / 1e6 <= 20,
    `longest hold of the main thread while storing: ${figure(delay.max / 1e6)} ms (at most 20)`,
  )
  delay.disable()
  db.sql('delete from orders where id > ?').run(last)
}

async function store(db: Db, when: string, limit: number): Promise<void> {
  let changed = 0
  const took = await timedAsync(async () => {
    changed = (await refreshRfm(db, TERMS, AT)).changed
  })
  must(
    took <= limit,
    `${figure(changed, 7, 0)} scores computed and stored ${when} in ${figure(took, 7, 0)} ms (at most ${limit})`,
  )
}

async function membership(db: Db): Promise<void> {
  await saveSegments(db, SEGMENTS, AT)
  for (const [round, when] of ['the first time', 'the next day'].entries()) {
    const at = AT + (round + 1) * DAY
    const took = await timedAsync(() => refreshMembership(db, { zone: 'UTC' }, at))
    console.log(
      `  ${SEGMENTS} segments refreshed ${when}: ${figure(took, 7, 0)} ms, ${figure(took / SEGMENTS, 6)} ms each`,
    )
  }
  const members = db.sql<{ n: number }>('select count(*) as n from segment_members').get()?.n ?? 0
  console.log(`  members kept of the segments listened to: ${figure(members, 9, 0)}`)
}

async function timedAsync(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await run()
  return performance.now() - started
}

const { values } = parseArgs({ options: { database: { type: 'string' }, scale: { type: 'string', default: '1' } } })
const folder = values.database === undefined ? mkdtempSync(join(tmpdir(), 'segcast-bench-')) : null
const path = values.database ?? join(folder ?? '', 'segments.db')
try {
  const db = await open(path, Number(values.scale))
  const count = (table: string) => db.sql<{ n: number }>(`select count(*) as n from ${table}`).get()?.n ?? 0
  for (const table of ['subscribers', 'deliveries', 'clicks', 'reads', 'attribute_values', 'orders'])
    console.log(`  ${table.padEnd(18)} ${figure(count(table), 12, 0)}`)

  await seedSigns(db, AT)
  const sqlite = openFile(path, { readonly: true })
  sqlite.pragma('cache_size = -262144')
  console.log('\nRFM')
  await score(db, sqlite)
  console.log(
    `\nQuestions: how many, and how many can be reached; warm, median of ${ROUNDS}; at most ${RATIO} × by hand + ${SLACK_MS} ms`,
  )
  const asked = [...questions(db, AT), ...kindQuestions(db, AT), ...columnQuestions(AT), ...eventQuestions(db, AT)]
  for (const question of asked) ask(sqlite, question)
  sqlite.close()
  console.log('\nMembership')
  await membership(db)
  await db.close()

  console.log(`\nMeanwhile: ${CALM_SECONDS} s of scores, membership and counts, 200 redirects/s`)
  const calm = await measureCalm(path, CALM_SECONDS, AT)
  const limit = Math.max(20, 3 * calm.idle)
  must(
    calm.busy <= limit,
    `event-loop delay p99 ${figure(calm.busy, 5)} ms, worst ${figure(calm.worst, 5)} ms; an idle process ${figure(calm.idle, 5)} ms (at most ${figure(limit, 5)})`,
  )
  const { p50, p99, answered, errors } = calm.redirects
  must(
    p99 < 50 && errors === 0,
    `redirects ${figure(answered, 7, 0)}: p50 ${figure(p50, 5)} ms, p99 ${figure(p99, 5)} ms (under 50), errors ${errors}; ${calm.rounds} rounds of work`,
  )
} finally {
  if (folder !== null) rmSync(folder, { recursive: true, force: true })
}
console.log(failures.length === 0 ? '\nAll as it must be.' : `\nFell short:\n  ${failures.join('\n  ')}`)
process.exitCode = failures.length === 0 ? 0 : 1
