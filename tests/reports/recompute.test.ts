import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import { cameAfter, type Orders } from '../../src/reports/came-after.js'
import { countBought } from '../../src/reports/effect/bought.js'
import { reportTables } from '../../src/reports/export/report.js'
import { resultTables } from '../../src/reports/export/results.js'
import { findReport, type ReasonCount } from '../../src/reports/metrics.js'
import { findResults, ordersIn } from '../../src/reports/results.js'
import { findPaid } from '../../src/reports/summary/paid.js'
import { texts } from '../../src/text/index.js'
import { temporaryDb } from '../support/db.js'
import {
  AT,
  addBroadcast,
  addClick,
  addConversion,
  addEvent,
  addPeople,
  addRead,
  addReply,
  addRow,
  clear,
} from './fixture.js'
import { recompute, rowsOf } from './recompute.js'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = AT + 30 * DAY
const RUNS = Number(process.env['REPORT_RUNS'] ?? 25)
const PARTS = [
  { variantId: 11, name: 'Champions' },
  { variantId: 12, name: null },
]

const state = fc.constantFrom('sent', 'sent', 'sent', 'sent', 'failed', 'uncertain', 'skipped', 'queued', 'held_out')
const personWorld = fc.record({
  state,
  reason: fc.constantFrom('blocked', 'cap', 'left_out', null),
  version: fc.constantFrom(11, 12, 19),
  clicks: fc.array(
    fc.record({
      link: fc.integer({ min: 1, max: 2 }),
      verdict: fc.constantFrom('human', 'human', 'machine', 'unsure'),
    }),
    { maxLength: 3 },
  ),
  reads: fc.uniqueArray(fc.constantFrom('press', 'reply', 'activity'), { maxLength: 2 }),
  replies: fc.integer({ min: 0, max: 2 }),
  events: fc.array(fc.constantFrom('stop', 'stop-why', 'pause', 'undo', 'block'), { maxLength: 3 }),
  customer: fc.boolean(),
  erased: fc.boolean(),
  takenBack: fc.boolean(),
  conversions: fc.array(
    fc.record({
      by: fc.constantFrom('code', 'shared', 'click_id', 'click', 'seen'),
      after: fc.integer({ min: 0, max: 200 }),
      dayOnly: fc.boolean(),
      amount: fc.integer({ min: 0, max: 1_000_000 }),
      currency: fc.constantFrom('EUR', 'EUR', 'USD'),
      link: fc.constantFrom(1, 2, null),
    }),
    { maxLength: 3 },
  ),
  held: fc.boolean(),
  linked: fc.boolean(),
  orders: fc.array(
    fc.record({
      after: fc.integer({ min: -50, max: 400 }),
      status: fc.constantFrom('paid', 'paid', 'pending', 'cancelled'),
      renewal: fc.constantFrom(0, 1, null),
      refunded: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
})
type PersonWorld = typeof personWorld extends fc.Arbitrary<infer T> ? T : never

/** A broadcast with everything that may have happened in and after it. */
function fill(db: Db, people: readonly PersonWorld[]): void {
  db.write(() => {
    clear(db)
    addPeople(db, people.length)
    addBroadcast(db, { state: 'finished', parts: PARTS })
    db.sql(
      `insert into variants (id, offer_id, position, content) select 19, offer_id, position, content from variants where id = 11`,
    ).run()
    db.sql(
      `insert into repairs (broadcast_id, kind, state, versions, created_by, created_at) values (1, 'edit', 'finished', '[[11,19]]', 1, 0)`,
    ).run()
    db.sql(
      `insert into holdouts (id, kind, broadcast_id, share, from_at, to_at, created_by, created_at) values (5, 'broadcast', 1, 5000, ?, ?, 1, 0)`,
    ).run(AT, AT + 7 * DAY)
    let order = 0
    for (const [i, one] of people.entries()) {
      const person = i + 1
      const delivery = 100 + person
      const quiet = one.state === 'sent' || one.state === 'queued'
      const version = one.state === 'held_out' ? 11 : one.version
      addRow(db, { id: delivery, person, variant: version, state: 'queued', reason: quiet ? null : one.reason })
      const sentAt = one.state === 'sent' ? AT + i * 60_000 : null
      db.sql('update deliveries set state = ?, claimed_at = ?, sent_at = ?, taken_back_at = ? where id = ?').run(
        ...[one.state, sentAt, sentAt, one.takenBack && sentAt !== null ? AT : null, delivery],
      )
      if (one.state === 'sent') {
        for (const { link, verdict } of one.clicks) addClick(db, { delivery, person, link, verdict })
        for (const evidence of one.reads)
          addRead(db, { delivery, person, evidence, grade: evidence === 'activity' ? 'inferred' : 'confirmed' })
        for (let n = 0; n < one.replies; n++) addReply(db, { delivery, person })
        for (const kind of one.events) {
          const why = kind === 'stop-why' ? 'bought' : null
          addEvent(db, {
            person,
            kind: kind === 'stop-why' ? 'stop' : kind,
            delivery: kind === 'undo' ? null : delivery,
            why,
          })
        }
        for (const { after, dayOnly, ...row } of one.conversions) {
          order++
          const at = AT + i * 60_000 + after * HOUR
          const late = Math.floor(at / 60_000) * 60_000 + 60_000 - 1
          addConversion(db, { order: 10_000 + order, delivery, person, at: dayOnly ? late : at + 7, ...row })
        }
      }
      if (one.customer) {
        db.sql('insert into customers (id, external_id, subscriber_id, created_at) values (?, ?, ?, 0)').run(
          ...[person, `c${person}`, person],
        )
        for (const { after, status, renewal, refunded } of one.orders) {
          order++
          db.sql(
            `insert into orders (id, external_id, customer_id, at, status, total, refunded, currency, renewal) values (?, ?, ?, ?, ?, 100, ?, 'EUR', ?)`,
          ).run(order, `o${order}`, person, AT + after * HOUR, status, refunded ? 100 : 0, renewal)
        }
      }
      db.sql('insert into holdout_members (holdout_id, subscriber_id, held, linked, at) values (5, ?, ?, ?, ?)').run(
        ...[person, one.held ? 1 : 0, one.linked && one.customer ? 1 : 0, AT],
      )
      if (one.erased)
        db.sql('update subscribers set erased_at = 1, telegram_id = null, subscribed_at = null where id = ?').run(
          person,
        )
    }
  })
}

const byReason = (rows: readonly ReasonCount[]) =>
  Object.fromEntries(rows.map(({ reason, people }) => [reason, people]))
const sums = ({ amounts }: Pick<Orders, 'amounts'>) =>
  Object.fromEntries(amounts.map(({ currency, sum }) => [currency, sum]))
const some = (counts: Record<string, number>) => Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0))

async function expectSame(db: Db, known: boolean): Promise<void> {
  const report = await findReport(db, 1)
  const came = await cameAfter(db, 1)
  const readers = known ? ({ known } as const) : ({ known, number: (id: number) => `n${id}` } as const)
  const tables = reportTables(db, report, readers, texts('en').exportCards.report, NOW)
  const [figures, , , hours, each, clicks, orders, control] = await Promise.all(tables.map(rowsOf))
  if (!figures || !hours || !each || !clicks || !orders || !control) throw new Error('a table is missing')
  const again = recompute({ each, clicks, orders, control })

  const { states } = again
  expect(again.planned).toBe(report.planned)
  expect(some(states)).toEqual(
    some({
      ...{ sent: report.delivered, skipped: sumOf(report.leftOut), failed: sumOf(report.notDelivered) },
      ...{ held_out: report.heldOut, uncertain: report.noAnswer, queued: report.waiting },
    }),
  )
  expect(again.notDelivered).toEqual(byReason(report.notDelivered))
  expect(again.leftOut).toEqual(byReason(report.leftOut))
  expect(again.takenBack).toBe(report.takenBack)
  expect([again.seen, again.clicked, again.replied]).toEqual([report.seen, report.clicked, report.replied])
  expect([again.stopped, again.paused, again.blocked]).toEqual([report.stopped, report.paused, report.blocked])
  expect(again.stoppedBecause).toEqual(byReason(report.stoppedBecause))
  expect(some({ human: 0, machine: 0, unsure: 0, ...again.openings })).toEqual(some(report.openings))
  expect([again.orders, again.buyers, again.shared]).toEqual([came.orders, came.people, came.shared.orders])
  expect(again.revenue).toEqual(sums(came))
  expect(again.by).toEqual(Object.fromEntries(came.by.map(({ by, orders }) => [by, orders])))
  expect(again.hours).toEqual(
    Object.fromEntries(came.perHour.map(({ hour, orders }) => [String(hour ?? 'other'), orders])),
  )
  for (const message of report.messages) {
    const own = again.messages.find(({ version }) => version === message.variantId)
    const money = came.perMessage.find(({ variantId }) => variantId === message.variantId)
    expect(
      own ?? { delivered: 0, seen: { certain: 0, probably: 0 }, clicked: 0, replied: 0, orders: 0, buyers: 0 },
    ).toMatchObject({
      ...{ delivered: message.delivered, seen: message.seen, clicked: message.clicked, replied: message.replied },
      ...{ orders: money?.orders ?? 0, buyers: money?.people ?? 0 },
    })
  }
  for (const link of report.links) {
    const own = again.links.find(one => one.version === link.variantId && one.link === link.number)
    expect([own?.people ?? 0, own?.openings ?? 0]).toEqual([link.people, link.openings])
    const money = came.perLink.find(one => one.variantId === link.variantId && one.number === link.number)
    expect(own?.orders ?? 0).toBe(money?.orders ?? 0)
  }
  const paid = await findPaid(db, 1, { margin: null, currency: 'EUR' }, NOW)
  if (paid !== null) expect(again.known).toEqual(paid.known)
  const linked = { treated: again.sides.treated.of, held: again.sides.held.of }
  const span = { holdout: 5, from: AT, until: AT + 7 * DAY, at: NOW }
  expect(again.sides).toEqual((await countBought(db, span, linked)).buyers)

  // What the file says of itself is what the report says.
  const said = new Map(figures.map(({ figure, value }) => [figure, value]))
  expect([said.get('delivered'), said.get('orders'), said.get('buyers')]).toEqual([
    report.delivered,
    came.orders,
    came.people,
  ])
  expect(hours.reduce((sum, row) => sum + Number(row['orders']), 0)).toBe(came.orders)
}

const sumOf = (rows: readonly ReasonCount[]) => rows.reduce((sum, { people }) => sum + people, 0)

test('every figure of a report is counted again from its exported rows, whatever happened', async () => {
  const db = await temporaryDb()
  await fc.assert(
    fc.asyncProperty(fc.array(personWorld, { minLength: 1, maxLength: 14 }), fc.boolean(), async (people, known) => {
      fill(db, people)
      await expectSame(db, known)
    }),
    { numRuns: RUNS },
  )
})

test('a quarter is counted again from its sheets', async () => {
  const db = await temporaryDb()
  const stretch = { from: AT - DAY, before: AT + DAY }
  const names = texts('en').resultCards.sheets
  await fc.assert(
    fc.asyncProperty(fc.array(personWorld, { minLength: 1, maxLength: 14 }), async people => {
      fill(db, people)
      const rows = await findResults(db, stretch)
      const tables = resultTables(db, { stretch, at: NOW, readers: { known: true }, names })
      const [quarter, broadcasts, segments, , orders] = await Promise.all(tables.map(rowsOf))
      const counted = orders?.filter(row => row['known_by'] !== 'shared') ?? []
      const figure = (name: string) => quarter?.find(row => row['figure'] === name)?.['value']
      expect(figure('came_after_orders')).toBe(counted.length)
      expect(broadcasts?.reduce((sum, row) => sum + Number(row['orders']), 0)).toBe(counted.length)
      expect(segments?.reduce((sum, row) => sum + Number(row['orders']), 0)).toBe(counted.length)
      expect(rows.reduce((sum, row) => sum + ordersIn(row.orders), 0)).toBe(counted.length)
      const delivered = people.filter(one => one.state === 'sent').length
      expect([
        figure('delivered'),
        segments?.reduce((sum, row, i) => sum + (isFirst(segments, i) ? Number(row['delivered']) : 0), 0),
      ]).toEqual([delivered, delivered])
      for (const currency of ['EUR', 'USD']) {
        const cents = counted
          .filter(row => row['currency'] === currency)
          .reduce((sum, row) => sum + Math.round(Number(row['amount']) * 100), 0)
        const said = quarter?.find(row => row['figure'] === 'came_after_revenue' && row['currency'] === currency)?.[
          'value'
        ]
        expect(Math.round(Number(said ?? 0) * 100)).toBe(cents)
      }
    }),
    { numRuns: Math.max(5, Math.round(RUNS / 3)) },
  )
})

/** Of the rows of one segment, one for each currency, the first tells of its people. */
function isFirst(rows: readonly { readonly [header: string]: unknown }[], i: number): boolean {
  return rows.findIndex(row => row['segments'] === rows[i]?.['segments']) === i
}
