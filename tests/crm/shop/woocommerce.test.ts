import { expect, test } from 'vitest'
import { readWooCommerce } from '../../../src/crm/shop/woocommerce.js'
import { call, SHOP, wooOrder } from './payloads.js'

const read = (body: unknown) => readWooCommerce(call(body), SHOP)
const order = (changes: Record<string, unknown>) => read(wooOrder(changes))

test('an order is read whole, its times in UTC', () => {
  expect(order({})).toEqual({
    kind: 'order',
    shopId: '9001',
    toldAt: Date.UTC(2026, 10, 27, 12, 5),
    dated: true,
    refunds: null,
    clickId: null,
    customer: {
      ...{ externalId: '7', telegramId: null, phone: '+79466811078', email: 'kirill@example.com' },
      ...{ firstName: 'Кирилл', lastName: 'Дубровин' },
    },
    order: {
      ...{ externalId: '9001', at: Date.UTC(2026, 10, 27, 12, 4, 5), atPrecision: 'time', status: 'paid' },
      ...{ total: 945_000, refunded: 0, discount: 50_000, renewal: null, currency: 'RUB', promoCode: 'osen' },
      lines: [{ product: 'Набор «Три горы»', sku: 'SET-3M', category: null, quantity: 3, price: 315_000 }],
      clickDelivery: null,
    },
  })
})

test.each<[string, Record<string, unknown>, string]>([
  ['pending', { status: 'pending' }, 'pending'],
  ['processing', { status: 'processing' }, 'paid'],
  ['on hold', { status: 'on-hold' }, 'pending'],
  ['completed', { status: 'completed' }, 'paid'],
  ['cancelled', { status: 'cancelled' }, 'cancelled'],
  ['refunded', { status: 'refunded' }, 'refunded'],
  ['failed', { status: 'failed' }, 'cancelled'],
  ['in the bin', { status: 'trash' }, 'cancelled'],
  ['as a plug-in calls it', { status: 'wc-shipped' }, 'paid'],
  ['a word of the shop, paid', { status: 'na-sklade' }, 'paid'],
  ['a word of the shop, not paid', { status: 'na-sklade', date_paid_gmt: null }, 'pending'],
  ['no word', { status: 5 }, 'paid'],
])('what a status means: %s', (_, changes, status) => {
  expect(order(changes)).toMatchObject({ kind: 'order', order: { status } })
})

test.each<[string, Record<string, unknown>, object]>([
  [
    'a part given back',
    {
      refunds: [
        { id: 1, total: '-1000.00' },
        { id: 2, total: '-450.50' },
      ],
    },
    { refunded: 145_050 },
  ],
  ['all given back', { status: 'refunded', refunds: [] }, { refunded: 945_000 }],
  ['more given back than paid', { refunds: [{ id: 1, total: '-99999.00' }] }, { refunded: 945_000 }],
  ['its own number', { number: 'ЗК-0042' }, { externalId: 'ЗК-0042' }],
  ['only the time of the shop', { date_created_gmt: null }, { at: Date.UTC(2026, 10, 27, 12, 4, 5) }],
  ['a subscription that went on', { created_via: 'subscription' }, { renewal: true }],
  ['as it is marked', { meta_data: [{ id: 1, key: '_subscription_renewal', value: '88' }] }, { renewal: true }],
  [
    'pieces in digits',
    { line_items: [{ name: 'Чай', quantity: '2', total: '100.00', total_tax: '0' }] },
    { lines: [{ product: 'Чай', sku: null, category: null, quantity: 2, price: 5_000 }] },
  ],
  ['nothing to pay', { total: '0.00', line_items: [] }, { total: 0, lines: [] }],
  [
    'taxes are part of a price',
    { line_items: [{ name: 'Чай', quantity: 2, total: '100.00', total_tax: '20.00' }] },
    { lines: [{ product: 'Чай', sku: null, category: null, quantity: 2, price: 6_000 }] },
  ],
])('%s', (_, changes, expected) => {
  expect(order(changes)).toMatchObject({ kind: 'order', order: expected })
})

test.each<[string, unknown, object]>([
  ['a guest', wooOrder({ customer_id: 0 }), { customer: { externalId: null, phone: '+79466811078' } }],
  ['the ping of a new webhook', 'webhook_id=3', { kind: 'test', orderId: null }],
  ['a draft', wooOrder({ status: 'checkout-draft' }), { kind: 'nothing', why: 'draft' }],
  ['an order that was deleted', { id: 9001 }, { kind: 'gone', shopId: '9001' }],
  ['a subscription', wooOrder({ status: 'active', billing_period: 'month' }), { kind: 'nothing', why: 'other' }],
  ['a product', { id: 3, name: 'Чай', status: 'publish' }, { kind: 'nothing', why: 'other' }],
  [
    'an order as the API before 2017 had it',
    {
      order: {
        ...{ id: 9001, order_number: '9001', status: 'processing', currency: 'RUB', total: '9450.00' },
        ...{ created_at: '2026-11-27T12:04:05Z', updated_at: '2026-11-27T12:05:00Z', total_discount: '500.00' },
        customer: { id: 7, email: 'kirill@example.com' },
        billing_address: { first_name: 'Кирилл', phone: '8 (946) 681-10-78', country: 'RU' },
        line_items: [{ name: 'Чай', quantity: 1, total: '9450.00', total_tax: '0.00' }],
      },
    },
    {
      customer: { externalId: '7', phone: '+79466811078' },
      order: { at: Date.UTC(2026, 10, 27, 12, 4, 5), total: 945_000, discount: 50_000, status: 'paid' },
    },
  ],
  ['nothing', '', { kind: 'failed', why: 'not_read' }],
  ['no currency', wooOrder({ currency: '' }), { kind: 'failed', why: 'currency' }],
  ['no money', wooOrder({ total: null }), { kind: 'failed', why: 'total' }],
  ['no time', wooOrder({ date_created: null, date_created_gmt: '' }), { kind: 'failed', why: 'at' }],
  [
    'where they landed',
    wooOrder({
      meta_data: [
        { key: '_wc_order_attribution_session_entry', value: 'https://x.example/?sgc=AbCdEfGhIjKlMnOpQrStUvWxYz01' },
        { key: 'other', value: { nested: true } },
      ],
    }),
    { clickId: 'AbCdEfGhIjKlMnOpQrStUvWxYz01' },
  ],
])('a call about %s', (_, body, expected) => {
  expect(read(body)).toMatchObject(expected)
})
