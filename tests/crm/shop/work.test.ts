import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { recordErasure } from '../../../src/audience/erase/erasure.js'
import { eraseFromShops } from '../../../src/crm/erase.js'
import { removeConnection, SHOP_KINDS, secretIn } from '../../../src/crm/shop/connection.js'
import { dropOldCalls, KEPT_MS } from '../../../src/crm/shop/inbox.js'
import { lastOrderOf } from '../../../src/crm/shop/standing.js'
import type { Db } from '../../../src/db/open.js'
import { temporaryDb } from '../../support/db.js'
import { NOW, shopifyOrder, shopifyRefund, tildaOrder, wooOrder } from './payloads.js'
import { connected, ordersOf, outcomesOf } from './shop.js'

let db: Db
beforeEach(async () => {
  db = await temporaryDb()
})

const later = (minutes: number) => new Date(Date.UTC(2026, 10, 27, 12, 10 + minutes)).toISOString()
/** As many nothings as a statement asks for, by name or by place. */
function parametersOf(text: string): (null | Record<string, null>)[] {
  const names = [...text.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, null] as const)
  return names.length > 0 ? [Object.fromEntries(names)] : [...text.matchAll(/\?/g)].map(() => null)
}

const heads = (file: Db) => ordersOf(file).map(order => Object(order).slice(0, 5))
const standing = () =>
  db
    .sql<{ id: string; status: string; refunded: number }>(
      'select external_id as id, status, refunded from orders order by 1',
    )
    .all()

