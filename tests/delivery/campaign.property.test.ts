import fc from 'fast-check'
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { wishLess } from '../../src/audience/wish.js'
import { DAY, HOUR } from '../../src/clock.js'
import { type Db, openDb } from '../../src/db/open.js'
import {
  cancelBroadcast,
  finishBroadcast,
  listRunning,
  pauseBroadcast,
  resumeBroadcast,
} from '../../src/delivery/broadcast.js'
import { type GateRules, noRules } from '../../src/delivery/gate.js'
import type { Outcome } from '../../src/delivery/outcome.js'
import { planDeliveries } from '../../src/delivery/plan.js'
import { rescueDeliveries, settleDelivery } from '../../src/delivery/queue.js'
import { claimTurn } from '../../src/delivery/turn.js'
import { findReport } from '../../src/reports/metrics.js'
import { migratedPath } from '../support/db.js'
import { readers } from '../support/migrated.js'
import { AT, approve, rowsOf, type Somebody, seed } from './fixture.js'

const sources = ['site', 'fair', 'qr']

const zones = ['Asia/Vladivostok', 'America/Anchorage', 'Europe/Riga']

const person = fc.record({
  source: fc.constantFrom(...sources),
  fate: fc.constantFrom('fine', 'fine', 'fine', 'stopped', 'paused', 'blocked', 'gone'),
  zone: fc.constantFrom(null, null, ...zones),
  // How many messages of others they had today.
  had: fc.constantFrom(0, 0, 0, 1, 2, 3),
  // They asked for one a week.
  less: fc.constantFrom(false, false, true),
})

const outcome = fc.constantFrom<Outcome>(
  { kind: 'sent', messageId: 1 },
  { kind: 'sent', messageId: 2 },
  { kind: 'refused', reason: 'blocked', error: '403' },
  { kind: 'refused', reason: 'unknown_chat', error: '400' },
  { kind: 'unknown', error: 'timeout' },
  { kind: 'limited', retryAfter: 1 },
)

/** Something that happens between two claims. */
const event = fc.oneof(
  fc.record({ kind: fc.constant('stop' as const), who: fc.nat() }),
  fc.record({ kind: fc.constantFrom('pause' as const, 'cancel' as const, 'crash' as const, 'hour' as const) }),
)

const campaign = fc.record({
  people: fc.array(person, { minLength: 1, maxLength: 14 }),
  parts: fc.uniqueArray(fc.constantFrom(...sources), { minLength: 1 }),
  everyoneElse: fc.boolean(),
  leftOut: fc.option(fc.constantFrom(...sources), { nil: null }),
  marketing: fc.boolean(),
  capped: fc.boolean(),
  // By everyone's own clock, so many hours after the start by that of UTC.
  ownClock: fc.option(fc.integer({ min: 0, max: 6 }), { nil: null }),
  careful: fc.boolean(),
  deadline: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
  outcomes: fc.array(outcome, { minLength: 1, maxLength: 10 }),
  events: fc.array(fc.option(event, { nil: null }), { maxLength: 12 }),
  batch: fc.integer({ min: 1, max: 5 }),
})

const capRules: GateRules = { zone: 'UTC', perDay: 2, perWeek: 5, quiet: null, zones }

function somebody(one: { source: string; fate: string; zone: string | null }, i: number): Somebody {
  return {
    name: `Person ${i + 1}`,
    source: one.source,
    ...(one.zone !== null && { zone: one.zone }),
    stopped: one.fate === 'stopped',
    ...(one.fate === 'paused' && { pausedUntil: AT + 30 * DAY }),
    ...(one.fate === 'blocked' && { unreachable: 'blocked' as const }),
    ...(one.fate === 'gone' && { unreachable: 'deactivated' as const }),
  }
}

test('whatever happens, nobody left out, gated or capped gets any, and everybody is accounted for', async () => {
  await fc.assert(
    fc.asyncProperty(campaign, async plan => {
      const db = await openDb(await migratedPath(), { readers })
      try {
        await check(db, plan)
      } finally {
        await db.close()
      }
    }),
    { numRuns: 25, seed: 20_261_123 },
  )
}, 120_000)

type Campaign = typeof campaign extends fc.Arbitrary<infer T> ? T : never

