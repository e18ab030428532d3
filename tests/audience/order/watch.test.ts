import { expect, test } from 'vitest'
import { hasStale, markBuyers, markStale } from '../../../src/audience/customer/stale.js'
import { explainRung } from '../../../src/audience/ladder.js'
import { assignCustomer } from '../../../src/audience/linking/assignment.js'
import { createOrderWatch } from '../../../src/audience/order/watch.js'
import { usualRules } from '../../../src/audience/rfm/rules.js'
import { asOf, purchasesSql } from '../../../src/audience/rfm/statement.js'
import { findRefresh, groupOf, refreshRfm } from '../../../src/audience/rfm.js'
import { startSubscriber } from '../../../src/audience/subscription.js'
import { DAY, MINUTE, SECOND } from '../../../src/clock.js'
import type { Db } from '../../../src/db/open.js'
import { recordCustomer } from '../../support/customer.js'
import { temporaryDb } from '../../support/db.js'
import { orderOf } from '../../support/order.js'

const AT = Date.UTC(2026, 10, 29, 12)
const terms = { rules: usualRules, currency: 'EUR', zone: 'UTC' }

function person(db: Db, telegramId: number): number {
  const about = { telegramId, firstName: 'A', lastName: null, username: null, telegramLanguage: 'en', premium: false }
  const wording = { name: 'welcome', language: 'en', shown: 'Hello' } as const
  return startSubscriber(db, about, { source: null, wording }, AT).subscriber.id
}

/** Thirty customers with scores; the first, Ann's, bought a year ago and a month more: she has none. */
async function stage() {
  const db = await temporaryDb()
  const ann = person(db, 1)
  for (let i = 1; i <= 30; i++)
    orderOf(db, `c${i}`, { externalId: `o${i}`, at: AT - (i === 1 ? 400 : 5 * i) * DAY, total: 100 * i }, AT)
  const { id } = recordCustomer(db, { externalId: 'c1', telegramId: null, phone: null }, AT)
  assignCustomer(db, id, ann, AT)
  db.sql('delete from stale_customers').run()
  await refreshRfm(db, terms, AT)
  const watch = createOrderWatch(db, { terms: () => terms })
  await watch.run(AT)
  return { db, ann, customer: id, watch, stands: () => [groupOf(db, ann), explainRung(db, ann, AT)?.rung ?? null] }
}

const comesIn = (db: Db, state: string) =>
  db
    .sql(
      `insert into imports (id, admin_id, at, file, sha256, kind, state) values (1, 1, 0, 'o.csv', x'00', 'orders', ?)
       on conflict (id) do update set state = excluded.state`,
    )
    .run(state)

test('an order, its refund, another customer of it, and a link are followed by the next look, and nobody else moves', async () => {
  const { db, ann, customer, watch, stands } = await stage()
  const cuts = findRefresh(db)
  expect(stands()).toEqual(['bought_before', null])
  const others = () => db.sql('select * from rfm_scores where customer_id <> ?').all(customer)
  const before = others()
  const order = { externalId: 'new', at: AT - DAY, total: 9_000 }
  orderOf(db, 'c1', order, AT)
  await watch.run(AT)
  expect(stands()).toEqual(['new', 5])
  orderOf(db, 'c1', { ...order, refunded: 9_000 }, AT)
  await watch.run(AT)
  expect(stands()).toEqual(['bought_before', 4])
  orderOf(db, 'c1', { ...order, status: 'pending' }, AT)
  await watch.run(AT)
  expect(stands()).toEqual(['bought_before', 4])
  orderOf(db, 'c1', order, AT)
  await watch.run(AT)
  expect(others()).toEqual(before)
  orderOf(db, 'c31', order, AT)
  await watch.run(AT)
  expect(stands()).toEqual(['bought_before', 4])
  const { id } = recordCustomer(db, { externalId: 'c31', telegramId: null, phone: null }, AT)
  assignCustomer(db, id, ann, AT)
  markStale(db, [id, customer])
  await watch.run(AT)
  expect(stands()).toEqual(['new', 5])
  db.sql('update customers set subscriber_id = null, linked_by = null where id = ?').run(id)
  markStale(db, [id])
  await watch.run(AT)
  expect(stands()).toEqual(['not_linked', null])
  expect([findRefresh(db), hasStale(db)]).toEqual([cuts, false])
})

