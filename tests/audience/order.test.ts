import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { type CustomerKeys, takeCustomer } from '../../src/audience/customer/keys.js'
import { linesOf } from '../../src/audience/order/line.js'
import { type Order, recordOrder, takeOrder } from '../../src/audience/order.js'
import { DAY, HOUR, MINUTE } from '../../src/clock.js'
import type { Db } from '../../src/db/open.js'
import { isAppError } from '../../src/errors.js'
import { recordCustomer } from '../support/customer.js'
import { temporaryDb } from '../support/db.js'
import { aLine, anOrder, orderOf } from '../support/order.js'
import { comeAnn } from '../support/subscriber.js'

const T = Date.UTC(2026, 10, 29, 12)

let db: Db
beforeEach(async () => {
  db = await temporaryDb()
})

const order = anOrder({
  ...{ externalId: 'o1', at: T, discount: 500, renewal: false, promoCode: ' Весна ', clickDelivery: 7 },
  lines: [
    aLine({ product: 'Boots ', sku: ' B-1', category: 'Обувь', price: 4_000 }),
    aLine({ product: 'Laces', quantity: 2 }),
  ],
})

/** Everything orders are, as one value. */
const picture = () => [db.sql('select * from orders order by id').all(), db.sql('select * from order_lines').all()]
const stale = () =>
  db
    .sql<{ name: string }>(
      'select c.external_id as name from stale_customers s join customers c on c.id = s.customer_id order by 1',
    )
    .all()
    .map(({ name }) => name)
const settle = () => void db.sql('delete from stale_customers').run()
const why = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    if (isAppError(error, 'order_invalid') || isAppError(error, 'customer_invalid')) return error.details['why']
    throw error
  }
  return null
}

