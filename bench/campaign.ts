// npm run bench:campaign [PEOPLE] — planning a broadcast with gates, versions and a control group, beside a bare `insert … select` of
// the very same rows and the time that the criterion itself takes, in turns on the same database (1,000,000 people unless said).
// The bare one copies the plan's rows in their order, into the same tables under the same indexes, in one transaction that holds the
// event loop for as long as it takes; nothing is asked, drawn, sorted or sliced there.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { HOUR } from '../src/clock.js'
import { type Db, openDb } from '../src/db/open.js'
import type { GateRules } from '../src/delivery/gate.js'
import { scheduleBroadcast } from '../src/delivery/lifecycle.js'
import { planDeliveries } from '../src/delivery/plan.js'
import { USUAL_TRIAL } from '../src/offers/draft.js'
import { createOffer, freezeOffer } from '../src/offers/offer.js'
import { listVariants, setContent } from '../src/offers/variant.js'
import { seedCrowd } from '../src/sandbox/seed/crowd.js'
import { compileCriterion } from '../src/segments/compile.js'

const AT = Date.UTC(2026, 10, 30, 9)
const ROUNDS = 3
const MOST = 1.5
/** The loop stands still for so long at most, ms. */
const HOLD = 20

const people = Number(process.argv[2] ?? 1_000_000)
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const criterion = { leaf: 'everyone' } as const
const rules: GateRules = { zone: 'Europe/Moscow', perDay: 2, perWeek: 5, quiet: { from: 22 * 60, to: 9 * 60 } }

/** Two versions of one message, frozen. */
function offerWith(db: Db): { offerId: number; variants: number[] } {
  const { id } = createOffer(db, { createdBy: 1 }, AT)
  for (const [version, text] of ['Boots', 'Shoes'].entries())
    setContent(db, id, null, { kind: 'text', text, entities: [], fileId: null, preview: false, buttons: [] }, version)
  freezeOffer(db, id, AT)
  return { offerId: id, variants: listVariants(db, id).map(variant => variant.id) }
}

/** @returns its id, what it took and how long the loop stood still, ms */
async function plan(db: Db): Promise<{ id: number; took: number; hold: number }> {
  const { offerId, variants } = offerWith(db)
  const id = scheduleBroadcast(
    db,
    {
      ...{ offerId, leftOut: [], startsAt: AT, zone: 'UTC', shownAudience: people, createdBy: 1, control: 1_000 },
      parts: [{ variantId: variants[0] ?? 0, segmentId: null, name: null, criterion }],
      trials: [{ ...USUAL_TRIAL, part: 0, variants, wait: 4 * HOUR }],
    },
    AT,
  )
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  const lag = monitorEventLoopDelay({ resolution: 1 })
  lag.enable()
  const started = performance.now()
  const planned = await planDeliveries(db, id, AT, rules)
  const took = performance.now() - started
  lag.disable()
  if (planned.kind !== 'running') throw new Error(`the plan was ${planned.kind}`)
  db.sql(`update broadcasts set state = 'cancelled' where id = ?`).run(id)
  return { id, took, hold: lag.max / 1e6 }
}

/** The same rows once more, and the sides of the comparison, by two statements. @returns what it took, ms */
function bare(db: Db, planned: number): number {
  const { offerId } = offerWith(db)
  const about = { offerId, leftOut: [], startsAt: AT, zone: 'UTC', shownAudience: people, createdBy: 1 }
  const id = scheduleBroadcast(db, { ...about, parts: [{ variantId: 1, segmentId: null, name: null, criterion }] }, AT)
  const holdout = db
    .sql<{ id: number }>(
      `insert into holdouts (kind, share, from_at, to_at, created_by, created_at) values ('broadcast', 1000, 0, 0, 1, 0) returning id`,
    )
    .get()
  const started = performance.now()
  db.write(() => {
    db.sql(
      `insert into deliveries (broadcast_id, subscriber_id, variant_id, state, reason, due_at, wave)
       select ?, subscriber_id, variant_id, state, reason, due_at, wave from deliveries where broadcast_id = ? order by id`,
    ).run(id, planned)
    db.sql(
      `insert into holdout_members (holdout_id, subscriber_id, held, linked, at)
       select ?, subscriber_id, state = 'held_out', 0, 0 from deliveries indexed by deliveries_once where broadcast_id = ? order by subscriber_id`,
    ).run(holdout?.id ?? 0, planned)
  })
  return performance.now() - started
}

/** The criterion by itself. @returns ms */
async function ask(db: Db): Promise<number> {
  const { text, params } = compileCriterion(criterion, { at: AT, zone: 'UTC' })
  const started = performance.now()
  await db.jobs.rows(`select count(*) as n from subscribers s where ${text}`, params)
  return performance.now() - started
}

const folder = mkdtempSync(join(tmpdir(), 'segcast-bench-'))
try {
  const db = await openDb(join(folder, 'bench.db'))
  seedCrowd(db, { subscribers: people, deliveries: 0, orders: 0, seed: 1, at: AT })
  const found = { plan: [] as number[], bare: [] as number[], criterion: [] as number[], hold: 0 }
  for (let round = 0; round < ROUNDS; round++) {
    const { id, took, hold } = await plan(db)
    found.plan.push(took)
    found.hold = Math.max(found.hold, hold)
    found.bare.push(bare(db, id))
    found.criterion.push(await ask(db))
  }
  const [took, rows, asked] = [median(found.plan), median(found.bare), median(found.criterion)]
  const ratio = took / (rows + asked)
  console.log(`  ${people} people, two versions on 40 %, one of ten kept out, caps and quiet hours`)
  console.log(`  plan ${took.toFixed(0)} ms · the same rows ${rows.toFixed(0)} ms · criterion ${asked.toFixed(0)} ms`)
  console.log(`  ${ratio.toFixed(2)} × (at most ${MOST}) · loop ${found.hold.toFixed(0)} ms at most (${HOLD})`)
  await db.close()
  if (ratio > MOST || found.hold > HOLD) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
