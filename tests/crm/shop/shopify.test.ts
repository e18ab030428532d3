import { expect, test } from 'vitest'
import { readShopify } from '../../../src/crm/shop/shopify.js'
import { call, NOW, SHOP, shopifyOrder, shopifyRefund } from './payloads.js'

const read = (body: unknown) => readShopify(call(body), SHOP)
const order = (changes: Record<string, unknown>) => read(shopifyOrder(changes))
const set = (amount: string, currency_code = 'EUR') => ({ shop_money: { amount, currency_code } })

test('an order is read whole, in the money of the shop', () => {
  expect(order({})).toEqual({
    kind: 'order',
    shopId: '5510000000042',
    toldAt: Date.UTC(2026, 10, 27, 12, 2, 12),
    dated: true,
    refunds: [],
    clickId: null,
    customer: {
      ...{ externalId: '7700000000001', telegramId: null, phone: '+37120000001', email: 'anna.ozola@example.com' },
      ...{ firstName: 'Anna', lastName: 'Ozola' },
    },
    order: {
      ...{ externalId: '#1042', at: Date.UTC(2026, 10, 27, 12, 2, 10), atPrecision: 'time', status: 'paid' },
      ...{ total: 5990, refunded: 0, discount: 500, renewal: null, currency: 'EUR', promoCode: 'AUTUMN' },
      lines: [
        { product: 'Boots - 38', sku: 'BT-38', category: null, quantity: 1, price: 4990 },
        { product: 'Laces', sku: null, category: null, quantity: 2, price: 505 },
      ],
      clickDelivery: null,
    },
  })
})