describe('a call is worked off once', () => {
  test('what it says becomes an order of its customer, and its body goes', async () => {
    const { come } = connected(db)
    await come(shopifyOrder({ landing_site: '/?sgc=ours-0123456789abcdef' }))
    expect(ordersOf(db)).toMatchObject([
      [
        '#1042',
        Date.UTC(2026, 10, 27, 12, 2, 10),
        'paid',
        5990,
        0,
        'EUR',
        500,
        'AUTUMN',
        77,
        '+37120000001',
        expect.any(Array),
      ],
    ])
    const row = db.sql('select outcome, order_id, why, body from webhook_inbox').get()
    expect(row).toEqual({ outcome: 'order', order_id: '#1042', why: null, body: null })
  })

  test('the same call again does nothing, nor the same words under another number', async () => {
    const { come } = connected(db)
    await come(shopifyOrder(), { id: 'x' })
    await come(shopifyOrder(), { id: 'x' })
    await come(shopifyOrder(), { id: 'y' })
    expect(outcomesOf(db)).toEqual(['order', 'nothing older'])
    expect(ordersOf(db)).toHaveLength(1)
  })

  test('two orders of one second come both, though WooCommerce gives their calls one number', async () => {
    const { come } = connected(db, 'woocommerce')
    await come(wooOrder(), { id: 'second' })
    await come(wooOrder({ id: 9002, number: '9002' }), { id: 'second' })
    await come(wooOrder(), { id: 'second' })
    expect(standing()).toMatchObject([{ id: '9001' }, { id: '9002' }])
    expect(outcomesOf(db)).toEqual(['order', 'order'])
  })

  test('an older word does not undo a newer one', async () => {
    const { come } = connected(db)
    await come(shopifyOrder({ updated_at: later(5), cancelled_at: later(5) }))
    await come(shopifyOrder({ updated_at: later(1) }))
    expect(standing()).toEqual([{ id: '#1042', status: 'cancelled', refunded: 0 }])
    expect(outcomesOf(db)).toEqual(['order', 'nothing older'])
  })

  test('a refund is taken off the order, before it or after it, and once', async () => {
    const { come } = connected(db)
    await come(shopifyRefund(1, '10.00'))
    await come(shopifyOrder())
    await come(shopifyRefund(2, '9.90'))
    await come(shopifyRefund(2, '9.90'))
    await come(shopifyOrder({ updated_at: later(3), refunds: [shopifyRefund(1, '10.00'), shopifyRefund(2, '9.90')] }))
    expect(standing()).toEqual([{ id: '#1042', status: 'paid', refunded: 1990 }])
    await come(shopifyRefund(3, '40.00'))
    expect(standing()).toEqual([{ id: '#1042', status: 'refunded', refunded: 5990 }])
    expect(outcomesOf(db)).toEqual([...['nothing unknown_order', 'order', 'order', 'nothing older', 'order', 'order']])
  })

  test('a refund in a currency that is not the order’s is not guessed', async () => {
    const { come } = connected(db)
    await come(shopifyOrder())
    await come(
      shopifyRefund(1, '1600', {
        transactions: [{ kind: 'refund', status: 'success', amount: '1600', currency: 'JPY' }],
      }),
    )
    expect(outcomesOf(db)).toEqual(['order', 'failed currency'])
    expect(standing()).toEqual([{ id: '#1042', status: 'paid', refunded: 0 }])
  })

  test('an order that is gone from the shop counts no more, until it is put back', async () => {
    const { come } = connected(db, 'woocommerce')
    await come(wooOrder())
    for (const topic of ['customer.deleted', 'product.deleted']) await come({ id: 9001 }, { topic })
    expect(standing()).toMatchObject([{ status: 'paid' }])
    await come({ id: 9001 }, { topic: 'order.deleted' })
    expect(standing()).toMatchObject([{ status: 'cancelled' }])
    await come(wooOrder())
    expect(standing()).toMatchObject([{ status: 'cancelled' }])
    await come(wooOrder({ date_modified_gmt: '2026-11-28T09:00:00' }))
    expect(standing()).toMatchObject([{ status: 'paid' }])
  })

  test('an order of Tilda is made when it is first heard of, and paid by whichever word comes first', async () => {
    const { come, time } = connected(db, 'tilda')
    const unpaid = tildaOrder({ payment: { ...Object(tildaOrder()['payment']), systranid: '0' } })
    await come(tildaOrder())
    time.now += 60_000
    await come(unpaid)
    expect(heads(db)).toEqual([['7340011', NOW, 'paid', 222_100, 0]])
  })

  test('two shops with one number have two orders', async () => {
    const one = connected(db, 'woocommerce')
    const other = connected(db, 'woocommerce')
    await one.come(wooOrder())
    await other.come(wooOrder({ total: '1.00' }))
    await other.come(wooOrder({ total: '2.00', date_modified_gmt: '2026-11-28T09:00:00' }))
    expect(heads(db)).toEqual([
      ['9001', expect.anything(), 'paid', 945_000, 0],
      ['WooCommerce 2: 9001', expect.anything(), 'paid', 200, 0],
    ])
  })

  test('a shop that is connected again tells of the same orders, and its old words stay old', async () => {
    const before = connected(db)
    await before.come(shopifyOrder({ updated_at: later(5), cancelled_at: later(5) }))
    await before.come(shopifyRefund(1, '10.00'))
    removeConnection(db, before.id, NOW)
    const again = connected(db)
    await again.come(shopifyOrder({ updated_at: later(1) }))
    await again.come(shopifyRefund(1, '10.00'))
    await again.come(shopifyRefund(2, '5.00'))
    expect(standing()).toEqual([{ id: '#1042', status: 'cancelled', refunded: 1500 }])
  })

  test('what was given back waits for its order, by whichever connection of the shop it came', async () => {
    await connected(db).come(shopifyRefund(1, '10.00'))
    await connected(db).come(shopifyOrder())
    expect(standing()).toEqual([{ id: '#1042', status: 'paid', refunded: 1000 }])
  })

  test('another shop of WooCommerce does not write over the orders of one that was removed', async () => {
    const before = connected(db, 'woocommerce')
    await before.come(wooOrder())
    removeConnection(db, before.id, NOW)
    const same = connected(db, 'woocommerce')
    await same.come(wooOrder({ status: 'cancelled', date_modified_gmt: '2026-11-28T09:00:00' }))
    removeConnection(db, same.id, NOW)
    const another = connected(db, 'woocommerce')
    await another.come(wooOrder({ date_created_gmt: '2026-10-02T12:00:00', total: '1.00' }))
    await another.come({ id: 9001 }, { topic: 'order.deleted' })
    expect(heads(db)).toEqual([
      ['9001', expect.anything(), 'cancelled', 945_000, 0],
      ['WooCommerce: 9001', expect.anything(), 'cancelled', 100, 0],
    ])
  })

  test('whoever a file has by phone is found by it, though the shop has a number of its own for them', async () => {
    db.sql(`insert into customers (phone, created_at) values ('+37120000001', 1)`).run()
    const { come } = connected(db)
    await come(shopifyOrder())
    expect(db.sql('select count(*) as n from customers').get()).toEqual({ n: 1 })
  })

  test.each<[string, Record<string, unknown>, string]>([
    [
      'an order of nobody',
      { customer: null, email: null, billing_address: null, shipping_address: null },
      'nothing nobody',
    ],
    ['an order of next year', { processed_at: '2027-11-27T12:00:00Z' }, 'failed future'],
    ['an order of 1900', { processed_at: '1900-01-01T12:00:00Z' }, 'failed past'],
    ['one that is none', { total_price: 'free', total_price_set: null }, 'failed total'],
  ])('%s changes nothing', async (_, changes, outcome) => {
    const { come } = connected(db)
    await come(shopifyOrder(changes))
    expect(outcomesOf(db)).toEqual([outcome])
    expect(db.sql('select (select count(*) from orders) + (select count(*) from customers) as n').get()).toEqual({
      n: 0,
    })
  })

  test('whoever asked to be forgotten stays so: nothing is taken, and the body goes', async () => {
    recordErasure(db, { telegramIds: [], externalIds: [], emails: [], phones: ['+37120000001'] }, NOW)
    const { come } = connected(db)
    await come(shopifyOrder())
    expect(outcomesOf(db)).toEqual(['nothing forgotten'])
    expect(db.sql('select body, order_id from webhook_inbox').get()).toEqual({ body: null, order_id: null })
    expect(
      db
        .sql(
          'select (select count(*) from orders) + (select count(*) from customers) + (select count(*) from told_orders) as n',
        )
        .get(),
    ).toEqual({ n: 0 })
  })

  test('what was worked off long ago is dropped, what waits is not', async () => {
    const { come, time } = connected(db)
    await come(shopifyOrder())
    await come(shopifyOrder({ updated_at: later(9) }), { waits: true })
    dropOldCalls(db, NOW + KEPT_MS - 1)
    expect(outcomesOf(db)).toHaveLength(2)
    time.now = NOW + KEPT_MS + 1
    dropOldCalls(db, time.now)
    expect(outcomesOf(db)).toEqual(['… (waits)'])
  })
})

