import { beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import { quarterAt, quarterOf } from '../../src/reports/quarter.js'
import { addSums, findAllOrders, findResults, findSegmentResults, standingOut } from '../../src/reports/results.js'
import { temporaryDb } from '../support/db.js'
import {
  AT,
  addBroadcast,
  addClick,
  addConversion,
  addEvent,
  addPeople,
  addReply,
  addRow,
  addRows,
  type ConversionRow,
} from './fixture.js'

const DAY = 86_400_000

describe('a quarter', () => {
  test.each([
    ['2026-11-24T07:00:00Z', 'Europe/Moscow', '2026-09-30T21:00:00Z', '2026-12-31T21:00:00Z'],
    ['2026-12-31T20:59:59Z', 'Europe/Moscow', '2026-09-30T21:00:00Z', '2026-12-31T21:00:00Z'],
    ['2026-12-31T21:00:00Z', 'Europe/Moscow', '2026-12-31T21:00:00Z', '2027-03-31T21:00:00Z'],
    ['2026-03-31T23:30:00Z', 'Europe/Riga', '2026-03-31T21:00:00Z', '2026-06-30T21:00:00Z'],
  ])('of %s in %s', (at, zone, from, before) => {
    const quarter = quarterAt(Date.parse(at), zone)
    expect([new Date(quarter.from), new Date(quarter.before)]).toEqual([new Date(from), new Date(before)])
    expect(quarterOf(quarter.number, zone)).toEqual(quarter)
    expect(quarterAt(quarter.before, zone).number).toBe(quarter.number + 1)
  })
})

let db: Db
const stretch = { from: AT - 30 * DAY, before: AT + 30 * DAY }
let orders = 0

function order(
  delivery: number,
  person: number,
  broadcast: number,
  amount: number,
  by: ConversionRow['by'] = 'click',
  currency = 'EUR',
) {
  orders++
  addConversion(db, { order: orders, delivery, broadcast, person, by, at: AT + DAY, amount, currency })
}

beforeEach(async () => {
  db = await temporaryDb()
  orders = 0
  addPeople(db, 40)
  const parts = [
    { variantId: 11, name: 'Champions' },
    { variantId: 12, name: 'Loyal' },
    { variantId: 12, name: 'Asleep' },
  ]
  addBroadcast(db, { id: 1, name: 'Boots', state: 'finished', parts })
  for (let i = 1; i <= 30; i++) addRow(db, { id: i, person: i, variant: i <= 10 ? 11 : 12, state: 'sent' })
  addRow(db, { id: 31, person: 31, variant: 12, state: 'failed', reason: 'blocked' })
  addBroadcast(db, {
    id: 2,
    name: 'News',
    state: 'finished',
    startedAt: AT + DAY,
    parts: [{ variantId: 21, name: 'Champions' }],
  })
  addRows(db, 35, { broadcast: 2, variant: 21, state: 'sent' })
  addBroadcast(db, { id: 3, name: 'Before', state: 'finished', startedAt: AT - 40 * DAY })
  addRows(db, 5, { broadcast: 3, variant: 31, state: 'sent' })
  order(1, 1, 1, 1_000)
  order(1, 1, 1, 500)
  order(2, 2, 1, 300, 'code', 'USD')
  order(3, 9, 1, 9_999, 'shared')
  order(11, 11, 1, 700, 'seen')
  addClick(db, { delivery: 1, person: 1, link: 2, verdict: 'human' })
  addClick(db, { delivery: 12, person: 12, link: 2, verdict: 'machine' })
  addReply(db, { delivery: 5, person: 5 })
  addEvent(db, { person: 3, kind: 'stop', delivery: 3 })
  addEvent(db, { person: 4, kind: 'stop', delivery: 4 })
  addEvent(db, { person: 4, kind: 'undo', delivery: null })
  addEvent(db, { person: 13, kind: 'block', delivery: 13 })
  for (const person of [1, 2, 3]) addEvent(db, { person, kind: 'stop', delivery: 31 + person })
})

test('each broadcast that began in it, the newest first', async () => {
  const rows = await findResults(db, stretch)
  expect(rows.map(({ name }) => name)).toEqual(['News', 'Boots'])
  expect(rows[1]).toEqual({
    ...{ id: 1, name: 'Boots', kind: 'marketing', state: 'finished', startedAt: AT },
    ...{ delivered: 30, stopped: 1, blocked: 1, replied: 1, bought: 3 },
    orders: [
      { currency: 'EUR', orders: 3, amount: 2_200 },
      { currency: 'USD', orders: 1, amount: 300 },
    ],
  })
  expect(standingOut(rows)).toMatchObject({ best: { name: 'Boots' }, worst: { name: 'News', stopped: 3 } })
  expect(standingOut(rows.slice(1))).toEqual({ best: null, worst: null })
})

test('of a message of a series, which goes on, what left in that time, whenever the series began', async () => {
  // It began before; half of it left then.
  db.sql(`update broadcasts set standing = 1, state = 'running', started_at = ? where id = 1`).run(AT - 90 * DAY)
  db.sql('update deliveries set sent_at = ? where broadcast_id = 1').run(AT)
  db.sql('update deliveries set sent_at = ? where broadcast_id = 1 and id in (1, 3, 5, 13)').run(AT - 60 * DAY)
  const [row] = (await findResults(db, stretch)).filter(({ id }) => id === 1)
  expect(row).toMatchObject({ delivered: 26, stopped: 0, blocked: 0, replied: 0, bought: 2 })
  expect(row?.orders).toEqual([
    { currency: 'EUR', orders: 1, amount: 700 },
    { currency: 'USD', orders: 1, amount: 300 },
  ])
  const before = { from: AT - 70 * DAY, before: AT - 50 * DAY }
  expect(await findResults(db, before)).toMatchObject([
    { id: 1, delivered: 4, stopped: 1, blocked: 1, replied: 1, bought: 1 },
  ])
  expect(await findSegmentResults(db, before)).toMatchObject([
    { names: ['Champions'], delivered: 3, clicked: 1, bought: 1 },
    { names: ['Loyal', 'Asleep'], delivered: 1, bought: 0 },
  ])
  const early = { from: AT - 80 * DAY, before: AT - 75 * DAY }
  expect([await findResults(db, early), await findSegmentResults(db, early)]).toEqual([[], []])
})

test('by segment: those with one message stand together; a correction is the same message', async () => {
  db.sql(
    `insert into variants (id, offer_id, position, content) select 19, offer_id, position, content from variants where id = 11`,
  ).run()
  db.sql('update deliveries set variant_id = 19 where id in (9, 10)').run()
  db.sql(
    `insert into repairs (broadcast_id, kind, state, versions, created_by, created_at) values (1, 'edit', 'finished', '[[11,19]]', 1, 0)`,
  ).run()
  const rows = await findSegmentResults(db, stretch)
  expect(rows).toEqual([
    {
      ...{ names: ['Champions'], broadcasts: 2, delivered: 45, stopped: 4, clicked: 1, bought: 2 },
      orders: [
        { currency: 'EUR', orders: 2, amount: 1_500 },
        { currency: 'USD', orders: 1, amount: 300 },
      ],
    },
    {
      ...{ names: ['Loyal', 'Asleep'], broadcasts: 1, delivered: 20, stopped: 0, clicked: 0, bought: 1 },
      orders: [{ currency: 'EUR', orders: 1, amount: 700 }],
    },
  ])
})

test('all orders of the time, whoever bought: those that count', async () => {
  db.sql(`insert into customers (id, external_id, created_at) values (1, 'c', 0)`).run()
  const statuses = [
    ['a', 'paid', 100, 0, 'EUR', AT],
    ['b', 'paid', 100, 40, 'EUR', AT],
    ['c', 'paid', 100, 100, 'EUR', AT],
    ['d', 'pending', 100, 0, 'EUR', AT],
    ['e', 'paid', 5, 0, 'USD', AT],
    ['f', 'paid', 100, 0, 'EUR', AT - 31 * DAY],
  ] as const
  for (const [id, status, total, refunded, currency, at] of statuses)
    db.sql(
      `insert into orders (external_id, customer_id, at, status, total, refunded, currency) values (?, 1, ?, ?, ?, ?, ?)`,
    ).run(id, at, status, total, refunded, currency)
  expect(await findAllOrders(db, stretch)).toEqual([
    { currency: 'EUR', orders: 2, amount: 160 },
    { currency: 'USD', orders: 1, amount: 5 },
  ])
})

test('sums of several currencies are never added up', () => {
  const eur = { currency: 'EUR', orders: 1, amount: 5 }
  expect(addSums([[eur], [eur, { currency: 'USD', orders: 3, amount: 1 }], []])).toEqual([
    { currency: 'USD', orders: 3, amount: 1 },
    { currency: 'EUR', orders: 2, amount: 10 },
  ])
})
