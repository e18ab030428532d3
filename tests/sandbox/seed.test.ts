import { expect, test } from 'vitest'
import { openDb } from '../../src/db/open.js'
import { seedCrowd } from '../../src/sandbox/seed/crowd.js'
import { temporaryPath } from '../support/db.js'

const SIZE = { subscribers: 500, deliveries: 2_000, orders: 900, seed: 7, at: Date.UTC(2026, 10, 23) }

async function seeded(size = SIZE) {
  const db = await openDb(temporaryPath())
  seedCrowd(db, size)
  return db
}

const TABLES = [
  'subscribers',
  'attribute_values',
  'deliveries',
  'reads',
  'clicks',
  'customers',
  'orders',
  'order_lines',
]

test('a crowd has as many people, messages and orders as were asked for, all of them consistent', async () => {
  const db = await seeded()
  const count = (table: string) => db.sql<{ n: number }>(`select count(*) as n from ${table}`).get()?.n
  expect([count('subscribers'), count('deliveries'), count('orders')]).toEqual([500, 2_000, 900])
  expect(db.sql('pragma foreign_key_check').all()).toEqual([])
  expect(db.sql('pragma foreign_keys').get()).toEqual({ foreign_keys: 1 })
  expect(
    db
      .sql('select 1 from deliveries d join subscribers s on s.id = d.subscriber_id where d.sent_at < s.subscribed_at')
      .all(),
  ).toEqual([])
  expect(
    db.sql('select 1 from clicks c join deliveries d on d.id = c.delivery_id where c.at < d.sent_at').all(),
  ).toEqual([])
  await db.close()
})

test('the indexes are back, each as the migrations made it', async () => {
  const indexes = "select name, sql from sqlite_master where type = 'index' order by name"
  const db = await seeded()
  const fresh = await openDb(temporaryPath())
  expect(db.sql(indexes).all()).toEqual(fresh.sql(indexes).all())
  await Promise.all([db.close(), fresh.close()])
})

test('the same seed gives the same rows, another one does not', async () => {
  const dbs = await Promise.all([seeded(), seeded(), seeded({ ...SIZE, seed: 8 })])
  const [first, second, other] = dbs.map(db =>
    TABLES.map(table => JSON.stringify(db.sql(`select * from ${table} order by 1, 2, 3`).all())),
  )
  expect(second).toEqual(first)
  expect(other?.slice(2)).not.toEqual(first?.slice(2))
  await Promise.all(dbs.map(db => db.close()))
})

test('nobody is added to people who are there', async () => {
  const db = await seeded()
  expect(() => seedCrowd(db, SIZE)).toThrow('has people already')
  await db.close()
})