test('while a file of orders comes in it waits, for ten minutes at most', async () => {
  const { db, watch, stands } = await stage()
  comesIn(db, 'merging')
  orderOf(db, 'c1', { externalId: 'new', at: AT - DAY }, AT)
  for (const at of [AT, AT + 5 * MINUTE, AT + 10 * MINUTE - 1]) {
    await watch.run(at)
    expect([at, ...stands()]).toEqual([at, 'bought_before', null])
  }
  await watch.run(AT + 10 * MINUTE)
  expect(stands()).toEqual(['new', 5])
  orderOf(db, 'c1', { externalId: 'new', at: AT - DAY, status: 'cancelled' }, AT)
  await watch.run(AT + 11 * MINUTE)
  expect(stands()).toEqual(['new', 5])
  comesIn(db, 'done')
  await watch.run(AT + 11 * MINUTE + SECOND)
  expect(stands()).toEqual(['bought_before', 4])
})

test('an order by a clock that is ahead counts when ours has come so far', async () => {
  const { db, ann, watch } = await stage()
  orderOf(db, 'c1', { externalId: 'new', at: AT + 5 * MINUTE }, AT)
  await watch.run(AT)
  expect([groupOf(db, ann), hasStale(db)]).toEqual(['bought_before', true])
  await watch.run(AT + 5 * MINUTE)
  expect([groupOf(db, ann), explainRung(db, ann, AT)?.rung, hasStale(db)]).toEqual(['new', 5, false])
})

test('so many that the cuts move, and those whom a process left, are scored with everybody', async () => {
  const { db, watch } = await stage()
  for (let i = 40; i < 60; i++) orderOf(db, `c${i}`, { externalId: `o${i}`, at: AT - i * DAY }, AT)
  await watch.run(AT)
  expect(findRefresh(db)?.customers).toBe(49)
  const listed = () => db.sql<{ n: number }>('select count(*) as n from stale_customers').get()?.n
  markBuyers(db, 30)
  expect(listed()).toBe(20)
  db.sql(`with recursive n(i) as (select 1000 union all select i + 1 from n where i < 6001)
    insert into stale_customers select i from n`).run()
  const many = listed()
  markBuyers(db, 0)
  expect(listed()).toBe(many)
  db.sql(`update orders set status = 'cancelled' where external_id = 'o40'`).run()
  await watch.run(AT)
  expect([findRefresh(db)?.customers, hasStale(db)]).toEqual([48, false])
  db.sql(`update orders set status = 'cancelled' where external_id = 'o41'`).run()
  await createOrderWatch(db, { terms: () => terms }).run(AT)
  expect(findRefresh(db)?.customers).toBe(47)
})

test('what is asked on the way is found by an index', async () => {
  const db = await temporaryDb()
  const plan = (sql: string, ...params: (string | number)[]) =>
    db
      .sql<{ detail: string }>(`explain query plan ${sql}`)
      .all(...params)
      .map(({ detail }) => detail)
      .join('; ')
  for (const [where, value] of [
    ['external_id = ?', 'c1'],
    ['phone in (select value from json_each(?))', '["+37120000001"]'],
    ['email = ?', 'a@b.lv'],
    ['telegram_id = ?', 5],
  ] as const)
    expect(plan(`select min(id) as id from customers where ${where} and erased_at is null`, value)).toMatch(
      /SEARCH customers USING (COVERING )?INDEX/,
    )
  const purchases = purchasesSql(asOf(terms, AT), true).replaceAll(':who', "'[1]'").replaceAll(':currency', "'EUR'")
  expect(plan(purchases)).toMatch(/SEARCH orders USING COVERING INDEX orders_customer \(customer_id=\?/)
  expect(plan('select id from orders where external_id = ?', 'o1')).toMatch(/SEARCH orders USING COVERING INDEX/)
  expect(plan('select product from order_lines where order_id = ? order by line', 1)).toMatch(/SEARCH.*PRIMARY KEY/)
})
