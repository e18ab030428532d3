import { expect, test } from 'vitest'
import { assignCustomer, unlinkCustomer } from '../../src/audience/linking/assignment.js'
import { createOrderWatch } from '../../src/audience/order/watch.js'
import { usualRules } from '../../src/audience/rfm/rules.js'
import { readHeld } from '../../src/bot/mydata/held.js'
import { DAY, HOUR, MINUTE } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { averageCheck, BUYERS, broughtByMessage, CELLS, cameAfter, WITHOUT_IT } from '../../src/reports/came-after.js'
import { dropOldClicks } from '../../src/tracking/age.js'
import {
  AHEAD,
  createConversionWatch,
  differencesSql,
  findCause,
  refreshConversions,
} from '../../src/tracking/conversion.js'
import { recordCustomer } from '../support/customer.js'
import { temporaryDb } from '../support/db.js'
import { orderOf } from '../support/order.js'
import { STORED } from '../tracking/plain-attribution.js'
import { AT, addBroadcast, addPeople, addRow } from './fixture.js'

const terms = { rules: usualRules, currency: 'EUR', zone: 'UTC' }
const SENT = AT + HOUR

/** Five people got a broadcast of two messages; all but the last are customers c1 … c4 of the shop. */
async function stage() {
  const db = await temporaryDb()
  addPeople(db, 5)
  addBroadcast(db, {
    id: 1,
    name: 'Autumn boots',
    state: 'finished',
    startedAt: AT,
    finishedAt: SENT,
    parts: [
      { variantId: 11, name: 'Champions' },
      { variantId: 12, name: null },
    ],
  })
  for (let person = 1; person <= 5; person++) {
    addRow(db, { id: person, person, variant: person < 3 ? 11 : 12, state: 'sent' })
    db.sql('update deliveries set claimed_at = ?, sent_at = ? where id = ?').run(SENT, SENT, person)
    const { id } = recordCustomer(db, { externalId: `c${person}`, telegramId: null, phone: null }, AT)
    if (person < 5) assignCustomer(db, id, person, AT)
  }
  const conversions = createConversionWatch(db)
  const orders = createOrderWatch(db, { terms: () => terms, followers: conversions.follow })
  const follow = async (at: number) => {
    await orders.run(at)
    await conversions.settle(at)
  }
  await follow(AT)
  return { db, follow }
}

const click = (db: Db, delivery: number, at: number, link = 1) =>
  db
    .sql(
      `insert into clicks (delivery_id, link, subscriber_id, broadcast_id, at, verdict, why, agent)
       values (?, ?, ?, 1, ?, 'human', 'person', '')`,
    )
    .run(delivery, link, delivery, at)
const press = (db: Db, delivery: number, at: number) =>
  db
    .sql(
      `insert into reads (delivery_id, evidence, grade, subscriber_id, broadcast_id, at)
       values (?, 'press', 'confirmed', ?, 1, ?)`,
    )
    .run(delivery, delivery, at)
const id = (db: Db, externalId: string) =>
  db.sql<{ id: number }>('select id from orders where external_id = ?').get(externalId)?.id ?? 0

