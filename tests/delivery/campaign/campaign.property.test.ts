import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { listControlGroups } from '../../../src/audience/holdout.js'
import { answerInterest, createInterest } from '../../../src/audience/interest.js'
import { chooseOwnQuiet, listOwnHours } from '../../../src/audience/subscription/own-hours.js'
import { wishLess } from '../../../src/audience/subscription/wish.js'
import { DAY, HOUR } from '../../../src/clock.js'
import { type Db, openDb } from '../../../src/db/open.js'
import { getBroadcast, listRunning } from '../../../src/delivery/broadcast.js'
import { claimTurn } from '../../../src/delivery/engine/turn.js'
import type { GateRules } from '../../../src/delivery/gate.js'
import { cancelBroadcast, finishBroadcast, pauseBroadcast, resumeBroadcast } from '../../../src/delivery/lifecycle.js'
import type { Outcome } from '../../../src/delivery/outcome.js'
import { planDeliveries } from '../../../src/delivery/plan.js'
import { resendUncertain } from '../../../src/delivery/resend.js'
import { rescueDeliveries, settleDelivery } from '../../../src/delivery/settle.js'
import { decideTrial, runTrials } from '../../../src/delivery/trial/decide.js'
import { setTrials, trialOf } from '../../../src/delivery/trial/trial.js'
import { findReport } from '../../../src/reports/metrics.js'
import { migratedPath } from '../../support/db.js'
import { noRules } from '../../support/gates.js'
import { readers } from '../../support/migrated.js'
import { AT, approve, rowsOf, type Somebody, seed } from '../fixture.js'

const sources = ['site', 'fair', 'qr']

const zones = ['Asia/Vladivostok', 'America/Anchorage', 'Europe/Riga']

