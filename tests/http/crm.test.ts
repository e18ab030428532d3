import { describe, expect, test } from 'vitest'
import { valuesOf } from '../../src/audience/attribute/value.js'
import { recordContact } from '../../src/audience/contact.js'
import { recordErasure } from '../../src/audience/erase/erasure.js'
import { linesOf } from '../../src/audience/order/line.js'
import { findSubscriber } from '../../src/audience/subscriber.js'
import { startSubscriber, stopOffers } from '../../src/audience/subscription.js'
import { ENDPOINTS } from '../../src/crm/api.js'
import { revokeApiKey } from '../../src/crm/api-key.js'
import type { Db } from '../../src/db/open.js'
import { eraseFromTracking } from '../../src/tracking/erase.js'
import { eventNames } from '../../src/tracking/event-name.js'
import { loadKeys } from '../../src/tracking/key.js'
import { AT, openCrm, TEAM } from './crm-door.js'
import { speak } from './door.js'

const ORDER = {
  id: 'A-1',
  customer: { id: 'C-1', phone: '+371 2000 0001' },
  at: '2026-11-20T14:05:00+02:00',
  status: 'paid',
  total: 129.9,
  currency: 'EUR',
}
const person = (telegramId: number) => ({
  telegramId,
  firstName: 'Anna',
  lastName: null,
  username: null,
  telegramLanguage: 'en',
  premium: false,
})
const start = (db: Db, telegramId: number) =>
  startSubscriber(
    db,
    person(telegramId),
    { source: null, wording: { name: 'welcome', language: 'en', shown: 'Hi' } },
    AT - 1,
  ).subscriber
const rows = (db: Db, table: 'orders' | 'customers' | 'subscribers') =>
  db.sql<{ n: number }>(`select count(*) as n from ${table}`).get()?.n

describe('who may call', () => {
  test.each<[string, (c: Awaited<ReturnType<typeof openCrm>>) => Record<string, string>, number, string]>([
    ['no key', () => ({}), 401, 'no_key'],
    ['another scheme', c => ({ authorization: `Basic ${c.key.text}` }), 401, 'no_key'],
    ['an empty key', () => ({ authorization: 'Bearer ' }), 401, 'no_key'],
    [
      'a key of nobody',
      c => ({ authorization: `Bearer ${c.key.text.replace(/_.{8}_/, '_aaaaaaaa_')}` }),
      401,
      'unknown_key',
    ],
    ['a wrong end', c => ({ authorization: `Bearer ${c.key.text.slice(0, -4)}aaaa` }), 401, 'unknown_key'],
    ['a letter less', c => ({ authorization: `Bearer ${c.key.text.slice(0, -1)}` }), 401, 'unknown_key'],
    ['something long', () => ({ authorization: `Bearer ${'x'.repeat(5_000)}` }), 401, 'no_key'],
    ['a key for people', c => ({ authorization: `Bearer ${c.makeKey('people').text}` }), 403, 'scope'],
  ])('%s: %#', async (_, shown, status, code) => {
    const c = await openCrm()
    const answer = await c.send('/crm/orders', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...shown(c) },
      body: JSON.stringify(ORDER),
    })
    expect(answer).toMatchObject({ status, body: { error: { code } } })
    expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null)
    expect(rows(c.db, 'orders')).toBe(0)
    expect(c.statuses).toEqual([status])
  })

  test('a revoked key is refused from the next request on; its last use is noted', async () => {
    const c = await openCrm()
    expect((await c.post('/crm/orders', ORDER)).status).toBe(200)
    expect(c.db.sql<{ at: number }>('select last_used_at as at from api_keys').get()?.at).toBe(AT)
    revokeApiKey(c.db, c.key.id, AT)
    expect(await c.post('/crm/orders', ORDER)).toMatchObject({ status: 401, body: { error: { code: 'revoked' } } })
  })

  test('wrong keys use up the budget of their address; right ones go on, and it comes back', async () => {
    const c = await openCrm()
    const wrong = () => c.post('/crm/orders', ORDER, `segcast_aaaaaaaa_${'a'.repeat(52)}`)
    for (let i = 0; i < 30; i++) expect((await wrong()).status).toBe(401)
    const limited = await wrong()
    expect(limited).toMatchObject({ status: 429, body: { error: { code: 'limited' } } })
    expect(limited.headers.get('retry-after')).toBe('6')
    expect((await c.post('/crm/orders', ORDER)).status).toBe(200)
    c.clock.monotonic += 6_000
    expect((await wrong()).status).toBe(401)
    expect((await wrong()).status).toBe(429)
  })

  test('four requests of a key run at a time; another key has four of its own', async () => {
    const c = await openCrm({ limits: { request: 2_000 } })
    const head = `POST /crm/orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${c.key.text}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n`
    const slow = Array.from({ length: 4 }, () => speak(c.door.port, head))
    await expect.poll(async () => (await c.post('/crm/orders', ORDER)).status).toBe(429)
    const busy = await c.post('/crm/orders', ORDER)
    expect(busy).toMatchObject({ body: { error: { code: 'busy' } } })
    expect(busy.headers.get('retry-after')).toBe('1')
    expect((await c.post('/crm/orders', ORDER, c.makeKey('orders').text)).status).toBe(200)
    for (const answer of await Promise.all(slow)) expect(answer).toMatch(/^HTTP\/1.1 408 /)
    expect((await c.post('/crm/orders', ORDER)).status).toBe(200)
  })
})

