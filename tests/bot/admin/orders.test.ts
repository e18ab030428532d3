import { expect, test } from 'vitest'
import { recordContact } from '../../../src/audience/contact.js'
import { takeCustomer } from '../../../src/audience/customer/keys.js'
import { type Order, takeOrder } from '../../../src/audience/order.js'
import { orders } from '../../../src/bot/admin/orders/addresses.js'
import { downloadFile } from '../../../src/bot/lanes/download.js'
import { DAY } from '../../../src/clock.js'
import { personalLink } from '../../../src/crm/personal-link.js'
import type { Db } from '../../../src/db/open.js'
import { getOffer } from '../../../src/offers/offer.js'
import { PATIENCE_MS } from '../../../src/sandbox/emulator/patience.js'
import { texts } from '../../../src/text/index.js'
import { findCustomer } from '../../support/customer.js'
import { unzip } from '../../support/unzip.js'
import { GB } from './door.js'
import { addPerson, NOW, stage } from './segments/stage.js'

const t = texts('en').orderCards

const KEYS = { telegramId: null, phone: null, email: null, firstName: null, lastName: null }
const ORDER: Omit<Order, 'externalId' | 'at'> = {
  ...{ atPrecision: 'time', status: 'paid', total: 10_000, refunded: 0, discount: null, renewal: null },
  ...{ currency: 'EUR', promoCode: null, lines: [], clickDelivery: null },
}

type Scene = Awaited<ReturnType<typeof stage>>

/** Customers c1 … c`n`: every second one bought lately, every third one twice and long ago. */
function customers(db: Db, n: number): void {
  db.write(() => {
    for (let i = 1; i <= n; i++) {
      const keys = {
        ...KEYS,
        externalId: `c${i}`,
        firstName: i === 1 ? '=Anna' : 'Anna',
        phone: `+3712${1_000_000 + i}`,
      }
      takeCustomer(db, keys, NOW)
      if (i % 2 === 0) takeOrder(db, keys, { ...ORDER, externalId: `l${i}`, at: NOW - DAY }, NOW)
      for (const half of i % 3 === 0 ? ['a', 'b'] : [])
        takeOrder(db, keys, { ...ORDER, externalId: `${half}${i}`, at: NOW - 200 * DAY }, NOW)
    }
  })
}

async function open(s: Scene, data: string): Promise<void> {
  await s.send('/admin')
  await s.forge(data)
}

async function files(s: Scene, many: number) {
  const sent = () => s.admin.messages().filter(({ document, from }) => from.is_bot && document !== undefined)
  await s.emulator.waitFor(() => sent().length >= many, PATIENCE_MS, 'the file')
  const file = sent().at(-1)
  const bytes = (await downloadFile(s.door().api, file?.document?.file_id ?? '', GB)) ?? Buffer.alloc(0)
  return { name: file?.document?.file_name, caption: file?.caption, bytes }
}

test('without orders every way leads in; with them it says how many, what they came to, and of whom they are known', async () => {
  const s = await stage()
  await open(s, orders.home.data({}))
  expect(s.text()).toContain('🛒 Orders are not known yet')
  const unknown = s.labels()
  expect(unknown).toEqual(expect.arrayContaining([t.keys.file, t.keys.ask]))
  expect(unknown).not.toContain(t.keys.personal)
  customers(s.db, 6)
  const shared = addPerson(s.db)
  addPerson(s.db)
  // On pause, so not among those who can be reached.
  s.db.sql('update subscribers set paused_until = ? where id = ?').run(NOW + DAY, addPerson(s.db))
  recordContact(s.db, shared, '37121000002', NOW)
  takeOrder(
    s.db,
    { ...KEYS, externalId: 'c1' },
    { ...ORDER, externalId: 'gb', at: NOW, currency: 'GBP', total: 500 },
    NOW,
  )
  takeOrder(s.db, { ...KEYS, externalId: 'c1' }, { ...ORDER, externalId: 'no', at: NOW, status: 'pending' }, NOW)
  await open(s, orders.home.data({}))
  expect(s.plain().split('\n').slice(0, 8)).toEqual([
    '🛒 Orders',
    '',
    '9 orders · 8 of them count: paid and not refunded',
    '€700 · 7 orders',
    '£5 · 1 order',
    '',
    'Orders are known of 1 of 2 who can be reached (50.0 %)',
    '• shared their number: 1',
  ])
  await s.walk(t.keys.ask)
  const [offer] = s.db.sql<{ id: number }>('select id from offers').all()
  expect([getOffer(s.db, offer?.id ?? 0).goal, s.text()]).toEqual([
    'know_orders',
    expect.stringContaining(texts('en').subscriber.phoneCard.share),
  ])
})

test('personal links go out as a file of all who are nobody’s, or of some; their pictures two hundred at a time', async () => {
  const s = await stage()
  customers(s.db, 203)
  const shared = addPerson(s.db)
  recordContact(s.db, shared, '37121000002', NOW)
  await open(s, orders.links.data({ which: 0, page: 0 }))
  expect(s.plain()).toContain('Linked to nobody yet: 202 of 203 customers\nUsed 0 links · orders known by one now: 0')
  expect(s.labels()).toEqual([
    ...['✅ All · 202', 'Bought in 90 days · 100', 'Bought twice or more · 67'],
    ...['📄 Links as a file · 202', '▦ QR pictures 1–200', '1 / 2', '›', '← Back'],
  ])
  const card = s.lastId()
  await s.press('📄 Links as a file · 202')
  const all = await files(s, 1)
  const rows = all.bytes.toString('utf8').replace('\uFEFF', '').trim().split('\r\n')
  const link = (number: string) =>
    personalLink(s.db, s.door().works.tokens, 'test_shop_bot', findCustomer(s.db, number)?.id ?? 0).replace(
      /^.*start=/,
      '',
    )
  expect([rows.length, rows[0]]).toEqual([203, 'number,name,phone,link'])
  // Whoever opens it in a spreadsheet runs no name.
  expect(rows[1]).toMatch(/^c1,'=Anna,\+37121000001,https:\/\/t\.me\/\w+\?start=c_/)
  expect(rows[1]?.endsWith(link('c1'))).toBe(true)
  expect(rows.some(row => row.startsWith('c2,'))).toBe(false)
  await s.press('Bought twice or more · 67', card)
  await s.press('📄 Links as a file · 67', card)
  expect((await files(s, 2)).caption).toBe(t.linksSent(67))
  await s.press('All · 202', card)
  await s.press('›', card)
  await s.press('▦ QR pictures 201–202', card)
  const codes = await unzip((await files(s, 3)).bytes)
  expect([...codes.keys()].map(name => name.replace(/^\d+ /, ''))).toEqual(['c202 Anna.png', 'c203 Anna.png'])
  expect([...codes.values()].every(png => png.subarray(1, 4).toString() === 'PNG')).toBe(true)
  await open(s, orders.links.data({ which: 0, page: 0 }))
  await s.send('c7')
  expect(s.text()).toContain('Customer c7 “Anna”')
  expect(s.text()).toContain(link('c7'))
  await s.send('/admin')
  await open(s, orders.links.data({ which: 0, page: 0 }))
  await s.send('Anna')
  expect(s.labels()).toContain('c1 “=Anna”')
  expect(
    s.db.sql<{ n: number }>("select count(*) as n from audit_log where address glob 'or.linksfile*'").get()?.n,
  ).toBe(2)
  expect(s.refused()).toEqual([])
})