test.each<[string, Record<string, unknown>, object]>([
  ['authorised money is not yet paid', { financial_status: 'authorized' }, { status: 'pending' }],
  ['nor is a part of it', { financial_status: 'partially_paid' }, { status: 'pending' }],
  ['nor what does not say', { financial_status: null }, { status: 'pending' }],
  ['void is cancelled', { financial_status: 'voided' }, { status: 'cancelled' }],
  ['cancelled', { cancelled_at: '2026-11-28T10:00:00Z' }, { status: 'cancelled', refunded: 0 }],
  [
    'cancelled and given back is given back',
    { cancelled_at: '2026-11-28T10:00:00Z', financial_status: 'refunded', refunds: [shopifyRefund(1, '59.90')] },
    { status: 'refunded', refunded: 5990 },
  ],
  [
    'a part given back',
    { financial_status: 'partially_refunded', refunds: [shopifyRefund(1, '10.00'), shopifyRefund(2, '5.50')] },
    { status: 'paid', refunded: 1550 },
  ],
  [
    'all given back, in parts that are not said',
    { financial_status: 'refunded' },
    { status: 'refunded', refunded: 5990 },
  ],
  [
    'a refund that failed gave nothing back',
    {
      refunds: [
        shopifyRefund(1, '10.00', {
          transactions: [{ kind: 'refund', status: 'failure', amount: '10.00', currency: 'EUR' }],
        }),
      ],
    },
    { refunded: 0 },
  ],
  [
    'a refund in the money of the customer is counted by what it was of',
    {
      refunds: [
        shopifyRefund(1, '1600', {
          transactions: [{ kind: 'refund', status: 'success', amount: '1600', currency: 'JPY' }],
          refund_line_items: [{ quantity: 1, subtotal_set: set('8.00'), total_tax_set: set('1.68') }],
          order_adjustments: [{ kind: 'shipping_refund', amount_set: set('-2.00'), tax_amount_set: set('-0.32') }],
        }),
      ],
    },
    { refunded: 1200 },
  ],
  ['nothing to pay', { total_price: '0.00', total_price_set: set('0.00') }, { total: 0, status: 'paid' }],
  [
    'only plain money',
    { total_price_set: null, total_discounts_set: 7 },
    { total: 5990, discount: 500, currency: 'EUR' },
  ],
  [
    'money without small coins',
    { currency: 'JPY', total_price: '5990.00', total_price_set: null, total_discounts_set: null, line_items: [] },
    { total: 5990, currency: 'JPY', discount: 5 },
  ],
  ['a subscription that went on', { source_name: 'subscription_contract' }, { renewal: true }],
  ['a subscription that began', { source_name: 'subscription_contract_checkout_one' }, { renewal: false }],
  ['as an app for subscriptions marks it', { tags: 'vip, Subscription Recurring Order' }, { renewal: true }],
  ['the same in a list', { tags: ['vip', 'Subscription Recurring Order'] }, { renewal: true }],
  [
    'the same among what is no word',
    { tags: [{ toString: 1 }, [[]], 'Subscription Recurring Order'] },
    { renewal: true },
  ],
  ['more was added since', { current_total_price: '79.90' }, { total: 7990, refunded: 0 }],
  [
    'some was taken out before it was paid',
    {
      current_total_price: '49.80',
      refunds: [{ id: 5, refund_line_items: [{ restock_type: 'cancel' }], transactions: [] }],
    },
    { total: 4980, refunded: 0 },
  ],
  [
    'goods came back, and no money yet',
    {
      current_total_price: '49.80',
      refunds: [{ id: 5, refund_line_items: [{ restock_type: 'return' }], transactions: [] }],
    },
    { total: 5990, refunded: 0 },
  ],
  [
    'what was given back is no change',
    { financial_status: 'partially_refunded', current_total_price: '49.90', refunds: [shopifyRefund(1, '10.00')] },
    { total: 5990, refunded: 1000 },
  ],
  [
    'a part of the price was given back for good will',
    { financial_status: 'partially_refunded', current_total_price: '59.90', refunds: [shopifyRefund(1, '10.00')] },
    { total: 5990, refunded: 1000 },
  ],
  [
    'pieces in digits',
    { line_items: [{ name: 'Mug', quantity: '2', price: '5.05' }] },
    { lines: [{ product: 'Mug', sku: null, category: null, quantity: 2, price: 505 }] },
  ],
  ['without a processed time', { processed_at: null }, { at: Date.UTC(2026, 10, 27, 12, 2, 11) }],
  ['without a name', { name: null }, { externalId: '1042' }],
  ['positions without sense', { line_items: [{ title: 'x', quantity: -1 }, 7, null, { quantity: 2 }] }, { lines: [] }],
])('%s', (_, changes, expected) => {
  expect(order(changes)).toMatchObject({ kind: 'order', order: expected })
})

test.each<[string, Record<string, unknown>, object]>([
  ['a guest', { customer: null }, { externalId: null, phone: '+37120000001', email: 'anna.ozola@example.com' }],
  ['their own phone first', { phone: '+37120000009' }, { phone: '+37120000009' }],
  ['where it is sent to', { billing_address: null }, { phone: '+37120000002' }],
  ['a phone that is none', { billing_address: { phone: '1' }, shipping_address: null }, { phone: null }],
  ['by the country of the shop', { billing_address: { phone: '8 946 681 10 78' } }, { phone: '+79466811078' }],
  ['an e-mail that is none', { email: 'none', customer: null }, { email: null }],
  [
    'nobody at all',
    { customer: null, email: '', billing_address: null, shipping_address: null },
    { phone: null, email: null },
  ],
])('whose it is: %s', (_, changes, expected) => {
  expect(order(changes)).toMatchObject({ customer: expected })
})

const TOKEN = 'AbCdEfGhIjKlMnOpQrStUvWxYz01'
test.each<[string, Record<string, unknown>]>([
  ['where they landed', { landing_site: `/boots?utm_source=t&sgc=${TOKEN}` }],
  ['where they came from', { referring_site: `https://shop.example/?sgc=${TOKEN}#x` }],
  ['an attribute', { note_attributes: [{ name: 'sgc', value: TOKEN }] }],
  ['an address in an attribute', { note_attributes: [{ name: 'entry', value: `https://shop.example/?sgc=${TOKEN}` }] }],
])('the click id is found in %s', (_, changes) => {
  expect(order(changes)).toMatchObject({ clickId: TOKEN })
})