/** Plans it, runs it by hand, and holds it against what should be. */
async function check(db: Db, plan: Campaign): Promise<void> {
  seed(db, plan.people.map(somebody))
  giveEarlierMessages(db, plan.people)
  for (const [i, { less }] of plan.people.entries())
    if (less) wishLess(db, i + 1, { source: 'settings', wording: null, deliveryId: null }, AT)
  const rules = plan.capped ? capRules : { ...noRules, zones }
  const criteria = plan.parts.map(source => ({ leaf: 'source' as const, values: [source] }))
  const id = approve(db, {
    criteria: plan.everyoneElse ? [...criteria, { leaf: 'everyone' as const }] : criteria,
    leftOut:
      plan.leftOut === null
        ? []
        : [{ segmentId: 9, name: 'Out', criterion: { leaf: 'source', values: [plan.leftOut] } }],
    notLaterThan: plan.deadline === null ? null : AT + plan.deadline * HOUR,
    zone: 'UTC',
    careful: plan.careful,
    ownClock: plan.ownClock === null ? null : AT + plan.ownClock * HOUR,
  })
  db.sql('update offers set kind = ? where id = (select offer_id from broadcasts where id = ?)').run(
    plan.marketing ? 'marketing' : 'service',
    id,
  )
  db.sql(`update broadcasts set state = 'planning', shown_audience = 0 where id = ?`).run(id)
  db.sql('update broadcasts set shown_audience = 1000 where id = ?').run(id)
  const planned = await planDeliveries(db, id, AT, rules)
  const got = planned.kind === 'running' ? run(db, id, plan, rules) : []

  const audience = plan.people.filter(one => plan.everyoneElse || plan.parts.includes(one.source)).length
  const rows = rowsOf(db, id)
  if (planned.kind === 'running') expect(rows.length).toBe(audience)
  for (const { who, at, stopped } of got) {
    const one = plan.people[who - 1]
    expect(plan.marketing ? ['fine'] : ['fine', 'stopped', 'paused']).toContain(one?.fate)
    if (plan.ownClock !== null) {
      const theirs = DateTime.fromMillis(at, { zone: one?.zone ?? 'UTC' }).toFormat('yyyyMMddHHmm')
      expect(theirs >= DateTime.fromMillis(AT + plan.ownClock * HOUR, { zone: 'UTC' }).toFormat('yyyyMMddHHmm')).toBe(
        true,
      )
    }
    expect(stopped && plan.marketing).toBe(false)
    expect(one?.source).not.toBe(plan.leftOut)
    if (one?.less && plan.marketing) expect(one.had).toBe(0)
    if (plan.capped && plan.marketing) expect(one?.had).toBeLessThan(2)
    if (plan.deadline !== null) expect(at).toBeLessThanOrEqual(AT + plan.deadline * HOUR)
  }
  if (planned.kind !== 'running') return
  // What was ordered is told also to whoever wants no offers.
  const unwilling = rows.filter(([, , reason]) => reason === 'unsubscribed' || reason === 'paused')
  if (!plan.marketing) expect(unwilling).toEqual([])
  const report = await findReport(db, id)
  const sum = (counts: readonly { people: number }[]) => counts.reduce((total, one) => total + one.people, 0)
  expect(report.planned).toBe(
    report.delivered +
      sum(report.notDelivered) +
      sum(report.leftOut) +
      report.noAnswer +
      report.waiting +
      report.notSent,
  )
  expect(report.planned).toBe(audience)
}

function giveEarlierMessages(db: Db, people: readonly { had: number }[]): void {
  for (let i = 0; i < 3; i++) {
    const id = approve(db)
    db.sql(`update broadcasts set state = 'finished' where id = ?`).run(id)
    for (const [who, { had }] of people.entries()) {
      if (had <= i) continue
      db.sql(
        `insert into deliveries (broadcast_id, subscriber_id, state, due_at, claimed_at, sent_at) values (?, ?, 'sent', 0, ?, ?)`,
      ).run(id, who + 1, AT - HOUR, AT - HOUR)
    }
  }
}

type Plan = {
  people: readonly unknown[]
  outcomes: readonly Outcome[]
  events: readonly ({ kind: 'stop'; who: number } | { kind: 'pause' | 'cancel' | 'crash' | 'hour' } | null)[]
  batch: number
}

/** Runs it by hand. @returns who was handed to Telegram, when, and whether they had stopped by then */
function run(db: Db, id: number, plan: Plan, rules: GateRules): { who: number; at: number; stopped: boolean }[] {
  const got: { who: number; at: number; stopped: boolean }[] = []
  const stopped = new Set<number>()
  let at = AT
  let nth = 0
  for (let turn = 0; turn < 60; turn++) {
    const event = plan.events[turn] ?? null
    if (event?.kind === 'stop') {
      const who = 1 + (event.who % plan.people.length)
      stopped.add(who)
      db.sql('update subscribers set unsubscribed_at = ? where id = ?').run(at, who)
    }
    if (event?.kind === 'pause') {
      pauseBroadcast(db, id, 'admin')
      expect(claimTurn(db, listRunning(db), plan.batch, turn, at, rules).messages).toEqual([])
      resumeBroadcast(db, id, at)
    }
    if (event?.kind === 'cancel') cancelBroadcast(db, id, at)
    if (event?.kind === 'hour') at += HOUR
    const { messages } = claimTurn(db, listRunning(db), plan.batch, turn, at, rules)
    for (const message of messages)
      got.push({ who: message.subscriberId, at, stopped: stopped.has(message.subscriberId) })
    if (event?.kind === 'crash') {
      rescueDeliveries(db, 'the program ended')
      continue
    }
    for (const message of messages) {
      const outcome = plan.outcomes[nth++ % plan.outcomes.length]
      // A lane that is always limited would never end.
      if (outcome !== undefined) settleDelivery(db, message, turn > 40 ? { kind: 'sent', messageId: 3 } : outcome, at)
    }
    finishBroadcast(db, id, at)
  }
  return got
}