describe('what is sent', () => {
  const enough = JSON.stringify(ORDER)
  test.each<[string, string | Uint8Array<ArrayBuffer>, string, number, string]>([
    ['nothing', '', 'application/json', 400, 'empty'],
    ['spaces', ' \n\t', 'application/json', 400, 'empty'],
    ['a text', '"order"', 'application/json', 400, 'not_json'],
    ['a number', '7', 'application/json', 400, 'not_json'],
    ['half a list', `[${enough}`, 'application/json', 400, 'not_json'],
    ['a list with a hole', `[${enough},,${enough}]`, 'application/json', 400, 'not_json'],
    ['something behind the list', `[${enough}] {}`, 'application/json', 400, 'not_json'],
    ['brackets', '['.repeat(500_000), 'application/json', 400, 'too_deep'],
    ['a deep object', `${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}`, 'application/json', 400, 'too_deep'],
    ['1,001 items', `[${Array(1_001).fill('{}').join(',')}]`, 'application/json', 413, 'too_many'],
    ['a million tiny ones', `[${'0,'.repeat(500_000)}0]`, 'application/json', 413, 'too_many'],
    ['an item of 300 kB', `{"id":"${'x'.repeat(300_000)}"}`, 'application/json', 413, 'too_long'],
    ['2 MB', 'x'.repeat(2 ** 21), 'application/json', 413, 'too_large'],
    ['a form', enough, 'application/x-www-form-urlencoded', 415, 'content_type'],
    ['text', enough, 'text/plain', 415, 'content_type'],
  ])('%s is refused as a whole: %#', async (_, body, type, status, code) => {
    const c = await openCrm()
    expect(await c.raw('/crm/orders', body, type)).toMatchObject({ status, body: { error: { code } } })
    expect([rows(c.db, 'orders'), c.faults]).toEqual([0, []])
  })

  test.each([
    ['GET', '/crm/orders', 405],
    ['PUT', '/crm/orders', 405],
    ['POST', '/crm/openapi.json', 405],
    ['POST', '/crm/nothing', 404],
    ['POST', '/crm/', 404],
  ])('%s %s is %i', async (method, path, status) => {
    const c = await openCrm()
    const answer = await c.send(path, { method, headers: c.headers() })
    expect(answer.status).toBe(status)
    if (status === 405) expect(answer.headers.get('allow')).toBe(path === '/crm/orders' ? 'POST' : 'GET, HEAD')
  })

  test('100 MB are refused before they are read, a compressed body as well, one that comes slowly when its time is up', async () => {
    const c = await openCrm({ limits: { request: 100 } })
    const head = (more: string) =>
      `POST /crm/orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${c.key.text}\r\nContent-Type: application/json\r\n${more}\r\n\r\n`
    expect(await speak(c.door.port, head('Content-Length: 104857600'))).toMatch(/^HTTP\/1.1 413 /)
    expect(await speak(c.door.port, head('Content-Length: 9\r\nContent-Encoding: gzip'))).toMatch(/^HTTP\/1.1 415 /)
    expect(await speak(c.door.port, `${head('Content-Length: 9')}[`)).toMatch(/^HTTP\/1.1 408 /)
  })

  test.each<[string, unknown, string, string | null]>([
    ['no object', 7, 'invalid', null],
    ['a list', [], 'invalid', null],
    ['null', null, 'invalid', null],
    ['nothing in it', {}, 'missing', 'id'],
    ['no status', { ...ORDER, status: undefined }, 'missing', 'status'],
    ['a status of its own', { ...ORDER, status: 'done' }, 'invalid', 'status'],
    ['a field that is none', { ...ORDER, totl: 1 }, 'unknown_field', 'totl'],
    ['one deeper', { ...ORDER, customer: { id: 'C', name: 'A' } }, 'unknown_field', 'customer.name'],
    ['an empty id', { ...ORDER, id: ' ' }, 'invalid', 'id'],
    ['an id of 129 characters', { ...ORDER, id: 'x'.repeat(129) }, 'invalid', 'id'],
    ['an id with a NUL', { ...ORDER, id: 'a\u0000b' }, 'invalid', 'id'],
    ['an id with half a sign', { ...ORDER, id: 'a\ud800' }, 'invalid', 'id'],
    ['an id that nobody sees', { ...ORDER, id: '\u200b' }, 'invalid', 'id'],
    ['an id of two lines', { ...ORDER, id: 'a\nb' }, 'invalid', 'id'],
    ['an id below nothing', { ...ORDER, id: -1 }, 'invalid', 'id'],
    ['an e-mail with a NUL', { ...ORDER, customer: { email: 'a\u0000@x.lv' } }, 'invalid', 'customer.email'],
    ['an e-mail with half a sign', { ...ORDER, customer: { email: 'a\ud800@x.lv' } }, 'invalid', 'customer.email'],
    ['more than any order', { ...ORDER, total: 1e12 }, 'invalid', 'total'],
    ['nobody', { ...ORDER, customer: {} }, 'nobody', 'customer'],
    ['nobody but a name', { ...ORDER, customer: { first_name: 'A' } }, 'nobody', 'customer'],
    ['a phone that is none', { ...ORDER, customer: { phone: '12' } }, 'invalid', 'customer.phone'],
    ['a phone as Excel has it', { ...ORDER, customer: { phone: '3.71E+10' } }, 'invalid', 'customer.phone'],
    ['an e-mail that is none', { ...ORDER, customer: { email: 'anna' } }, 'invalid', 'customer.email'],
    ['a group', { ...ORDER, customer: { telegram_id: -100 } }, 'invalid', 'customer.telegram_id'],
    ['a time without an offset', { ...ORDER, at: '2026-11-20T14:05:00' }, 'invalid', 'at'],
    ['no day', { ...ORDER, at: '2026-02-30' }, 'invalid', 'at'],
    ['an hour that is none', { ...ORDER, at: '2026-02-20T24:00:00Z' }, 'invalid', 'at'],
    ['seconds', { ...ORDER, at: 1_700_000_000 }, 'invalid', 'at'],
    ['the future', { ...ORDER, at: '2999-01-01T00:00:00Z' }, 'future', 'at'],
    ['1900', { ...ORDER, at: '1900-01-01' }, 'past', 'at'],
    ['money below nothing', { ...ORDER, total: -1 }, 'invalid', 'total'],
    ['money in words', { ...ORDER, total: '1 234,50 ₽' }, 'invalid', 'total'],
    ['a third of a cent', { ...ORDER, total: '1.005' }, 'invalid', 'total'],
    ['yen with cents', { ...ORDER, total: 10.5, currency: 'JPY' }, 'invalid', 'total'],
    ['more given back than paid', { ...ORDER, refunded: 130 }, 'invalid', 'refunded'],
    ['no currency', { ...ORDER, currency: 'XXX' }, 'invalid', 'currency'],
    ['half a piece', { ...ORDER, lines: [{ product: 'Boots', quantity: 0.5 }] }, 'invalid', 'lines[0].quantity'],
    ['pieces below nothing', { ...ORDER, lines: [{ product: 'Boots', quantity: -1 }] }, 'invalid', 'lines[0].quantity'],
    ['a line of nothing', { ...ORDER, lines: [{ quantity: 1 }] }, 'missing', 'lines[0].product'],
    ['1,001 lines', { ...ORDER, lines: Array(1_001).fill({ product: 'B', quantity: 1 }) }, 'invalid', 'lines'],
  ])('an order with %s is refused alone: %#', async (_, item, code, field) => {
    const c = await openCrm()
    const answer = await c.post('/crm/orders', [item, { ...ORDER, id: 'B' }])
    expect(answer).toMatchObject({
      status: 200,
      body: { accepted: 1, refused: 1, items: [{ index: 0, outcome: 'error', code, field }, { outcome: 'new' }] },
    })
    expect(JSON.stringify(answer.body)).toMatch(/"message":"[A-Z`].{9,200}\."/)
    // Words of the library would be no sentence.
    expect(JSON.stringify(answer.body)).not.toMatch(/Invalid |Too (?:small|big)|expected/)
    expect([rows(c.db, 'orders'), rows(c.db, 'customers'), c.faults]).toEqual([1, 1, []])
    expect((await c.post('/crm/orders', [item])).status).toBe(422)
  })

  test('an item with more fields than any needs is refused before it is read', async () => {
    const c = await openCrm()
    const names = Array.from({ length: 10_000 }, (_, i) => `"${i}":1`).join(',')
    expect(await c.raw('/crm/orders', `[{${names}},${enough}]`)).toMatchObject({
      body: { items: [{ code: 'too_long' }, { outcome: 'new' }] },
    })
  })

  test('names of the prototype are fields like any other, and are none', async () => {
    const c = await openCrm()
    const body = JSON.stringify(ORDER).slice(0, -1)
    const items = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'].map(
      name => `${body},"${name}":{"total":0}}`,
    )
    const answer = await c.raw('/crm/orders', `[${items.join(',')}]`)
    expect(answer).toMatchObject({ status: 422, body: { items: Array(4).fill({ code: 'unknown_field' }) } })
  })

  test('one that is no JSON, or no UTF-8, spoils no other', async () => {
    const c = await openCrm()
    const bytes = Buffer.concat([Buffer.from(`[{"id":}, {"id":"`), Buffer.from([0xff]), Buffer.from(`"}, ${enough}]`)])
    expect(await c.raw('/crm/orders', new Uint8Array(bytes))).toMatchObject({
      body: { accepted: 1, refused: 2, items: [{ code: 'not_json' }, { code: 'not_utf8' }, { outcome: 'new' }] },
    })
  })
})

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