describe('an order', () => {
  test('has names of one line, whose else would stand on a screen as lines of their own', () => {
    const lines = [aLine({ product: 'Boots\n\n✅ paid\u0001', sku: 'B\t1' })]
    const keys = { telegramId: null, phone: null, email: null, lastName: null }
    takeOrder(db, { externalId: 'c1', firstName: 'Anna\r\n✅', ...keys }, { ...order, promoCode: 'A\nB', lines }, T)
    expect(db.sql('select product, sku from order_lines').all()).toEqual([{ product: 'Boots ✅ paid', sku: 'B 1' }])
    expect(db.sql('select promo_code, first_name from orders join customers c on c.id = customer_id').all()).toEqual([
      { promo_code: 'A B', first_name: 'Anna ✅' },
    ])
  })

  test('told twice is one', () => {
    expect(orderOf(db, 'c1', order, T).kind).toBe('new')
    const before = picture()
    expect(stale()).toEqual(['c1'])
    settle()
    expect(orderOf(db, 'c1', order, T + 1).kind).toBe('same')
    expect([picture(), stale()]).toEqual([before, []])
    expect(db.sql('select promo_code, promo_folded, discount, renewal from orders').get()).toEqual({
      ...{ promo_code: 'Весна', promo_folded: 'весна', discount: 500, renewal: 0 },
    })
    expect(db.sql('select product_folded, category_folded, sku_folded, price from order_lines').all()).toEqual([
      { product_folded: 'boots', category_folded: 'обувь', sku_folded: 'b-1', price: 4_000 },
      { product_folded: 'laces', category_folded: null, sku_folded: null, price: null },
    ])
  })

  test.each<[string, Partial<Order>, object]>([
    ['a refund', { refunded: 1_000 }, { refunded: 1_000 }],
    ['a refund of all', { status: 'refunded' }, { status: 'refunded', refunded: 5_000 }],
    ['a cancellation', { status: 'cancelled' }, { status: 'cancelled' }],
    ['that it waits again', { status: 'pending' }, { status: 'pending' }],
    ['another day', { at: T - DAY, atPrecision: 'day' }, { at_precision: 'day' }],
    ['a discount', { discount: null }, { discount: null }],
    ['a renewal', { renewal: true }, { renewal: 1 }],
    ['no promo code', { promoCode: '  ' }, { promo_code: null, promo_folded: null }],
    ['another currency', { currency: 'RUB' }, { currency: 'RUB' }],
    ['fewer lines', { lines: order.lines.slice(0, 1) }, {}],
    ['a price', { lines: [aLine({ product: 'Boots', price: 1 })] }, {}],
    ['another click', { clickDelivery: 8 }, { click_delivery: 8 }],
  ])('takes %s', (_what, change, kept) => {
    orderOf(db, 'c1', order, T)
    settle()
    expect(orderOf(db, 'c1', { ...order, ...change }, T + 1).kind).toBe('changed')
    expect(stale()).toEqual(['c1'])
    expect(orderOf(db, 'c1', { ...order, ...change }, T + 2).kind).toBe('same')
    expect(db.sql('select * from orders').all()).toMatchObject([kept])
  })

  test('moved to another customer leaves both to be worked out anew', () => {
    orderOf(db, 'c1', order, T)
    settle()
    expect(orderOf(db, 'c2', order, T).kind).toBe('changed')
    expect(stale()).toEqual(['c1', 'c2'])
  })

  test('keeps the click that it carried once, and whose word stands', () => {
    const { id } = recordCustomer(db, { externalId: 'c1', telegramId: null, phone: null }, T)
    const head = () => db.sql('select click_delivery as click, import_id as import from orders').get()
    recordOrder(db, id, order, T, 3)
    expect(recordOrder(db, id, { ...order, clickDelivery: null }, T).kind).toBe('same')
    expect(head()).toEqual({ click: 7, import: 3 })
    recordOrder(db, id, { ...order, total: 9_000, clickDelivery: null }, T)
    expect(head()).toEqual({ click: 7, import: null })
  })

  test.each<[string, Partial<Order>]>([
    ['id', { externalId: ' ' }],
    ['id', { externalId: 'o'.repeat(257) }],
    ['at', { at: 1.5 }],
    ['at', { at: Number.NaN }],
    ['past', { at: Date.UTC(1900, 0, 1) }],
    ['past', { at: Date.UTC(1989, 11, 31, 23) }],
    ['future', { at: Date.UTC(2999, 0, 1) }],
    ['future', { at: T + 11 * MINUTE }],
    ['future', { at: T + 36 * HOUR - 1, atPrecision: 'day' }],
    ['total', { total: -1 }],
    ['total', { total: 0.5 }],
    ['total', { total: Number.MAX_SAFE_INTEGER }],
    ['refunded', { refunded: 5_001 }],
    ['refunded', { refunded: -1 }],
    ['discount', { discount: -1 }],
    ['currency', { currency: 'eur' }],
    ['currency', { currency: 'ABC' }],
    ['promo_code', { promoCode: 'x'.repeat(257) }],
    ['lines', { lines: [aLine({ product: '\u200b' })] }],
    ['lines', { lines: [aLine({ product: 'Boots', quantity: 0 })] }],
    ['lines', { lines: [aLine({ product: 'Boots', quantity: -2 })] }],
    ['lines', { lines: [aLine({ product: 'Boots', price: -2 })] }],
    ['lines', { lines: Array.from({ length: 1_001 }, () => aLine({ product: 'Boots' })) }],
  ])('is refused for its %s: %j', (reason, change) => {
    const customer = keys({ externalId: 'c1' })
    expect(why(() => takeOrder(db, customer, { ...order, ...change }, T))).toBe(reason)
    expect(picture()).toEqual([[], []])
    expect(db.sql('select 1 from customers').all()).toEqual([])
  })

  test.each<[string, Partial<Order>]>([
    ['a clock that is ahead', { at: T + 10 * MINUTE }],
    ['today, of which the day only is known', { at: T + 12 * HOUR - 1, atPrecision: 'day' }],
    ['nothing paid', { total: 0 }],
    ['a great deal paid', { total: 1e13 }],
    ['1,000 lines', { lines: Array.from({ length: 1_000 }, () => aLine({ product: 'Boots' })) }],
  ])('takes %s', (_what, change) => {
    expect(orderOf(db, 'c1', { ...order, ...change }, T).kind).toBe('new')
  })
})

const keys = (said: Partial<CustomerKeys>): CustomerKeys => ({
  ...{ externalId: null, telegramId: null, phone: null, email: null, firstName: null, lastName: null },
  ...said,
})