test.each<[string, unknown, object]>([
  [
    'a refund',
    shopifyRefund(9, '10.00'),
    { kind: 'refund', shopId: '5510000000042', refunds: [{ id: '9', amount: 1000, currency: 'EUR' }] },
  ],
  ['goods put back, no money', shopifyRefund(9, '0', { transactions: [] }), { kind: 'nothing', why: 'other' }],
  [
    'the sample of a notification',
    JSON.stringify(shopifyOrder()).replace('5510000000042', '820982911946154508'),
    { kind: 'test' },
  ],
  ['an order to try', shopifyOrder({ test: true, name: '#9999' }), { kind: 'test', orderId: '#9999' }],
  ['an order that was deleted', { id: 5510000000042 }, { kind: 'gone', shopId: '5510000000042' }],
  [
    'a draft',
    { id: 1, invoice_url: 'x', order_id: null, line_items: [], total_price: '1' },
    { kind: 'nothing', why: 'draft' },
  ],
  [
    'a checkout that was left',
    {
      id: 1,
      token: 'x',
      abandoned_checkout_url: 'x',
      name: '#5',
      line_items: [],
      total_price: '1',
      created_at: '2026-11-01T00:00:00Z',
    },
    { kind: 'nothing', why: 'other' },
  ],
  ['a payment', { id: 1, order_id: 2, kind: 'sale', amount: '1' }, { kind: 'nothing', why: 'other' }],
  ['what is sent', { id: 1, order_id: 2, line_items: [], status: 'success' }, { kind: 'nothing', why: 'other' }],
  ['something else', { id: 1, title: 'Boots' }, { kind: 'nothing', why: 'other' }],
  [
    'half letters',
    shopifyOrder({ name: '#4\ud800', email: 'a\ud800@x.lv', contact_email: null, customer: null }),
    { order: { externalId: '#4' }, customer: { email: null } },
  ],
  ['nothing', '', { kind: 'failed', why: 'not_read' }],
  ['no JSON', 'hello', { kind: 'failed', why: 'not_read' }],
  ['a list', [], { kind: 'failed', why: 'not_read' }],
  ['no number', shopifyOrder({ id: null }), { kind: 'failed', why: 'id' }],
  ['money that is none', shopifyOrder({ total_price: 'x', total_price_set: null }), { kind: 'failed', why: 'total' }],
  ['money below zero', shopifyOrder({ total_price: '-1', total_price_set: null }), { kind: 'failed', why: 'total' }],
  [
    'an unknown currency',
    shopifyOrder({ currency: 'XXQ', total_price_set: null }),
    { kind: 'failed', why: 'currency' },
  ],
  ['no time', shopifyOrder({ created_at: 5, processed_at: 'yesterday' }), { kind: 'failed', why: 'at' }],
])('a call about %s', (_, body, expected) => {
  expect(read(body)).toMatchObject(expected)
})

test('what is gone is an order, unless the topic says that it was something else', () => {
  const gone = (topic: string) => readShopify(call({ id: 5510000000042 }, topic), SHOP).kind
  expect(['', 'orders/delete', 'products/delete', 'customers/delete', 'order_transactions/x'].map(gone)).toEqual([
    ...['gone', 'gone', 'nothing', 'nothing', 'nothing'],
  ])
  // Some versions of its API have nothings beside the id.
  const more = { total_tip_received: '0.0', admin_graphql_api_id: 'gid://shopify/Order/5510000000042' }
  const told = (id: number, topic: string) => readShopify(call({ id, ...more }, topic), SHOP).kind
  expect([told(5510000000042, 'orders/delete'), told(5510000000042, '')]).toEqual(['gone', 'nothing'])
  expect(told(Number('820982911946154508'), 'orders/delete')).toBe('test')
})

test('the time of the call does not matter', () => {
  expect(readShopify({ ...call(shopifyOrder()), at: NOW + 1 }, SHOP)).toEqual(order({}))
})