describe('lines', () => {
  const type = 'application/x-ndjson'
  const line = (id: string) => JSON.stringify({ ...ORDER, id })

  test('are taken one by one, however they end; an answer for each, and a summary', async () => {
    const c = await openCrm()
    const body = `\ufeff${line('1')}\r\n\r\n{"id":"2"}\n${'x'.repeat(70_000)}\nno json\n${line('1')}`
    expect(await c.raw('/crm/orders', body, type)).toMatchObject({
      status: 200,
      body: [
        { index: 0, id: '1', outcome: 'new' },
        { index: 2, id: '2', outcome: 'error', code: 'missing', field: 'customer' },
        { index: 3, id: null, outcome: 'error', code: 'too_long' },
        { index: 4, outcome: 'error', code: 'not_json' },
        { index: 5, id: '1', outcome: 'same' },
        { accepted: 2, refused: 3 },
      ],
    })
    expect(await c.raw('/crm/orders', '', 'application/ndjson; charset=utf-8')).toMatchObject({
      status: 200,
      body: [{ accepted: 0, refused: 0 }],
    })
  })

  test('are answered while they come, in memory that does not grow; a key revoked meanwhile ends it', async () => {
    const c = await openCrm()
    let pull = 0
    let heard = 0
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (pull === 40) revokeApiKey(c.db, c.key.id, AT)
        if (pull++ < 60)
          controller.enqueue(Buffer.from(Array.from({ length: 50 }, (_, i) => `${line(`${pull}-${i}`)}\n`).join('')))
        else controller.close()
        // Nobody sends more before something was answered.
        if (pull > 30) await expect.poll(() => heard > 0, { timeout: 20_000 }).toBe(true)
      },
    })
    const answer = await fetch(`${c.door.base}/crm/orders`, {
      ...{ method: 'POST', headers: c.headers(type), body },
      ...{ duplex: 'half' },
    })
    let text = ''
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const read = await reader?.read().catch(() => undefined)
      if (read?.value === undefined) break
      heard += read.value.length
      text += read.value
    }
    const lines = text.trimEnd().split('\n')
    expect(lines.length).toBeGreaterThan(1_000)
    expect(lines.at(-1)).toContain('"code":"revoked"')
    expect(rows(c.db, 'orders')).toBe(lines.length - 1)
  })
})

