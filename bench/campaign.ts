// npm run bench:campaign [PEOPLE] — planning a broadcast with gates, versions and a control group, beside a bare `insert … select` of
// the very same rows and the time that the criterion itself takes, in turns on the same database (1,000,000 people unless said).
// The bare one copies the plan's rows in their order, into the same tables under the same indexes, in one transaction that holds the
// event loop for as long as it takes; nothing is asked, drawn, sorted or sliced there. Then the reminder of such a broadcast, to all who
// got it and pressed nothing, in the same way.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HOUR } from '../src/clock.js'
import { type Db, openDb } from '../src/db/open.js'
import { getBroadcast } from '../src/delivery/broadcast.js'
import type { GateRules } from '../src/delivery/gate.js'
import { scheduleBroadcast } from '../src/delivery/lifecycle.js'
import { planDeliveries } from '../src/delivery/plan.js'
import { scheduleNudge } from '../src/delivery/schedule/nudge.js'
import { USUAL_TRIAL } from '../src/offers/draft.js'
import { changeDraft, createOffer, freezeOffer } from '../src/offers/offer.js'
import { listVariants, setContent } from '../src/offers/variant.js'
import { seedCrowd } from '../src/sandbox/seed/crowd.js'
import { compileCriterion } from '../src/segments/compile.js'
import type { PlainCriterion } from '../src/segments/criterion.js'
import { type Hold, longer, NONE, watchIdle, watchLoop } from './hold.js'

const AT = Date.UTC(2026, 10, 30, 9)
const ROUNDS = 3
const MOST = 1.5
/** The plan of a reminder beside the same rows. */
const MOST_OF_REMINDER = 2
/** The loop stands still for so long at most, ms; what an idle process beside it has, and what is its own, only say why. */
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

/** What a plan took, ms, and how long the loop, and that of an idle process beside it, stood still. */
type Planning = { took: number; hold: Hold; idle: Hold }

/** The audience of one that is scheduled is fixed. */
async function planNow(db: Db, id: number, at: number, by = rules): Promise<Planning> {
  db.sql(`update broadcasts set state = 'planning' where id = ?`).run(id)
  // As the schedule does before a start: to begin a process holds one that has as much memory as this.
  await db.jobs.rows('select 1')
  const endIdle = await watchIdle()
  const end = watchLoop()
  const started = performance.now()
  const planned = await planDeliveries(db, id, at, by)
  const took = performance.now() - started
  const hold = end()
  if (planned.kind !== 'running') throw new Error(`the plan was ${planned.kind}`)
  return { took, hold, idle: await endIdle() }
}

async function plan(db: Db): Promise<Planning & { id: number }> {
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
  const planning = await planNow(db, id, AT)
  db.sql(`update broadcasts set state = 'cancelled' where id = ?`).run(id)
  return { id, ...planning }
}

const LATER = 24 * HOUR
/** By now everybody has had more than their share of a week. */
const uncapped: GateRules = { ...rules, perDay: null, perWeek: null }
const STILL_THERE = {
  ...{ kind: 'text' as const, text: 'Still there', entities: [] },
  ...{ fileId: null, preview: false, buttons: [] },
}

/** A broadcast to everybody that everybody got and one of ten opened. @returns it, and its reminder */
async function sent(db: Db): Promise<{ first: number; reminder: number }> {
  const { id: offerId } = createOffer(db, { createdBy: 1 }, AT)
  const content = { kind: 'text' as const, text: 'Boots', entities: [], fileId: null, preview: false }
  const buttons = [[{ label: 'Choose', url: 'https://shop.example/boots' }]]
  const { id: variantId } = setContent(db, offerId, null, { ...content, buttons })
  changeDraft(db, offerId, () => ({ rest: true, nudge: { hours: LATER / HOUR, content: STILL_THERE } }))
  freezeOffer(db, offerId, AT)
  const about = { offerId, startsAt: AT, ownClock: null, zone: 'UTC', shownAudience: people, createdBy: 1 }
  const parts = [{ variantId, segmentId: null, name: null, criterion }]
  const first = scheduleBroadcast(db, { ...about, leftOut: [], parts }, AT)
  const reminder = scheduleNudge(db, { id: first, ...about }, 'Boots, again', AT)
  if (reminder === null) throw new Error('there is no reminder')
  await planNow(db, first, AT, uncapped)
  db.write(() => {
    db.sql(
      `update deliveries set state = 'sent', attempts = 1, claimed_at = ?, sent_at = ?, message_id = 1 where broadcast_id = ? and state = 'queued'`,
    ).run(AT, AT, first)
    db.sql(
      `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
       select id, 1, subscriber_id, broadcast_id, ?, 'human', 'browser', 'Chrome/Android' from deliveries where broadcast_id = ? and id % 10 = 0`,
    ).run(AT, first)
    db.sql(`update broadcasts set state = 'finished', finished_at = ? where id = ?`).run(AT, first)
  })
  return { first, reminder }
}