test('a secret is found behind the words with which somebody sends it, and nowhere else', () => {
  const [plain, marked] = ['0123456789abcdef0123456789abcdef', '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']
  for (const secret of [plain, marked])
    for (const said of [secret, `signed with ${secret}.`, `Секрет: «${secret}»`]) expect(secretIn(said)).toBe(secret)
  for (const none of ['hello', `${plain} is what I found here`, 'https://shop.example/a', 'the secret is hunter2'])
    expect(secretIn(none)).toBeNull()
})

test('no statement walks through a long table', async () => {
  const texts = new Set<string>()
  const watched: Db = {
    ...db,
    sql: text => {
      texts.add(text)
      return db.sql(text)
    },
  }
  const shop = connected(watched)
  const other = connected(watched, 'woocommerce')
  const story = [shopifyOrder(), shopifyOrder(), shopifyRefund(1, '10.00'), { id: 5510000000042 }]
  for (const body of story) await shop.come(body)
  await other.come(wooOrder())
  dropOldCalls(watched, NOW)
  lastOrderOf(watched, shop.id)
  eraseFromShops(watched, [1])
  expect(shop.inbox.find('shopify', 'x')).toBeNull()
  const long =
    /SCAN (?:webhook_inbox|told_orders|told_refunds|orders|customers|subscribers|i|t|o)\b(?! USING INDEX webhook_inbox_waiting)/
  const plans = [...texts]
    .filter(text => /webhook_inbox|told_/.test(text))
    .flatMap(text =>
      db
        .sql<{ detail: string }>(`explain query plan ${text}`)
        .all(...parametersOf(text))
        .map(({ detail }) => `${detail}: ${text}`),
    )
  expect(plans.length).toBeGreaterThan(8)
  expect(plans.filter(plan => long.test(plan))).toEqual([])
})