describe('the description', () => {
  test('is OpenAPI 3.1 of what there is, for everybody, without any secret', async () => {
    const c = await openCrm()
    const { status, body } = await c.send('/crm/openapi.json', {})
    expect(status).toBe(200)
    expect(body).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'https://links.example' }] })
    const text = JSON.stringify(body)
    expect(Object.keys(Object(Object(body).paths))).toEqual(ENDPOINTS.map(({ path }) => path))
    const schemas = new Set(Object.keys(Object(Object(body).components).schemas))
    const used = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name = '']) => name)
    expect(used.filter(name => !schemas.has(name))).toEqual([])
    expect([...schemas].filter(name => !used.includes(name))).toEqual([])
    expect(text).not.toContain(c.key.hint)
    const form = new RegExp(Object(body).components.schemas.Moment.pattern)
    expect(['2026-11-20', '2026-11-20T14:05:00+02:00', '2026-11-20T14:05:00', 'now'].map(at => form.test(at))).toEqual([
      ...[true, true, false, false],
    ])
  })

  test.each(ENDPOINTS.map(endpoint => [endpoint.path, endpoint] as const))('%s: its examples work', async path => {
    const c = await openCrm()
    // Whom the examples of messages and events mean is in the bot.
    if (path === '/crm/messages' || path === '/crm/events') {
      const { id } = start(c.db, 700_000_001)
      c.db.write(() => recordContact(c.db, id, '37120000002', AT - 1))
      await c.post('/crm/customers', { id: 'C-17', telegram_id: 700_000_001 })
    }
    const { body } = await c.send('/crm/openapi.json', {})
    const { content } = Object(body).paths[path].post.requestBody
    const examples = Object.values<{ value: unknown }>(content['application/json'].examples)
    expect(examples.length).toBeGreaterThan(1)
    for (const { value } of examples) {
      const answer = await c.post(path, value)
      expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ refused: 0 })])
      const lines = [value]
        .flat()
        .map(item => JSON.stringify(item))
        .join('\n')
      expect(await c.raw(path, lines, 'application/x-ndjson')).toMatchObject({
        status: 200,
        body: [{ outcome: 'same' }, { refused: 0 }],
      })
    }
  })
})

