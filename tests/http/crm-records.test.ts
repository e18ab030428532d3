import { describe, expect, test } from 'vitest'
import { valuesOf } from '../../src/audience/attribute/value.js'
import { recordContact } from '../../src/audience/contact.js'
import { recordErasure } from '../../src/audience/erase/erasure.js'
import { linesOf } from '../../src/audience/order/line.js'
import { findSubscriber } from '../../src/audience/subscriber.js'
import { stopOffers } from '../../src/audience/subscription.js'
import { loadKeys } from '../../src/tracking/key.js'
import { AT, openCrm, TEAM } from './crm-door.js'
import { ORDER, rows, start } from './crm-told.js'

describe('orders', () => {
  test('are known by their id: the same again changes nothing, and the last word counts', async () => {
    const c = await openCrm()
    const whole = {
      ...{
        ...ORDER,
        total: '149.80',
        refunded: '20',
        discount: 15,
        renewal: false,
        promo_code: 'AUTUMN',
        click_id: 'x',
      },
      lines: [{ product: 'Boots', sku: 'B-42', category: 'Shoes', quantity: 1, price: 129.9 }],
    }
    const told = async (item: unknown) => (await c.post('/crm/orders', item)).body
    expect(await told(whole)).toMatchObject({ items: [{ index: 0, id: 'A-1', outcome: 'new', linked: false }] })
    expect(await told(whole)).toMatchObject({ items: [{ outcome: 'same' }] })
    const read = () =>
      c.db
        .sql<Record<string, unknown>>(
          'select id, total, refunded, discount, renewal, promo_code, at, at_precision, status from orders',
        )
        .get()
    expect(read()).toMatchObject({ total: 14_980, refunded: 2_000, discount: 1_500, renewal: 0, promo_code: 'AUTUMN' })
    expect(read()).toMatchObject({ at: Date.UTC(2026, 10, 20, 12, 5), at_precision: 'time' })
    expect(linesOf(c.db, Number(read()?.['id']))).toEqual([
      { product: 'Boots', sku: 'B-42', category: 'Shoes', quantity: 1, price: 12_990 },
    ])
    expect(
      await told([
        { ...whole, status: 'refunded' },
        { ...whole, at: '2026-11-20' },
      ]),
    ).toMatchObject({
      items: [{ outcome: 'changed' }, { outcome: 'changed' }],
    })
    expect(read()).toMatchObject({ status: 'paid', at: Date.UTC(2026, 10, 20, 21, 59, 59, 999), at_precision: 'day' })
    expect(rows(c.db, 'orders')).toBe(1)
    expect(c.items).toEqual(['new', 'same', 'changed', 'changed'])
  })

  test.each<[unknown, string, number]>([
    [59.980000000000004, 'EUR', 5_998],
    ['0.1', 'eur', 10],
    [1e7, 'KZT', 1_000_000_000],
    ['1.234', 'KWD', 1_234],
    [500, 'JPY', 500],
    [0, 'USD', 0],
  ])('%j %s are %i minor units', async (total, currency, minor) => {
    const c = await openCrm()
    expect((await c.post('/crm/orders', { ...ORDER, total, currency })).status).toBe(200)
    expect(c.db.sql<{ total: number }>('select total from orders').get()?.total).toBe(minor)
  })

  test('find their customer in the bot, and never change who that is', async () => {
    const c = await openCrm()
    const anna = start(c.db, 70_001)
    recordContact(c.db, anna.id, '37120000001', AT - 1)
    expect((await c.post('/crm/orders', ORDER)).body).toMatchObject({ items: [{ outcome: 'new', linked: true }] })
    const other = { ...ORDER, id: 'A-2', customer: { id: 'C-1', phone: '+371 2000 0002', telegram_id: 70_002 } }
    start(c.db, 70_002)
    expect((await c.post('/crm/orders', other)).body).toMatchObject({ items: [{ outcome: 'new', linked: true }] })
    expect(c.db.sql<object>('select phone, subscriber_id as who from customers').all()).toEqual([
      { phone: '+37120000001', who: anna.id },
    ])
  })

  test('carry a click, which is kept, and an id that is none of ours, which is not', async () => {
    const c = await openCrm({ clicks: { 'one-of-ours': 12 } })
    const click = () => c.db.sql<{ click: number | null }>('select click_delivery as click from orders').get()?.click
    await c.post('/crm/orders', { ...ORDER, click_id: 'nothing-of-ours' })
    expect(click()).toBeNull()
    await c.post('/crm/orders', { ...ORDER, click_id: 'one-of-ours' })
    expect(click()).toBe(12)
  })
})

describe('customers', () => {
  test('come in, wait, and are not told anew who they are in the bot', async () => {
    const c = await openCrm()
    const anna = start(c.db, 70_001)
    const told = async (item: unknown) => (await c.post('/crm/customers', item)).body
    expect(await told({ id: 17, phone: '+371 2000 0001', email: 'A@Example.com', first_name: 'Anna' })).toMatchObject({
      items: [{ id: '17', outcome: 'new', linked: false }],
    })
    recordContact(c.db, anna.id, '37120000001', AT)
    expect(await told({ id: '17', phone: '+371 20-000-001' })).toMatchObject({
      items: [{ outcome: 'same', linked: true }],
    })
    expect(
      await told([
        { id: '17', phone: '+371 2000 0002' },
        { id: '17', last_name: 'P.' },
      ]),
    ).toMatchObject({
      items: [{ outcome: 'error', code: 'linked', field: 'phone' }, { outcome: 'changed' }],
    })
    expect(c.db.sql<object>('select phone, last_name as name from customers').all()).toEqual([
      { phone: '+37120000001', name: 'P.' },
    ])
  })
})

