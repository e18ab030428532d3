import { expect, test } from 'vitest'
import { DAY, HOUR } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { GOAL_DAYS, type GoalKind, goalFigure, goalKinds } from '../../src/reports/goal.js'
import { temporaryDb } from '../support/db.js'

const AT = Date.UTC(2026, 10, 24, 12)
const SINCE = AT - GOAL_DAYS * DAY

function addPerson(db: Db, id: number, more: Record<string, string | number> = {}): void {
  const row = {
    id,
    telegram_id: 1_000 + id,
    first_name: 'P',
    subscribed_at: 1,
    last_seen_at: 1,
    dice: id,
    created_at: 1,
    ...more,
  }
  const names = Object.keys(row)
  db.sql(`insert into subscribers (${names.join(', ')}) values (${names.map(name => `:${name}`).join(', ')})`).run(row)
}

function addCustomer(
  db: Db,
  id: number,
  subscriber: number | null,
  orders: [at: number, status?: 'paid' | 'cancelled', refunded?: number][],
): void {
  db.sql('insert into customers (id, external_id, subscriber_id, created_at) values (?, ?, ?, 1)').run(
    id,
    `c${id}`,
    subscriber,
  )
  for (const [at, status = 'paid', refunded = 0] of orders)
    db.sql(
      `insert into orders (external_id, customer_id, at, status, total, refunded, currency)
       values (hex(randomblob(8)), ?, ?, ?, 100, ?, 'EUR')`,
    ).run(id, at, status, refunded)
}

const read = (db: Db, person: number, at: number) =>
  db
    .sql(
      `insert into reads (delivery_id, evidence, grade, subscriber_id, broadcast_id, at)
     values (abs(random() % 1000000000), 'press', 'confirmed', ?, 1, ?)`,
    )
    .run(person, at)
const move = (db: Db, person: number, from: number | null, to: number | null, at: number) =>
  db.sql('insert into awareness_moves (subscriber_id, "from", "to", at) values (?, ?, ?, ?)').run(person, from, to, at)
const stand = (db: Db, person: number, rung: number) =>
  db.sql("insert into awareness values (?, ?, '{}', 0, null, 0)").run(person, rung)

const before = SINCE - DAY
const lately = AT - DAY

test.each<[GoalKind, (db: Db) => void, { n: number; of: number }]>([
  ['subscribe', () => undefined, { n: 0, of: 0 }],
  [
    'firstOrder',
    db => {
      addCustomer(db, 1, 1, [])
      addCustomer(db, 2, 2, [[lately]])
      addCustomer(db, 3, 3, [[SINCE], [lately]])
      addCustomer(db, 4, 4, [[before], [lately]])
      addCustomer(db, 5, 5, [
        [before, 'cancelled'],
        [lately, 'paid', 100],
      ])
      addCustomer(db, 6, null, [[lately]])
      addCustomer(db, 7, 6, [[AT + 1]])
    },
    { n: 2, of: 5 },
  ],
  [
    'secondOrder',
    db => {
      addCustomer(db, 1, 1, [[before]])
      addCustomer(db, 2, 2, [[before], [lately]])
      addCustomer(db, 3, 3, [[before], [before - DAY], [lately]])
      addCustomer(db, 4, 4, [[lately], [AT]])
      addCustomer(db, 5, 5, [[before], [before, 'cancelled'], [lately, 'paid', 50]])
    },
    { n: 2, of: 3 },
  ],
  [
    'bringBack',
    db => {
      read(db, 1, lately)
      read(db, 2, SINCE - 59 * DAY)
      read(db, 2, lately)
      read(db, 3, SINCE - 61 * DAY)
      // 1 and 3 to 6 were quiet: nobody is who stopped, and nobody who came in those days.
      addPerson(db, 7, { unsubscribed_at: 5 })
      addPerson(db, 8, { created_at: SINCE - 30 * DAY })
    },
    { n: 1, of: 5 },
  ],
  [
    'ladder',
    db => {
      stand(db, 1, 3)
      stand(db, 2, 4)
      move(db, 2, 2, 3, lately)
      move(db, 2, 3, 4, lately)
      stand(db, 3, 1)
      move(db, 3, 2, 1, lately)
      stand(db, 4, 2)
      move(db, 4, null, 2, lately)
      move(db, 5, 3, null, lately)
      stand(db, 6, 5)
      move(db, 6, 4, 5, before)
    },
    // 1 and 6 stood still, 2 rose, 3 and 5 fell; of 4 nothing was known.
    { n: 1, of: 5 },
  ],
  [
    'orders',
    db => {
      addPerson(db, 7, { unreachable: 'blocked' })
      addCustomer(db, 1, 1, [])
      addCustomer(db, 2, 7, [])
    },
    { n: 1, of: 6 },
  ],
  [
    'leave',
    db => {
      addPerson(db, 7, { unsubscribed_at: lately })
      addPerson(db, 8, { unsubscribed_at: before })
      addPerson(db, 9, { unreachable: 'blocked', unreachable_at: AT - HOUR })
      addPerson(db, 10, { created_at: lately, unsubscribed_at: AT - HOUR })
      addPerson(db, 11, { created_at: lately })
    },
    { n: 2, of: 8 },
  ],
])('the figure of %s counts whom it says', async (kind, fill, figure) => {
  const db = await temporaryDb()
  db.write(() => {
    for (let id = 1; id <= 6; id++) addPerson(db, id)
    if (kind === 'orders') addPerson(db, 8, { unsubscribed_at: 3 })
    fill(db)
  })
  expect(await goalFigure(db, kind, AT)).toEqual(figure)
})

test('buttons hold the number of what should get better', () => {
  expect(goalKinds).toEqual(['subscribe', 'firstOrder', 'secondOrder', 'bringBack', 'ladder', 'orders', 'leave'])
})