describe('events', () => {
  const KNOWN = 700_000_001

  async function openFor() {
    const c = await openCrm()
    const { id } = start(c.db, KNOWN)
    c.db.write(() => recordContact(c.db, id, '37120000002', AT - 1))
    await c.post('/crm/customers', { id: 'C-17', telegram_id: KNOWN, email: 'Anna@Example.com' })
    return { ...c, id }
  }
  const told = (id: string, more: object = {}) => ({ id, person: { customer: 'C-17' }, name: 'Left cart', ...more })
  const kept = (db: Db) =>
    db
      .sql<{ key: string; person: number; name: string; at: number; properties: string | null }>(
        `select e.key, e.subscriber_id as person, n.name, e.at, e.properties
         from events e join event_names n on n.id = e.name_id order by e.id`,
      )
      .all()

  test('of somebody are found by any of their names, and kept once', async () => {
    const { db, post, id, faults } = await openFor()
    const whoever = [
      ...[{ telegram_id: KNOWN }, { customer: 'C-17' }, { email: 'anna@example.COM' }, { phone: '+371 2000 0002' }],
      { telegram_id: KNOWN, customer: 'C-99', phone: '+371 2000 0009' },
    ]
    const all = whoever.map((person, i) => told(`e${i}`, { person }))
    expect(await post('/crm/events', all)).toMatchObject({ status: 200, body: { accepted: 5, refused: 0 } })
    expect(kept(db).map(({ person, at }) => [person, at])).toEqual(whoever.map(() => [id, AT]))
    const again = await post('/crm/events', all)
    expect(Object(again.body).items.map((item: { outcome: string }) => item.outcome)).toEqual(Array(5).fill('same'))
    expect(kept(db)).toHaveLength(5)
    expect(faults).toEqual([])
  })

  test.each<[string, object, string, string | null]>([
    ['nobody whom we know', { person: { telegram_id: 1 } }, 'unknown_person', 'person'],
    ['a customer of nobody', { person: { customer: 'C-1' } }, 'unknown_person', 'person'],
    ['no person', { person: { phone: null } }, 'invalid', 'person'],
    ['a group', { person: { telegram_id: -100 } }, 'invalid', 'person.telegram_id'],
    ['no phone', { person: { phone: '12' } }, 'invalid', 'person.phone'],
    ['no mail', { person: { email: 'anna' } }, 'invalid', 'person.email'],
    ['the future', { at: '2026-11-29T12:11:00Z' }, 'future', 'at'],
    ['a day to come', { at: '2026-12-01' }, 'future', 'at'],
    ['long ago', { at: '1989-12-31' }, 'past', 'at'],
    ['30 February', { at: '2026-02-30T10:00:00Z' }, 'invalid', 'at'],
    ['an hour of nowhere', { at: '2026-11-29T10:00:00' }, 'invalid', 'at'],
    ['no name', { name: ' ' }, 'invalid', 'name'],
    ['a long name', { name: 'x'.repeat(65) }, 'invalid', 'name'],
    ['a name of two lines', { name: 'a\nb' }, 'invalid', 'name'],
    ['no properties', { properties: [1] }, 'invalid', 'properties'],
    ['1 kB and more', { properties: { a: 'x'.repeat(1_024) } }, 'too_long', 'properties'],
    ['a property with a quote', { properties: { 'a"b': 1 } }, 'invalid', 'properties.a"b'],
    ['a property that becomes one with a quote', { properties: { 'a＂b': 1 } }, 'invalid', 'properties.a＂b'],
    ['another field', { amount: 1 }, 'unknown_field', 'amount'],
  ])('of %s are refused, and nothing is kept: %#', async (_, more, code, field) => {
    const { db, post, faults } = await openFor()
    const answer = await post('/crm/events', told('e1', more))
    expect([answer.status, Object(answer.body).items[0].code, Object(answer.body).items[0].field]).toEqual([
      ...[422, code, field],
    ])
    expect([kept(db), faults]).toEqual([[], []])
    expect(db.sql('select 1 from event_names').get()).toBeUndefined()
  })

  test('may be told without a time, on a day that is not over, and minutes ahead of our clock', async () => {
    const { db, post } = await openFor()
    const times = [undefined, '2026-11-29', '2026-11-29T12:09:00Z', '2026-11-28T10:00:00+03:00', '2026-11-27']
    await post(
      '/crm/events',
      times.map((at, i) => told(`e${i}`, { at })),
    )
    // Of a day in Riga its end, unless that is still to come.
    expect(kept(db).map(({ at }) => at)).toEqual([
      ...[AT, AT, AT, Date.UTC(2026, 10, 28, 7), Date.UTC(2026, 10, 27, 22) - 1],
    ])
  })

  test('under a key that was used for something else are refused, whatever differs', async () => {
    const { db, post } = await openFor()
    await post('/crm/events', told('e1', { properties: { sum: 1 } }))
    for (const other of [
      ...[{ name: 'Bonus' }, { at: '2026-11-20' }, { properties: { sum: 2 } }, {}, { person: { telegram_id: KNOWN } }],
    ]) {
      const answer = await post('/crm/events', told('e1', { properties: { sum: 1 }, ...other }))
      const { outcome, code } = Object(answer.body).items[0]
      expect([outcome, code]).toEqual(Object.keys(other).length === 0 ? ['same', undefined] : ['error', 'other_event'])
    }
    expect(kept(db)).toMatchObject([{ name: 'Left cart', properties: '{"sum":1}' }])
  })

  test('told again are the same, also after nobody knows any more whose they were', async () => {
    const { db, post } = await openFor()
    await post('/crm/events', told('e1'))
    db.sql('update customers set subscriber_id = null').run()
    expect(await post('/crm/events', told('e1'))).toMatchObject({ body: { items: [{ outcome: 'same' }] } })
    expect(await post('/crm/events', told('e2'))).toMatchObject({ body: { items: [{ code: 'unknown_person' }] } })
  })

  test('of who asked to be forgotten are not taken; what was told before stays as a count alone', async () => {
    const { db, post, id } = await openFor()
    await post('/crm/events', told('e1', { properties: { note: 'Anna, 5 Street' } }))
    await post('/crm/events', told('e2'))
    db.write(() => {
      recordErasure(db, { telegramIds: [9_001], phones: [], externalIds: ['C-9'], emails: ['x@y.z'] }, AT)
      eraseFromTracking(db, id)
    })
    for (const person of [{ telegram_id: 9_001 }, { customer: 'C-9' }, { email: 'X@y.z' }])
      expect(await post('/crm/events', told('e9', { person }))).toMatchObject({
        body: { items: [{ code: 'forgotten', field: null }] },
      })
    expect(db.sql('select key, hash, properties, folded from events where subscriber_id = ?').all(id)).toEqual([
      ...Array(2).fill({ key: null, hash: null, properties: null, folded: null }),
    ])
  })

  test('have 200 names at most that are in use; one that nobody told of for 30 days is in nobody’s way', async () => {
    const { db, post, clock } = await openFor()
    const many = Array.from({ length: 201 }, (_, i) => told(`e${i}`, { name: `Event ${i}` }))
    const answer = await post('/crm/events', many)
    expect(answer.body).toMatchObject({ accepted: 200, refused: 1 })
    expect(Object(answer.body).items[200]).toMatchObject({ code: 'too_many', field: 'name' })
    expect(await post('/crm/events', told('old', { name: 'EVENT  0' }))).toMatchObject({ status: 200 })
    clock.now = AT + 31 * 86_400_000
    expect(await post('/crm/events', told('new', { name: 'Event 200' }))).toMatchObject({ status: 200 })
    expect(eventNames(db)).toHaveLength(201)
  })

  test('bring their properties to be declared, each once, and what is compared of them', async () => {
    const { db, post } = await openFor()
    await post('/crm/events', [
      told('e1', { properties: { Sum: 5, tags: ['ЁЖ', 2, null, { a: 1 }], deep: { a: 1 }, none: null, yes: true } }),
      told('e2', { name: 'LEFT cart', properties: { sum: '6.5', Who: '  Anna  ' } }),
    ])
    expect(eventNames(db)).toMatchObject([
      {
        name: 'Left cart',
        properties: ['Sum', 'tags', 'deep', 'none', 'yes', 'Who'].map(name => ({ name, type: null })),
      },
    ])
    expect(
      db
        .sql<{ folded: string }>('select folded from events order by id')
        .all()
        .map(({ folded }) => JSON.parse(folded)),
    ).toEqual([
      { sum: 5, tags: ['еж', 2], deep: [], none: [], yes: 'true' },
      { sum: '6.5', who: 'anna' },
    ])
  })
})