const person = fc.record({
  source: fc.constantFrom(...sources),
  fate: fc.constantFrom(...Array<'fine'>(9).fill('fine'), 'stopped', 'paused', 'blocked', 'gone'),
  zone: fc.constantFrom(null, null, ...zones),
  // How many messages of others they had today.
  had: fc.constantFrom(0, 0, 0, 0, 0, 1, 2, 3),
  // They asked for one a week.
  less: fc.constantFrom(false, false, true),
  // They do not want to hear about it.
  declined: fc.constantFrom(false, false, true),
  // The hour at which their own quiet hours of six begin, by their clock.
  peace: fc.option(fc.integer({ min: 0, max: 23 }), { nil: null }),
  linked: fc.boolean(),
  dice: fc.nat(2 ** 31 - 2),
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
  fc.record({
    kind: fc.constantFrom('pause' as const, 'cancel' as const, 'crash' as const, 'hour' as const, 'again' as const),
  }),
)

const campaign = fc.record({
  people: fc.array(person, { minLength: 1, maxLength: 24 }),
  parts: fc.uniqueArray(fc.constantFrom(...sources), { minLength: 1 }),
  everyoneElse: fc.boolean(),
  leftOut: fc.option(fc.constantFrom(...sources), { nil: null, freq: 1 }),
  kind: fc.constantFrom('marketing' as const, 'marketing' as const, 'survey' as const, 'service' as const),
  // So many of 10,000 are kept from it; and of a quarter, in so many hours from the start on.
  control: fc.constantFrom(0, 2_000, 5_000),
  quarter: fc.option(
    fc.record({
      share: fc.constantFrom(2_000, 5_000),
      begins: fc.integer({ min: -2, max: 4 }),
      hours: fc.integer({ min: 1, max: 6 }),
    }),
    { nil: null },
  ),
  capped: fc.boolean(),
  about: fc.boolean(),
  quietWay: fc.constantFrom('hold' as const, 'silently' as const, 'drop' as const),
  // By everyone's own clock, so many hours after the start by that of UTC.
  ownClock: fc.option(fc.integer({ min: 0, max: 6 }), { nil: null }),
  careful: fc.boolean(),
  // So many versions are tried on so many of 10,000, by clicks, for two hours.
  trial: fc.option(
    fc.record({
      versions: fc.constantFrom(2, 3),
      share: fc.constantFrom(2_000, 5_000, 9_000),
      goesOn: fc.constantFrom('better' as const, 'ask' as const, 'compare' as const),
    }),
    { nil: null },
  ),
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
})

type Campaign = typeof campaign extends fc.Arbitrary<infer T> ? T : never

/** Plans it, runs it by hand, and holds it against what should be. */
async function check(db: Db, plan: Campaign): Promise<void> {
  seed(db, plan.people.map(somebody))
  for (const [i, { dice }] of plan.people.entries())
    db.sql('update subscribers set dice = ? where id = ?').run(dice, i + 1)
  giveEarlierMessages(db, plan.people)
  for (const [i, { less }] of plan.people.entries())
    if (less) wishLess(db, i + 1, { source: 'settings', wording: null, deliveryId: null }, AT)
  const interest = createInterest(db, { name: 'Sales', createdBy: 1 }, AT).id
  for (const [i, { declined, peace }] of plan.people.entries()) {
    const change = { source: 'settings', wording: null, deliveryId: null } as const
    if (declined) answerInterest(db, i + 1, { interest, wants: false }, change, AT)
    if (peace !== null) chooseOwnQuiet(db, i + 1, { from: peace * 60, to: ((peace + 6) % 24) * 60 }, change, AT)
  }
  linkSome(db, plan.people)
  if (plan.quarter !== null) {
    const { share, begins, hours } = plan.quarter
    db.sql(
      `insert into holdouts (id, kind, share, from_at, to_at, created_by, created_at) values (3, 'quarter', ?, ?, ?, 1, 0)`,
    ).run(share, AT + begins * HOUR, AT + (begins + hours) * HOUR)
  }
  const marketing = plan.kind !== 'service'
  const control = plan.kind === 'marketing' ? plan.control : 0
  const theirs = { control: listControlGroups(db), own: listOwnHours(db), quietWay: plan.quietWay }
  const rules: GateRules = { ...(plan.capped ? capRules : { ...noRules, zones }), ...theirs }
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
    control,
    ownClock: plan.ownClock === null ? null : AT + plan.ownClock * HOUR,
  })
  if (plan.trial !== null) tryVersions(db, id, plan.trial)
  db.sql('update offers set kind = ?, interest_id = ? where id = (select offer_id from broadcasts where id = ?)').run(
    plan.kind,
    plan.about ? interest : null,
    id,
  )
  db.sql(`update broadcasts set state = 'planning', shown_audience = 0 where id = ?`).run(id)
  db.sql('update broadcasts set shown_audience = 1000 where id = ?').run(id)
  const planned = await planDeliveries(db, id, AT, rules)
  const first = everyRow(db, id)
  checkSides(db, id, plan.people, control)
  if (planned.kind === 'running') {
    // The same plan again: a crash before its first message.
    db.sql(`update broadcasts set state = 'planning', started_at = null where id = ?`).run(id)
    await planDeliveries(db, id, AT, rules)
    expect(everyRow(db, id)).toEqual(first)
    checkSides(db, id, plan.people, control)
  }
  const got = planned.kind === 'running' ? await run(db, id, plan, rules) : []

  const audience = plan.people.filter(one => plan.everyoneElse || plan.parts.includes(one.source)).length
  const rows = rowsOf(db, id)
  if (planned.kind === 'running') expect(rows.length).toBe(audience)
  for (const { who, at, stopped, variant } of got) {
    // Whoever gets it again gets the same version, and whoever waits for one none before it is decided.
    expect(got.every(other => other.who !== who || other.variant === variant)).toBe(true)
    expect(variant).toBeGreaterThan(0)
    const one = plan.people[who - 1]
    expect(marketing ? ['fine'] : ['fine', 'stopped', 'paused']).toContain(one?.fate)
    expect(control > 0 && isDrawn(`control ${id}`, one?.dice, control)).toBe(false)
    if (plan.quarter !== null && plan.kind === 'marketing') {
      const hour = (at - AT) / HOUR - plan.quarter.begins
      expect(hour >= 0 && hour < plan.quarter.hours && isDrawn('quarter 3', one?.dice, plan.quarter.share)).toBe(false)
    }
    if (plan.ownClock !== null) {
      const theirs = DateTime.fromMillis(at, { zone: one?.zone ?? 'UTC' }).toFormat('yyyyMMddHHmm')
      expect(theirs >= DateTime.fromMillis(AT + plan.ownClock * HOUR, { zone: 'UTC' }).toFormat('yyyyMMddHHmm')).toBe(
        true,
      )
    }
    expect(stopped && marketing).toBe(false)
    expect(one?.source).not.toBe(plan.leftOut)
    if (one?.less && marketing) expect(one.had).toBe(0)
    if (plan.about && marketing) expect(one?.declined).toBe(false)
    if (one?.peace != null && marketing && plan.quietWay !== 'silently') {
      const { hour } = DateTime.fromMillis(at, { zone: one.zone ?? 'UTC' })
      expect((hour - one.peace + 24) % 24).toBeGreaterThanOrEqual(6)
    }
    if (plan.capped && marketing) expect(one?.had).toBeLessThan(2)
    if (plan.deadline !== null) expect(at).toBeLessThanOrEqual(AT + plan.deadline * HOUR)
  }
  if (planned.kind !== 'running') return
  // What was ordered is told also to whoever wants no offers.
  const unwilling = rows.filter(([, , reason]) => reason === 'unsubscribed' || reason === 'paused')
  if (!marketing) expect(unwilling).toEqual([])
  if (plan.kind !== 'marketing') expect(rows.filter(([, , reason]) => reason === 'control')).toEqual([])
  const held = rows.filter(([, state]) => state === 'held_out')
  expect(held.map(([who]) => who)).toEqual(first.filter(row => row.state === 'held_out').map(row => row.who))
  const report = await findReport(db, id)
  const sum = (counts: readonly { people: number }[]) => counts.reduce((total, one) => total + one.people, 0)
  expect(report.planned).toBe(
    report.delivered +
      sum(report.notDelivered) +
      sum(report.leftOut) +
      report.heldOut +
      report.noAnswer +
      report.waiting +
      report.notSent,
  )
  expect(report.planned).toBe(audience)
}