/** Somewhere to copy a plan's rows to. @returns the id of a broadcast that is never planned */
function copyOf(db: Db): number {
  const { offerId } = offerWith(db)
  const about = { offerId, leftOut: [], startsAt: AT, zone: 'UTC', shownAudience: people, createdBy: 1 }
  return scheduleBroadcast(db, { ...about, parts: [{ variantId: 1, segmentId: null, name: null, criterion }] }, AT)
}

/** Only the rows of a plan once more, by one statement. @returns what it took, ms, and how many there are */
function copyRows(db: Db, planned: number): { took: number; rows: number } {
  const id = copyOf(db)
  const started = performance.now()
  const { changes: rows } = db.write(() =>
    db
      .sql(
        `insert into deliveries (broadcast_id, subscriber_id, variant_id, state, reason, due_at, wave)
         select ?, subscriber_id, variant_id, state, reason, due_at, wave from deliveries where broadcast_id = ? order by id`,
      )
      .run(id, planned),
  )
  return { took: performance.now() - started, rows }
}

/** The same rows once more, and the sides of the comparison, by two statements. @returns what it took, ms */
function bare(db: Db, planned: number): number {
  const holdout = db
    .sql<{ id: number }>(
      `insert into holdouts (kind, share, from_at, to_at, created_by, created_at) values ('broadcast', 1000, 0, 0, 1, 0) returning id`,
    )
    .get()
  const { took } = copyRows(db, planned)
  const started = performance.now()
  db.write(() =>
    db
      .sql(
        `insert into holdout_members (holdout_id, subscriber_id, held, linked, at)
         select ?, subscriber_id, state = 'held_out', 0, 0 from deliveries indexed by deliveries_once where broadcast_id = ? order by subscriber_id`,
      )
      .run(holdout?.id ?? 0, planned),
  )
  return took + performance.now() - started
}

/** A criterion by itself. @returns ms */
async function ask(db: Db, about: PlainCriterion = criterion, at = AT): Promise<number> {
  const { text, params } = compileCriterion(about, { at, zone: 'UTC' })
  const started = performance.now()
  await db.jobs.rows(`select count(*) as n from subscribers s where ${text}`, params)
  return performance.now() - started
}

const folder = mkdtempSync(join(tmpdir(), 'segcast-bench-'))
try {
  const db = await openDb(join(folder, 'bench.db'))
  seedCrowd(db, { subscribers: people, deliveries: 0, orders: 0, seed: 1, at: AT })
  const found = { plan: [] as number[], bare: [] as number[], criterion: [] as number[] }
  const worst = { hold: NONE, idle: NONE }
  const stood = ({ hold, idle }: Planning) => {
    worst.hold = longer(worst.hold, hold)
    worst.idle = longer(worst.idle, idle)
  }
  for (let round = 0; round < ROUNDS; round++) {
    const planned = await plan(db)
    found.plan.push(planned.took)
    stood(planned)
    found.bare.push(bare(db, planned.id))
    found.criterion.push(await ask(db))
  }
  const reminded = { plan: [] as number[], bare: [] as number[], criterion: [] as number[], rows: 0 }
  for (let round = 0; round < ROUNDS; round++) {
    const { reminder } = await sent(db)
    const planned = await planNow(db, reminder, AT + LATER, uncapped)
    reminded.plan.push(planned.took)
    stood(planned)
    db.sql(`update broadcasts set state = 'cancelled' where id = ?`).run(reminder)
    const { took, rows } = copyRows(db, reminder)
    reminded.bare.push(took)
    reminded.rows = rows
    const [part] = getBroadcast(db, reminder).parts
    if (part !== undefined) reminded.criterion.push(await ask(db, part.criterion, AT + LATER))
  }
  const [took, rows, asked] = [median(found.plan), median(found.bare), median(found.criterion)]
  const ratio = took / (rows + asked)
  console.log(`  ${people} people, two versions on 40 %, one of ten kept out, caps and quiet hours`)
  console.log(`  plan ${took.toFixed(0)} ms · the same rows ${rows.toFixed(0)} ms · criterion ${asked.toFixed(0)} ms`)
  console.log(`  ${ratio.toFixed(2)} × (at most ${MOST})`)
  const [again, same, whom] = [median(reminded.plan), median(reminded.bare), median(reminded.criterion)]
  const ofReminder = again / (same + whom)
  console.log(`  the reminder of one, to ${reminded.rows} people who pressed nothing`)
  console.log(`  plan ${again.toFixed(0)} ms · the same rows ${same.toFixed(0)} ms · criterion ${whom.toFixed(0)} ms`)
  console.log(`  ${ofReminder.toFixed(2)} × (at most ${MOST_OF_REMINDER})`)
  const { hold, idle } = worst
  console.log(
    `  loop ${hold.whole.toFixed(0)} ms at most (${HOLD}); ${hold.own.toFixed(0)} ms of its own, an idle process beside it ${idle.whole.toFixed(0)}`,
  )
  await db.close()
  const held = hold.whole > HOLD
  if (ratio > MOST || ofReminder > MOST_OF_REMINDER || held) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
