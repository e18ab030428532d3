import { expect, test } from 'vitest'
import { readForm } from '../../../src/crm/shop/form.js'
import { readTilda } from '../../../src/crm/shop/tilda.js'
import { asForm, call, NOW, SHOP, tildaOrder } from './payloads.js'

const read = (body: unknown) => readTilda(call(body), SHOP)
const payment = (changes: Record<string, unknown> = {}) => ({ ...Object(tildaOrder()['payment']), ...changes })

const WHOLE = {
  kind: 'order',
  shopId: '1869817991',
  toldAt: 0,
  dated: false,
  refunds: null,
  clickId: null,
  customer: {
    ...{ externalId: null, telegramId: null, phone: '+79488320506', email: 'boris@example.com' },
    ...{ firstName: 'Борис', lastName: 'Дубровин' },
  },
  order: {
    ...{ externalId: '7340011', at: NOW, atPrecision: 'time', status: 'paid', total: 222_100, refunded: 0 },
    ...{ discount: 10_000, renewal: null, currency: 'RUB', promoCode: 'ЧАЙ10' },
    lines: [
      { product: 'Чай улун «Молочный», 100 г', sku: null, category: null, quantity: 2, price: 69_000 },
      { product: 'Пиала «Иней»', sku: null, category: null, quantity: 2, price: 42_050 },
    ],
    clickDelivery: null,
  },
}

test.each<[string, unknown]>([
  ['JSON, nested', tildaOrder()],
  ['a form, bracketed', asForm(tildaOrder())],
  ['a form, the payment as JSON', asForm(tildaOrder({ payment: JSON.stringify(payment()) }))],
  ['JSON, the payment as JSON in it', tildaOrder({ payment: JSON.stringify(payment()) })],
  [
    'the payment with quotes of HTML',
    asForm(tildaOrder({ payment: JSON.stringify(payment()).replaceAll('"', '&quot;') })),
  ],
  [
    'the names of the owner',
    asForm({
      'Ваш телефон': '+7 948 832-05-06',
      ma_name: 'Борис Дубровин',
      'e-mail': 'boris@example.com',
      payment: payment(),
      tranid: '7340011',
    }),
  ],
  ['the number of the project before its own', tildaOrder({ tranid: '1379049:7340011' })],
])('an order is read whole: %s', (_, body) => {
  expect(read(body)).toEqual(WHOLE)
})

test.each<[string, Record<string, unknown>, object]>([
  ['not paid', { systranid: '0' }, { status: 'pending' }],
  ['no word of a payment', { systranid: undefined }, { status: 'pending' }],
  ['an empty one', { systranid: '' }, { status: 'pending' }],
  ['a number', { systranid: 55, amount: 12.5 }, { status: 'paid', total: 1_250 }],
  ['in another currency than the shop’s', { currency: 'EUR', amount: '22.5' }, { currency: 'EUR', total: 2_250 }],
  ['with parts of thousands', { amount: '24 450,50' }, { total: 2_445_050 }],
  [
    'products as objects',
    { products: [{ name: 'Minipresso GR', quantity: '2', amount: '9000', price: '4500', sku: 'MP' }] },
    { lines: [{ product: 'Minipresso GR', sku: 'MP', category: null, quantity: 2, price: 450_000 }] },
  ],
  [
    'products as JSON',
    { products: '["Весна (v-1)=490"]' },
    { lines: [{ product: 'Весна (v-1)', sku: null, category: null, quantity: 1, price: 49_000 }] },
  ],
  [
    'signs in a name',
    { products: ['5 км Жара (z-5b, Дополнительно: Гравировка (470 руб.)) x 1 ≡ 960'] },
    {
      lines: [
        {
          product: '5 км Жара (z-5b, Дополнительно: Гравировка (470 руб.))',
          sku: null,
          category: null,
          quantity: 1,
          price: 96_000,
        },
      ],
    },
  ],
  ['products that are none', { products: [null, 5, '', { x: 1 }] }, { lines: [] }],
])('%s', (_, changes, expected) => {
  expect(read(tildaOrder({ payment: payment(changes) }))).toMatchObject({ kind: 'order', order: expected })
})

test.each<[string, unknown, object]>([
  ['a webhook that was just added', 'test=test', { kind: 'test', orderId: null }],
  ['the same as JSON', { test: 'test' }, { kind: 'test' }],
  ['a form that is no order', 'Name=Anna&Phone=%2B37120000001&formname=Lead', { kind: 'nothing', why: 'other' }],
  ['nothing', '', { kind: 'failed', why: 'not_read' }],
  ['JSON that is none', '{"a":', { kind: 'failed', why: 'not_read' }],
  ['no number', tildaOrder({ tranid: '', payment: payment({ orderid: '0' }) }), { kind: 'failed', why: 'id' }],
  ['money that is none', tildaOrder({ payment: payment({ amount: 'free' }) }), { kind: 'failed', why: 'total' }],
  ['money below zero', tildaOrder({ payment: payment({ amount: '-5' }) }), { kind: 'failed', why: 'total' }],
  ['only the number of the payment', tildaOrder({ tranid: undefined }), { order: { externalId: '1869817991' } }],
])('a call about %s', (_, body, expected) => {
  expect(read(body)).toMatchObject(expected)
})

test('what lies deep in a product is not looked at', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const body = JSON.stringify(tildaOrder({ payment: payment({ products: [{ name: 'x', options: 'DEEP' }] }) }))
  expect(read(body.replace('"DEEP"', deep))).toMatchObject({ kind: 'order', order: { lines: [{ product: 'x' }] } })
})

test('a form is read by its brackets, and nothing in it can reach further', () => {
  expect(readForm('a[]=1&a[]=2&b[x][y]=3&c=4&c[d]=5&e[[f]=6')).toEqual({
    a: { 0: '1', 1: '2' },
    b: { x: { y: '3' } },
    c: { d: '5' },
    'e[[f]': '6',
  })
  readForm('__proto__[polluted]=1&constructor[prototype][polluted]=1')
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  expect(readForm(`${'a[b]'.padEnd(4, '')}${'[c]'.repeat(50)}=1`)).toBeTypeOf('object')
})