test('orders, money and people, by what they count, by message, by link and by hour; refunds and cancellations take it back', async () => {
  const { db, follow } = await stage()
  db.sql(
    `insert into promo_codes (offer_id, folded, code, position, delivery_id, taken_at) values (1, 'ab12', 'AB12', 1, 1, ?)`,
  ).run(SENT)
  click(db, 2, SENT + HOUR)
  click(db, 3, SENT + 2 * HOUR, 2)
  press(db, 4, SENT + MINUTE)
  const at = SENT + 3 * HOUR
  orderOf(db, 'c1', { externalId: 'by-code', at, total: 1_000, discount: 200, promoCode: 'ab12' }, at)
  orderOf(db, 'c2', { externalId: 'by-click', at, total: 2_000 }, at)
  orderOf(db, 'c2', { externalId: 'dollars', at: at + HOUR, total: 700, currency: 'USD' }, at + HOUR)
  orderOf(
    db,
    'c3',
    { externalId: 'bare', at: Math.floor(at / DAY) * DAY + DAY - 1, atPrecision: 'day', total: 300 },
    at,
  )
  orderOf(db, 'c4', { externalId: 'seen', at, total: 4_000, refunded: 1_000 }, at)
  orderOf(db, 'c4', { externalId: 'renewed', at, total: 9_000, renewal: true }, at)
  await follow(at + HOUR)
  const found = await cameAfter(db, 1)
  const eur = (orders: number, sum: number, discount = 0, discountKnown = 0) => ({
    ...{ currency: 'EUR', orders, sum, discount, discountKnown },
  })
  const usd = { currency: 'USD', orders: 1, sum: 700, discount: 0, discountKnown: 0 }
  expect(found).toEqual({
    ...{ orders: 5, people: 4, sent: 5, withoutIt: null },
    amounts: [eur(4, 6_300, 200, 1), usd],
    by: [
      { by: 'code', orders: 1, amounts: [eur(1, 1_000, 200, 1)] },
      { by: 'click', orders: 3, amounts: [eur(2, 2_300), usd] },
      { by: 'seen', orders: 1, amounts: [eur(1, 3_000)] },
    ],
    shared: { orders: 0, amounts: [] },
    perMessage: expect.arrayContaining([
      { variantId: 11, people: 2, orders: 3, amounts: [eur(2, 3_000, 200, 1), usd] },
      { variantId: 12, people: 2, orders: 2, amounts: [eur(2, 3_300)] },
    ]),
    perLink: expect.arrayContaining([
      { variantId: 11, number: 1, orders: 2, amounts: [eur(1, 2_000), usd] },
      { variantId: 12, number: 2, orders: 1, amounts: [eur(1, 300)] },
    ]),
    perHour: [
      { hour: 3, orders: 3, amounts: [eur(3, 6_000, 200, 1)] },
      { hour: 4, orders: 1, amounts: [usd] },
      { hour: null, orders: 1, amounts: [eur(1, 300)] },
    ],
  })
  expect([averageCheck(eur(4, 6_300)), broughtByMessage(eur(4, 6_300), found.sent)]).toEqual([1_575, 1_260])
  expect([averageCheck(eur(0, 0)), broughtByMessage(eur(0, 0), 0)]).toEqual([null, null])
  expect(findCause(db, id(db, 'by-code'))).toEqual({
    ...{ broadcastId: 1, name: 'Autumn boots', by: 'code', evidenceAt: SENT, owner: 1 },
  })

  db.sql("update customers set linked_by = 'phone' where external_id = 'c1'").run()
  const { customer } = await readHeld(db, 1, 1)
  expect(customer?.orders).toMatchObject([{ number: 'by-code', after: SENT }])

  orderOf(db, 'c2', { externalId: 'by-click', at, total: 2_000, refunded: 2_000 }, at)
  orderOf(db, 'c4', { externalId: 'seen', at, total: 4_000, status: 'cancelled' }, at)
  await follow(at + HOUR)
  const left = await cameAfter(db, 1)
  expect([left.orders, left.people]).toEqual([3, 3])
  await expect(cameAfter(db, 2)).rejects.toThrow(expect.objectContaining({ code: 'broadcast_not_found' }))
})

test('a code of somebody else is shared, one for all counts for whoever got it, and links made late or undone are followed', async () => {
  const { db, follow } = await stage()
  db.sql(
    `insert into promo_codes (offer_id, folded, code, position, delivery_id, taken_at) values (1, 'ab12', 'AB12', 1, 1, ?)`,
  ).run(SENT)
  db.sql("update offers set promo_code = 'SALE', promo_folded = 'sale' where id = 1").run()
  const at = SENT + 30 * DAY
  orderOf(db, 'c2', { externalId: 'hers', at, promoCode: 'AB12' }, at)
  orderOf(db, 'c5', { externalId: 'whose', at, promoCode: 'AB12' }, at)
  orderOf(db, 'c3', { externalId: 'all', at, promoCode: 'sale' }, at)
  orderOf(db, 'c5', { externalId: 'nobody', at, promoCode: 'Sale' }, at)
  await follow(at)
  const sums = async () => {
    const { orders, shared, withoutIt, by } = await cameAfter(db, 1)
    return [orders, shared.orders, withoutIt?.orders, by.map(({ by }) => by).join()]
  }
  expect(await sums()).toEqual([2, 1, 1, 'code'])
  const five = db.sql<{ id: number }>("select id from customers where external_id = 'c5'").get()?.id ?? 0
  assignCustomer(db, five, 5, at)
  await follow(at)
  expect(await sums()).toEqual([2, 2, 0, 'code'])
  unlinkCustomer(db, five, at)
  await follow(at)
  expect(await sums()).toEqual([2, 1, 1, 'code'])
})

