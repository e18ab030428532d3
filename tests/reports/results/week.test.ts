import fc from 'fast-check'
import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { findGrowth, findPaid, findSent, weekAt, weekOf } from '../../../src/reports/results/week.js'
import { temporaryDb } from '../../support/db.js'
import { addBroadcast, addPeople } from '../fixture.js'

const MOSCOW = 'Europe/Moscow'
/** Monday 23 November 2026 in Moscow. */
const MONDAY = Date.UTC(2026, 10, 22, 21)
const WEEK = { from: MONDAY, before: MONDAY + 7 * DAY }

test('weeks follow one another without a gap, from Monday to Sunday, in every zone', () => {
  const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
  const moment = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) })
  fc.assert(
    fc.property(zone, moment, (zone, at) => {
      const week = weekAt(at, zone)
      expect(week.from <= at && at < week.before).toBe(true)
      expect(weekOf(week.number, zone)).toEqual(week)
      expect(weekOf(week.number + 1, zone).from).toBe(week.before)
      expect(DateTime.fromMillis(week.before - 1, { zone }).weekday).toBe(7)
      expect(DateTime.fromMillis(week.from, { zone }).weekday).toBe(1)
    }),
    { numRuns: 300 },
  )
  expect(weekAt(MONDAY, MOSCOW)).toEqual({ number: weekAt(MONDAY - 1, MOSCOW).number + 1, ...WEEK })
})

const event = (db: Db, person: number, kind: string, at: number, delivery: number | null = null) =>
  db
    .sql('insert into subscription_events (subscriber_id, kind, at, delivery_id) values (?, ?, ?, ?)')
    .run(...[person, kind, at, delivery])

test('who came and went is counted in people; what was taken back at once, and other weeks, are not', async () => {
  const db = await temporaryDb()
  addPeople(db, 9)
  const all: [number, string, number][] = [
    [1, 'start', MONDAY - 1],
    [1, 'start', MONDAY],
    [1, 'stop', MONDAY + HOUR],
    [1, 'start', MONDAY + 2 * HOUR],
    [2, 'start', WEEK.before - 1],
    [3, 'start', WEEK.before],
    [4, 'move_in', MONDAY + DAY],
    [5, 'stop', MONDAY + DAY],
    [5, 'undo', MONDAY + DAY + 1],
    [6, 'stop', MONDAY + DAY],
    [7, 'block', MONDAY + DAY],
    [7, 'unblock', MONDAY + DAY],
    [7, 'block', MONDAY + 2 * DAY],
    [8, 'deactivate', MONDAY + DAY],
    [9, 'pause', MONDAY + DAY],
  ]
  for (const [person, kind, at] of all) event(db, person, kind, at)
  expect(await findGrowth(db, WEEK)).toEqual({ came: 2, moved: 1, stopped: 2, blocked: 1 })
  expect(await findGrowth(db, { from: WEEK.before + DAY, before: WEEK.before + 2 * DAY })).toEqual({
    ...{ came: 0, moved: 0, stopped: 0, blocked: 0 },
  })
})

test('what was sent is of the week in which it left, a message of a series too; blocks are those because of it', async () => {
  const db = await temporaryDb()
  addPeople(db, 9)
  const finished = { state: 'finished' as const, startedAt: MONDAY - DAY }
  addBroadcast(db, { id: 1, ...finished, finishedAt: MONDAY + DAY })
  addBroadcast(db, { id: 2, ...finished, startedAt: MONDAY - 90 * DAY, finishedAt: MONDAY - 80 * DAY })
  addBroadcast(db, { id: 3, state: 'running', startedAt: MONDAY - 60 * DAY })
  db.sql('update broadcasts set standing = 1, finished_at = null where id = 3').run()
  const sent = (broadcast: number, person: number, at: number) =>
    db
      .sql(
        `insert into deliveries (broadcast_id, subscriber_id, state, due_at, claimed_at, sent_at) values (?, ?, 'sent', ?, ?, ?)`,
      )
      .run(broadcast, person, at, at, at)
  for (const [broadcast, person, at] of [
    [1, 1, MONDAY - 1],
    [1, 2, MONDAY],
    [1, 3, MONDAY + DAY - 1],
    [2, 1, MONDAY - 81 * DAY],
    [3, 1, MONDAY - 40 * DAY],
    [3, 2, WEEK.before - 1],
    [3, 3, WEEK.before],
  ] as const)
    sent(broadcast, person, at)
  event(db, 2, 'block', MONDAY + HOUR, 2)
  event(db, 3, 'block', MONDAY + HOUR)
  event(db, 4, 'block', MONDAY - HOUR, 1)
  expect(await findSent(db, WEEK)).toEqual({ delivered: 3, blocked: 1 })
})

test('what paid is an offer, or a campaign with all its messages and runs; codes of others are not counted', async () => {
  const db = await temporaryDb()
  addPeople(db, 3)
  for (const id of [1, 2, 3, 4]) addBroadcast(db, { id, name: `Offer ${id}`, state: 'finished', finishedAt: MONDAY })
  db.sql(
    `insert into campaigns (id, name_folded, name, kind, state, starts, ends, zone, created_by, created_at)
     values (1, 'welcome', 'Welcome', 'series', 'running', '{}', '{}', 'UTC', 1, 0)`,
  ).run()
  db.sql('update broadcasts set campaign_id = 1 where id in (3, 4)').run()
  let order = 0
  const came = (broadcast: number, amount: number, more: { by?: string; at?: number; currency?: string } = {}) =>
    db
      .sql(
        `insert into conversions (order_id, customer_id, delivery_id, broadcast_id, subscriber_id, "by", evidence_at, at, amount, currency)
         values (?, 1, 1, ?, 1, ?, 0, ?, ?, ?)`,
      )
      .run(++order, broadcast, more.by ?? 'click', more.at ?? MONDAY + DAY, amount, more.currency ?? 'EUR')
  came(1, 1_000)
  came(1, 500, { currency: 'USD' })
  came(1, 9_000, { at: WEEK.before })
  came(1, 9_000, { by: 'shared' })
  came(2, 700, { at: MONDAY })
  for (const broadcast of [3, 3, 4]) came(broadcast, 100)
  expect(await findPaid(db, WEEK)).toEqual([
    { name: 'Welcome', campaign: true, orders: 3, sums: [{ currency: 'EUR', orders: 3, amount: 300 }] },
    {
      ...{ name: 'Offer 1', campaign: false, orders: 2 },
      sums: [
        { currency: 'EUR', orders: 1, amount: 1_000 },
        { currency: 'USD', orders: 1, amount: 500 },
      ],
    },
    { name: 'Offer 2', campaign: false, orders: 1, sums: [{ currency: 'EUR', orders: 1, amount: 700 }] },
  ])
})