describe('messages to one person', () => {
  const KNOWN = 700_000_001

  /** Somebody who is in the bot, by Telegram id, by their own phone, and as customer C-17. */
  async function openFor() {
    const c = await openCrm()
    const { id } = start(c.db, KNOWN)
    c.db.write(() => recordContact(c.db, id, '37120000002', AT - 1))
    await c.post('/crm/customers', { id: 'C-17', telegram_id: KNOWN })
    return c
  }
  const asked = (id: string, more: object = {}) => ({ id, to: { telegram_id: KNOWN }, text: `Order ${id}`, ...more })
  const said = (answer: { body: unknown }) => Object(answer.body).items[0]

  test('the same again is the same and says where it stands; another text is refused', async () => {
    const c = await openFor()
    expect(await c.post('/crm/messages', asked('1'))).toMatchObject({
      status: 200,
      body: { accepted: 1, items: [{ id: '1', outcome: 'new', state: 'queued' }] },
    })
    c.db.sql(`update service_messages set state = 'sent'`).run()
    expect(said(await c.post('/crm/messages', asked('1')))).toMatchObject({ outcome: 'same', state: 'sent' })
    expect(said(await c.post('/crm/messages', asked('1', { text: 'Other' })))).toMatchObject({ code: 'other_message' })
    expect(c.db.sql('select count(*) as n from service_messages').get()).toEqual({ n: 1 })
  })

  test.each<[string, object, string, string | null]>([
    ['nobody', { to: { telegram_id: 5 } }, 'unknown_person', 'to'],
    ['two people', { to: { telegram_id: KNOWN, phone: '+371 2000 0002' } }, 'invalid', 'to'],
    ['no one at all', { to: {} }, 'invalid', 'to'],
    ['no text', { text: '' }, 'invalid', 'text'],
    ['a long text', { text: 'x'.repeat(4_097) }, 'invalid', 'text'],
    ['a type of its own', { entities: [{ type: 'blink', offset: 0, length: 1 }] }, 'invalid', 'entities[0].type'],
    ['formatting beyond the end', { entities: [{ type: 'bold', offset: 0, length: 99 }] }, 'invalid', 'entities'],
    ['an address at home', { button: { label: 'Track', url: 'http://localhost/' } }, 'invalid', null],
    ['a field that is not there', { silent: true }, 'unknown_field', 'silent'],
  ])('%s is refused by itself', async (_name, more, code, field) => {
    const c = await openFor()
    const answer = await c.post('/crm/messages', [asked('good'), asked('bad', more)])
    expect(answer).toMatchObject({ status: 200, body: { accepted: 1, refused: 1 } })
    expect(Object(answer.body).items[1]).toMatchObject({ outcome: 'error', code, field })
    expect(c.db.sql('select external_id from service_messages').all()).toEqual([{ external_id: 'good' }])
  })

  test('a system gone wild is told from the 21st on, and it is counted', async () => {
    const c = await openFor()
    const many = Array.from({ length: 25 }, (_, i) => asked(`m${i}`))
    expect(await c.post('/crm/messages', many)).toMatchObject({ body: { accepted: 20, refused: 5 } })
    expect(Object((await c.post('/crm/messages', asked('m99'))).body).items[0]).toMatchObject({ code: 'too_many' })
    await c.db.group(() => undefined)
    expect(c.db.sql('select why, n from service_refusals').all()).toEqual([{ why: 'too_many', n: 6 }])
  })
})