describe('subscribers', () => {
  const told = (telegram_id: number, more: object = {}) => ({ telegram_id, ...more })

  test('are told of by their fields; nobody new comes in without a ground', async () => {
    const c = await openCrm()
    const anna = start(c.db, 70_001)
    const post = async (item: unknown) => (await c.post('/crm/subscribers', item)).body
    const fields = { City: 'Riga', birthday: '1990-05-24' }
    expect(await post(told(70_001, { first_name: 'X', phone: '+371 2000 0001', fields }))).toMatchObject({
      items: [{ id: '70001', outcome: 'changed' }],
    })
    expect(await post(told(70_001, { first_name: 'X', phone: '+371 2000 0001', fields }))).toMatchObject({
      items: [{ outcome: 'same' }],
    })
    expect(findSubscriber(c.db, 70_001)?.firstName).toBe('Anna')
    expect(valuesOf(c.db, anna.id).map(({ shown, provenance }) => [shown, provenance])).toEqual([
      ['Riga', 'imported'],
      ['1990-05-24', 'imported'],
    ])
    expect(await post(told(70_001, { fields: { City: null } }))).toMatchObject({ items: [{ outcome: 'changed' }] })
    expect(valuesOf(c.db, anna.id)).toHaveLength(1)
    expect(await post([told(70_002), told(TEAM, { ground: 'Old bot' })])).toMatchObject({
      items: [{ code: 'not_here' }, { code: 'team' }],
    })
    expect(rows(c.db, 'subscribers')).toBe(1)
  })

  test('are moved in on a ground, by whoever made the key; whoever stopped stays stopped', async () => {
    const c = await openCrm()
    const anna = start(c.db, 70_001)
    stopOffers(c.db, anna.id, { source: 'button', wording: null, deliveryId: null }, AT - 1)
    const items = [70_001, 70_002].map(id => told(id, { first_name: 'Olga', language: 'pt_BR', ground: 'Old bot' }))
    expect((await c.post('/crm/subscribers', items)).body).toMatchObject({
      items: [{ outcome: 'same' }, { outcome: 'new' }],
    })
    expect(findSubscriber(c.db, 70_001)?.unsubscribedAt).toBe(AT - 1)
    expect(
      c.db
        .sql<object>(
          'select first_name as name, telegram_language as language, ground, vouched_by as by, greeted_by as greeted from subscribers where telegram_id = 70002',
        )
        .get(),
    ).toEqual({ name: 'Olga', language: 'pt-br', ground: 'Old bot', by: 7_001, greeted: 0 })
    expect(
      c.db.sql<object>(`select kind, source, vouched_by as by from subscription_events where kind = 'move_in'`).get(),
    ).toEqual({
      kind: 'move_in',
      source: `api:${c.key.id}`,
      by: 7_001,
    })
  })

  test.each<[string, object, string, string]>([
    ['a field that nobody made', { fields: { Shoe: 42 } }, 'unknown_field', 'fields.Shoe'],
    ['a day that is none', { fields: { City: 'Riga', Birthday: '1990-02-30' } }, 'invalid', 'fields.Birthday'],
    ['a birthday to come', { fields: { Birthday: '2990-02-03' } }, 'invalid', 'fields.Birthday'],
    ['a value that is none', { fields: { City: {} } }, 'invalid', 'fields.City'],
    ['no phone', { phone: '12345' }, 'invalid', 'phone'],
    ['no language', { language: 'Latvian language' }, 'invalid', 'language'],
  ])('with %s nothing of them is taken', async (_, more, code, field) => {
    const c = await openCrm()
    const anna = start(c.db, 70_001)
    expect((await c.post('/crm/subscribers', told(70_001, more))).body).toMatchObject({ items: [{ code, field }] })
    expect(valuesOf(c.db, anna.id)).toEqual([])
  })
})

test.each([
  ['/crm/orders', { ...ORDER, customer: { phone: '+371 2000 0066' } }],
  ['/crm/orders', { ...ORDER, customer: { id: 'C-66' } }],
  ['/crm/customers', { email: 'GONE@example.com' }],
  ['/crm/customers', { telegram_id: 70_066 }],
  ['/crm/subscribers', { telegram_id: 70_066, ground: 'Old bot' }],
  ['/crm/subscribers', { telegram_id: 70_067, phone: '+371 2000 0066', ground: 'Old bot' }],
])('nobody who asked to be forgotten comes back by %s: %#', async (path, item) => {
  const c = await openCrm()
  loadKeys(c.db, AT)
  const gone = { telegramIds: [70_066], phones: ['+37120000066'], externalIds: ['C-66'], emails: ['gone@example.com'] }
  recordErasure(c.db, gone, AT)
  expect(await c.post(path, item)).toMatchObject({ status: 422, body: { items: [{ code: 'forgotten' }] } })
  expect([rows(c.db, 'orders'), rows(c.db, 'customers'), rows(c.db, 'subscribers')]).toEqual([0, 0, 0])
})