const modified = (minute: number) => ({ date_modified_gmt: `2026-11-27T13:${10 + minute}:00` })
const unpaid = (changes: Record<string, unknown> = {}) =>
  tildaOrder({ ...changes, payment: { ...Object(tildaOrder()['payment']), systranid: '0' } })

/** What a shop says of two orders, in its order, and what comes of it: status, total, given back. */
const STORIES = {
  shopify: {
    words: [
      shopifyOrder({ financial_status: 'pending', updated_at: later(0) }),
      shopifyOrder({ updated_at: later(0) }),
      shopifyOrder({ updated_at: later(1), discount_codes: [] }),
      shopifyRefund(1, '10.00'),
      shopifyOrder({ updated_at: later(2), refunds: [shopifyRefund(1, '10.00')] }),
      shopifyRefund(2, '5.00'),
      shopifyOrder({ updated_at: later(3), cancelled_at: later(3), refunds: [shopifyRefund(1, '10.00')] }),
      shopifyOrder({ id: 2, name: '#1043', updated_at: later(1) }),
      shopifyRefund(3, '59.90', { order_id: 2 }),
    ],
    comes: [
      ['cancelled', 5990, 1500],
      ['refunded', 5990, 5990],
    ],
  },
  woocommerce: {
    words: [
      wooOrder({ status: 'pending', date_paid_gmt: null, ...modified(0) }),
      wooOrder({ status: 'processing', ...modified(0) }),
      wooOrder({ status: 'completed', ...modified(1), coupon_lines: [] }),
      wooOrder({ status: 'completed', ...modified(2), refunds: [{ id: 1, total: '-450.00' }] }),
      wooOrder({ id: 9002, number: '9002', status: 'failed', ...modified(0) }),
      wooOrder({ id: 9002, number: '9002', status: 'refunded', ...modified(4) }),
    ],
    comes: [
      ['paid', 945_000, 45_000],
      ['refunded', 945_000, 945_000],
    ],
  },
  tilda: {
    words: [unpaid(), tildaOrder(), unpaid({ Name: 'Boris' }), tildaOrder({ comment: 'quick' })],
    comes: [['paid', 222_100, 0]],
  },
}

test.each(SHOP_KINDS)(
  'in whatever order and however often the words of %s come, the orders are the same',
  async kind => {
    const { words, comes } = STORIES[kind]
    const told = async (order: readonly number[]) => {
      const file = await temporaryDb()
      const { come, worker } = connected(file, kind)
      for (const i of order) await come(words[i], { waits: true })
      await worker.run()
      return ordersOf(file)
    }
    const all = words.map((_, i) => i)
    const plain = await told(all)
    expect(plain.map(order => Object(order).slice(2, 5))).toEqual(comes)
    const mixed = fc.tuple(
      fc.shuffledSubarray(all, { minLength: words.length }),
      fc.array(fc.constantFrom(...all), { maxLength: 5 }),
    )
    await fc.assert(
      fc.asyncProperty(mixed, async ([order, again]) => {
        expect(await told([...order, ...again])).toEqual(plain)
      }),
      { numRuns: Number(process.env['HOOK_RUNS'] ?? 6) },
    )
  },
)