test('what rests on clicks that were forgotten by their age stays as it was, until somebody else is known to have ordered', async () => {
  const { db, follow } = await stage()
  const at = SENT + 3 * HOUR
  click(db, 2, SENT + HOUR, 2)
  press(db, 2, SENT + 2 * HOUR)
  orderOf(db, 'c2', { externalId: 'old', at, total: 2_000 }, at)
  orderOf(db, 'c5', { externalId: 'told', at, clickDelivery: 5 }, at)
  click(db, 5, SENT + HOUR)
  await follow(at)
  const rows = () => db.sql(STORED).all()
  const before = rows()
  expect(before).toMatchObject([
    { by: 'click', link: 2 },
    { by: 'click_id', link: 1 },
  ])
  dropOldClicks(db, at, 0, 100)
  expect(await refreshConversions(db, null)).toBe(0)
  orderOf(db, 'c2', { externalId: 'old', at, total: 2_000, refunded: 500 }, at)
  await follow(at)
  expect(rows()).toEqual([{ ...Object(before[0]), amount: 1_500 }, before[1]])
  const [two] = db.sql<{ id: number }>("select id from customers where external_id = 'c2'").all()
  assignCustomer(db, two?.id ?? 0, 1, at)
  await follow(at)
  expect(rows()).toMatchObject([{ by: 'click_id' }])
})

test('what is seen on the day of an order whose day only is known counts as before it, until the day is over', async () => {
  const { db, follow } = await stage()
  const day = Math.floor(SENT / DAY) * DAY
  orderOf(db, 'c1', { externalId: 'bare', at: day + DAY - 1, atPrecision: 'day' }, SENT + HOUR)
  await follow(SENT + HOUR)
  expect((await cameAfter(db, 1)).orders).toBe(0)
  click(db, 1, SENT + 2 * HOUR)
  await follow(SENT + 2 * HOUR)
  expect((await cameAfter(db, 1)).perHour).toMatchObject([{ hour: null, orders: 1 }])
  // The last look was before the click, and the next one comes when the day is over: nobody marked anything.
  orderOf(db, 'c2', { externalId: 'late', at: day + DAY - 1, atPrecision: 'day' }, SENT + 2 * HOUR)
  await follow(SENT + 2 * HOUR)
  click(db, 2, day + DAY - MINUTE)
  await follow(day + DAY + MINUTE)
  expect((await cameAfter(db, 1)).orders).toBe(2)
})

test('an order that came due while nobody could be asked is looked at the next time', async () => {
  const { db } = await stage()
  let answers = true
  const rows: typeof db.jobs.rows = (...asked) =>
    answers ? db.jobs.rows(...asked) : Promise.reject(new Error('nobody answers'))
  const watch = createConversionWatch({ ...db, jobs: { ...db.jobs, rows } })
  // Of an order of a day it is known when that is over.
  const at = Math.floor(SENT / DAY) * DAY + DAY - 1
  orderOf(db, 'c2', { externalId: 'later', at, atPrecision: 'day', total: 2_000 }, SENT + HOUR)
  await watch.settle(SENT + HOUR)
  click(db, 2, SENT + 2 * HOUR)
  answers = false
  await expect(watch.settle(at + HOUR)).rejects.toThrow('nobody answers')
  answers = true
  await watch.settle(at + HOUR + MINUTE)
  expect(findCause(db, id(db, 'later'))?.by).toBe('click')
})

test.each([
  ['of some', differencesSql('some'), { who: '[1]' }],
  ['of everybody', differencesSql('all'), {}],
  ['by all that is asked', CELLS, { broadcast: 1 }],
  ['buyers', BUYERS, { broadcast: 1 }],
  ['without it', WITHOUT_IT, { code: 'sale', since: 0 }],
  ['ahead', AHEAD, { since: 0 }],
])(
  'finds what it asks for by an index, with figures of the planner and without them: %s',
  async (which, sql, params) => {
    const { db } = await stage()
    for (const analyzed of [false, true]) {
      if (analyzed) likeALargeShop(db)
      const plan = db.sql<{ detail: string }>(`explain query plan ${sql}`).all(params)
      const scans = plan
        .map(({ detail }) => detail)
        .filter(detail => /^SCAN (?!found|[twsxn]\b|aged|told|stored|\(|CONSTANT)/.test(detail))
      const allowed = which === 'of everybody' ? ['SCAN o', 'SCAN v'] : []
      expect(
        scans.filter(scan => !allowed.includes(scan)),
        plan.map(({ detail }) => detail).join('\n'),
      ).toEqual([])
    }
  },
)

/** What SQLite would know of these tables if they were large. */
function likeALargeShop(db: Db): void {
  db.sql('analyze').run()
  db.sql("delete from sqlite_stat1 where tbl in ('broadcasts', 'offers', 'customers', 'deliveries', 'orders')").run()
  for (const table of ['broadcasts', 'offers', 'customers', 'deliveries', 'orders'])
    db.sql("insert into sqlite_stat1 (tbl, idx, stat) values (?, null, '100000')").run(table)
  db.sql('analyze sqlite_schema').run()
}
