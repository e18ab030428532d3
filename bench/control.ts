// npm run bench:control [PEOPLE] — planning a broadcast without, and with a control group, in turns on the same database.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { assignQuarter, listControlGroups } from '../src/audience/holdout.js'
import { DAY } from '../src/clock.js'
import { type Db, openDb } from '../src/db/open.js'
import type { GateRules } from '../src/delivery/gate.js'
import { scheduleBroadcast } from '../src/delivery/lifecycle.js'
import { planDeliveries } from '../src/delivery/plan.js'
import { createOffer, freezeOffer } from '../src/offers/offer.js'
import { listVariants, setContent } from '../src/offers/variant.js'
import { seedCrowd } from '../src/sandbox/seed/crowd.js'
import { noRules } from '../tests/support/gates.js'

const AT = Date.UTC(2026, 10, 30)
const ROUNDS = 5
/** Whoever is compared has a row more: as much dearer is what the comparison costs, and no more. */
const MOST = 1.25
/** The gate asks one more question of everybody. */
const MOST_AT_GATE = 1.15

const people = Number(process.argv[2] ?? 100_000)
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Plans a broadcast to everybody. @returns what it took and how long the loop stood still, ms, for each 100,000 people */
async function plan(db: Db, control: number, rules: GateRules): Promise<{ took: number; hold: number }> {
  const offer = createOffer(db, { createdBy: 1 }, AT)
  setContent(db, offer.id, null, {
    kind: 'text',
    text: 'Boots',
    entities: [],
    fileId: null,
    preview: false,
    buttons: [],
  })
  freezeOffer(db, offer.id, AT)
  const variantId = listVariants(db, offer.id)[0]?.id ?? 0
  const parts = [{ variantId, segmentId: null, name: null, criterion: { leaf: 'everyone' } as const }]
  const about = { offerId: offer.id, leftOut: [], startsAt: AT, zone: 'UTC', shownAudience: people, createdBy: 1 }
  const id = scheduleBroadcast(db, { ...about, parts, control }, AT)
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  const lag = monitorEventLoopDelay({ resolution: 1 })
  lag.enable()
  const started = performance.now()
  const planned = await planDeliveries(db, id, AT, rules)
  const took = performance.now() - started
  lag.disable()
  if (planned.kind !== 'running') throw new Error(`the plan was ${planned.kind}`)
  db.sql(`update broadcasts set state = 'cancelled' where id = ?`).run(id)
  return { took: (took * 100_000) / people, hold: lag.max / 1e6 }
}

const folder = mkdtempSync(join(tmpdir(), 'segcast-bench-'))
try {
  const db = await openDb(join(folder, 'bench.db'))
  seedCrowd(db, { subscribers: people, deliveries: 0, orders: 0, seed: 1, at: AT })
  db.sql(
    'insert or ignore into customers (subscriber_id, created_at) select id, 0 from subscribers where id % 2 = 0',
  ).run()
  db.sql(
    `insert into holdouts (kind, share, from_at, to_at, created_by, created_at) values ('quarter', 1000, ?, ?, 1, 0)`,
  ).run(AT - DAY, AT + DAY)
  const lag = monitorEventLoopDelay({ resolution: 1 })
  lag.enable()
  const started = performance.now()
  await assignQuarter(db, AT)
  const took = performance.now() - started
  console.log(
    `  everybody’s side of a quarter     ${((took * 100_000) / people).toFixed(0).padStart(6)} ms for 100,000 people            loop ${(lag.max / 1e6).toFixed(0)} ms at most`,
  )
  lag.disable()
  const ways = {
    without: { control: 0, rules: noRules },
    'one of ten kept out': { control: 1_000, rules: noRules },
    'a quarter’s group at the gate': { control: 0, rules: { ...noRules, control: listControlGroups(db) } },
  }
  const found = new Map(Object.keys(ways).map(name => [name, { took: [] as number[], hold: 0 }]))
  await plan(db, 0, noRules)
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, { control, rules }] of Object.entries(ways)) {
      const { took, hold } = await plan(db, control, rules)
      const known = found.get(name)
      known?.took.push(took)
      if (known !== undefined) known.hold = Math.max(known.hold, hold)
    }
  const bare = median(found.get('without')?.took ?? [])
  for (const [name, { took, hold }] of found)
    console.log(
      `  ${name.padEnd(32)} ${median(took).toFixed(0).padStart(6)} ms for 100,000 people   ${(median(took) / bare).toFixed(2)} ×   loop ${hold.toFixed(0)} ms at most`,
    )
  const ratio = (name: keyof typeof ways) => median(found.get(name)?.took ?? []) / bare
  const well = ratio('one of ten kept out') <= MOST && ratio('a quarter’s group at the gate') <= MOST_AT_GATE
  console.log(`  ${well ? '✓' : '✗'} at most ${MOST} × with a control group, ${MOST_AT_GATE} × with a quarter’s`)
  await db.close()
  if (!well) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