/** Versions of its message, each with words of its own. */
function tryVersions(db: Db, id: number, { versions, share, goesOn }: NonNullable<Campaign['trial']>): void {
  const [first] = getBroadcast(db, id).parts
  const variants = [first?.variantId ?? 0]
  for (let version = 1; version < versions; version++) {
    const copied = db
      .sql<{ id: number }>(
        `insert into variants (offer_id, position, version, content, frozen_at)
         select offer_id, position, ?, content, frozen_at from variants where id = ? returning id`,
      )
      .get(version, first?.variantId ?? 0)
    variants.push(copied?.id ?? 0)
  }
  setTrials(db, id, [{ part: 0, variants, share, goesOn, decides: 'clicks', wait: 2 * HOUR }])
}

/** Whether a name draws somebody: `(a·dice + b) mod (2³¹ − 1)`, with a and b from SHA-256 of the name. */
function isDrawn(name: string, dice: number | undefined, share: number): boolean {
  const prime = 2 ** 31 - 1
  const hash = createHash('sha256').update(name).digest()
  const [a, b] = [1 + (hash.readUInt32BE(0) % (prime - 1)), hash.readUInt32BE(4) % prime]
  return Number((BigInt(a) * BigInt(dice ?? 0) + BigInt(b)) % BigInt(prime)) % 10_000 < share
}

function everyRow(db: Db, id: number) {
  return db
    .sql<{ who: number; state: string; reason: string | null }>(
      `select subscriber_id as who, state, reason, due_at, wave, variant_id from deliveries where broadcast_id = ?
       order by subscriber_id`,
    )
    .all(id)
}

/** Of those without a reason the drawn are kept from it, and both sides are noted with who was known; others are on none. */
function checkSides(db: Db, id: number, people: readonly { linked: boolean; dice: number }[], control: number): void {
  const planned = everyRow(db, id).filter(({ reason }) => reason === null)
  for (const { who, state } of planned)
    expect(state).toBe(control > 0 && isDrawn(`control ${id}`, people[who - 1]?.dice, control) ? 'held_out' : 'queued')
  const sides = db
    .sql<{ who: number; held: number; linked: number }>(
      `select m.subscriber_id as who, m.held, m.linked from holdouts h join holdout_members m on m.holdout_id = h.id
       where h.broadcast_id = ? order by m.subscriber_id`,
    )
    .all(id)
  expect(sides).toEqual(
    planned
      .filter(() => control > 0)
      .map(({ who, state }) => ({
        ...{ who, held: state === 'held_out' ? 1 : 0 },
        linked: people[who - 1]?.linked === true ? 1 : 0,
      })),
  )
}

function linkSome(db: Db, people: readonly { linked: boolean }[]): void {
  for (const [i, { linked }] of people.entries())
    if (linked) db.sql('insert into customers (subscriber_id, created_at) values (?, 0)').run(i + 1)
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
  events: readonly ({ kind: 'stop'; who: number } | { kind: 'pause' | 'cancel' | 'crash' | 'hour' | 'again' } | null)[]
  batch: number
}

type Got = { who: number; at: number; stopped: boolean; variant: number }

/** Runs it by hand. @returns who was handed to Telegram, when, and whether they had stopped by then */
async function run(db: Db, id: number, plan: Plan, rules: GateRules): Promise<Got[]> {
  const got: Got[] = []
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
      expect(claimTurn(db, listRunning(db, at), plan.batch, turn, at, rules).messages).toEqual([])
      resumeBroadcast(db, id, at)
    }
    if (event?.kind === 'cancel') cancelBroadcast(db, id, at)
    if (event?.kind === 'hour') at += HOUR
    if (event?.kind === 'again') resendUncertain(db, id, at)
    await runTrials(db, at)
    // Who is asked answers in time now and then.
    if (turn % 7 === 6 && trialOf(db, id) !== null)
      decideTrial(db, id, 0, { choice: turn % 2 === 0 ? null : 1, adminId: 1 }, at)
    const { messages } = claimTurn(db, listRunning(db, at), plan.batch, turn, at, rules)
    for (const { subscriberId: who, variantId: variant } of messages)
      got.push({ who, at, stopped: stopped.has(who), variant })
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