describe('whose an order is', () => {
  test.each<[string, Partial<CustomerKeys>, Partial<CustomerKeys>]>([
    ['the id', { externalId: 'c1', phone: '+37120000001' }, { externalId: ' c1 ', phone: '+37120000002' }],
    ['the phone', { phone: '+371 20000001', email: 'a@b.lv' }, { phone: '37120000001', email: 'other@b.lv' }],
    ['the e-mail', { email: 'Ann@b.lv' }, { email: ' ann@B.lv', telegramId: 5 }],
    ['the Telegram id', { telegramId: 5 }, { telegramId: 5, firstName: 'Ann' }],
  ])('is known again by %s', (_what, first, second) => {
    const one = takeOrder(db, keys(first), order, T)
    const two = takeOrder(db, keys(second), { ...order, externalId: 'o2' }, T)
    expect(two).toMatchObject({ customerId: one.customerId, kind: 'new' })
    expect(db.sql('select 1 from customers').all()).toHaveLength(1)
  })

  test.each<[string, Partial<CustomerKeys>, Partial<CustomerKeys>]>([
    [
      'ids differ, whatever else they share',
      { externalId: 'c1', phone: '+37120000001' },
      { externalId: 'c2', phone: '+37120000001' },
    ],
    [
      'phones differ, e-mail or not',
      { phone: '+37120000001', email: 'a@b.lv' },
      { phone: '+37120000002', email: 'a@b.lv' },
    ],
  ])('is two people where %s', (_what, first, second) => {
    for (const [i, said] of [first, second].entries()) takeOrder(db, keys(said), { ...order, externalId: `o${i}` }, T)
    expect(db.sql('select 1 from customers').all()).toHaveLength(2)
  })

  test.each<[string, Partial<CustomerKeys>]>([
    ['nobody', { firstName: 'Ann' }],
    ['nobody', { externalId: ' ', phone: '' }],
    ['id', { externalId: 'c'.repeat(129) }],
    ['telegram_id', { telegramId: -100_123 }],
    ['phone', { externalId: 'c1', phone: '7.9E+10' }],
    ['email', { email: 'ann' }],
  ])('is refused for its %s: %j', (reason, said) => {
    expect(why(() => takeOrder(db, keys(said), order, T))).toBe(reason)
    expect(picture()).toEqual([[], []])
  })

  test('is found among the subscribers at once', () => {
    const id = comeAnn(db, 5, T)
    expect(takeOrder(db, keys({ telegramId: 5 }), order, T).linking).toMatchObject({ kind: 'linked', subscriberId: id })
    expect(takeCustomer(db, keys({ telegramId: 5, lastName: 'P.' }), T)).toMatchObject({
      ...{ kind: 'changed', linking: { kind: 'already' } },
    })
    expect(takeCustomer(db, keys({ telegramId: 5 }), T).kind).toBe('same')
  })
})

const told = fc.record({
  externalId: fc.constantFrom('a', 'b', 'c', 'd'),
  status: fc.constantFrom('pending' as const, 'paid' as const, 'cancelled' as const, 'refunded' as const),
  total: fc.integer({ min: 100, max: 200 }),
  refunded: fc.integer({ min: 0, max: 100 }),
  discount: fc.option(fc.integer({ min: 0, max: 100 })),
  promoCode: fc.constantFrom(null, 'SPRING', 'Spring '),
  lines: fc.array(
    fc.record({
      product: fc.constantFrom('Boots', 'Laces'),
      sku: fc.constantFrom(null, 'B-1'),
      category: fc.constantFrom(null, 'Shoes'),
      quantity: fc.integer({ min: 1, max: 3 }),
      price: fc.option(fc.integer({ min: 0, max: 100 })),
    }),
    { maxLength: 3 },
  ),
})
const CUSTOMERS = ['c1', 'c2', 'c3']
const word = fc.record({ customer: fc.constantFrom(...CUSTOMERS), order: told })

/** Every row of every order, by the numbers that others gave: our own ids are of no account. */
function rows(): unknown {
  return db
    .sql<{ id: number }>(
      `select o.*, c.external_id as customer from orders o join customers c on c.id = o.customer_id order by o.external_id`,
    )
    .all()
    .map(({ id, ...row }) => ({ ...row, customer_id: null, lines: linesOf(db, id) }))
}

function tell(words: readonly { customer: string; order: Partial<Order> & { externalId: string } }[]): void {
  db.write(() => {
    for (const table of ['order_lines', 'orders']) db.sql(`delete from ${table}`).run()
    for (const { customer, order } of words) orderOf(db, customer, { at: T, ...order }, T)
  })
}

test('stories told again end as they ended: each order is as its last word, in whatever order they come, and sums are plain', () => {
  const stories = fc.array(word, { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(stories, fc.infiniteStream(fc.nat()), (story, dice) => {
      tell(story)
      const ended = rows()
      const last = [...new Map(story.map(one => [one.order.externalId, one])).values()]
      const shuffled = last
        .flatMap(one => [one, one])
        .map(one => ({ one, turn: dice.next().value }))
        .sort((a, b) => a.turn - b.turn)
        .map(({ one }) => one)
      tell(shuffled)
      expect(rows()).toEqual(ended)
      for (const customer of CUSTOMERS) {
        const theirs = last.filter(one => one.customer === customer)
        const back = theirs.map(({ order }) => (order.status === 'refunded' ? order.total : order.refunded))
        expect(
          db
            .sql(
              `select count(*) as n, coalesce(sum(total), 0) as total, coalesce(sum(refunded), 0) as refunded
               from orders where customer_id = (select id from customers where external_id = ?)`,
            )
            .get(customer),
        ).toEqual({
          n: theirs.length,
          total: theirs.reduce((sum, { order }) => sum + order.total, 0),
          refunded: back.reduce((sum, one) => sum + one, 0),
        })
      }
    }),
    { numRuns: 60 },
  )
})
