import { expect, test } from 'vitest'
import { startSubscriber } from '../../src/audience/subscription.js'
import type { Db } from '../../src/db/open.js'
import { temporaryDb } from '../support/db.js'
import { AT, dropFile, dump, importsOf, OWNER } from './import.fixture.js'

const HEADER =
  'Order number;Order date;Status;Total;Currency;Refunded amount;Promo code;Phone;Client;Product;SKU;Quantity;Price'

/** One line of a file of orders: number, day, status, total, refunded, code, phone, name and what was bought. */
const FIRST = [
  'A-1;2026-03-01 10:00:00;paid;120.50;EUR;0;Spring;+37120000001;Anna P.;Boots;B-1;1;100.00',
  'A-1;2026-03-01 10:00:00;paid;120.50;EUR;0;Spring;+37120000001;Anna P.;Socks;S-1;2;10.25',
  'A-2;2026-03-02;pending;40.00;EUR;0;;+37120000002;Ben;Cap;C-1;1;40.00',
  'A-3;2026-03-03;refunded;15.00;EUR;15.00;;+37120000001;Anna P.;Belt;;1;15.00',
  'A-4;2026-03-04;paid;99.00;EUR;0;;;Nobody;Hat;;1;99.00',
  'A-5;2026-03-05;paid;10.00;EUR;11.00;;+37120000002;Ben;Hat;;1;10.00',
]
const textOf = (rows: readonly string[]) => [HEADER, ...rows, ''].join('\n')

const orders = (db: Db) =>
  db
    .sql(
      `select external_id as id, c.phone, o.at, o.at_precision as precision, status, total, refunded, currency, promo_code as code,
         promo_folded as folded, (select group_concat(product || ' ' || quantity || ' ' || price || ' ' || coalesce(sku_folded, '-'), ', ')
           from order_lines l where l.order_id = o.id) as lines
       from orders o join (select id as customer, phone from customers) c on c.customer = o.customer_id order by external_id`,
    )
    .all()

const without = ['imports', 'import_changes', 'import_ranges', 'stale_customers']

async function bringFile(db: Db, rows: readonly string[], imports = importsOf(db)) {
  const dropped = await dropFile(db, textOf(rows), imports)
  await imports.begin(dropped.id, { by: OWNER, ground: '' }, AT)
  await imports.idle()
  return dropped
}

test('orders come in with their customers and lines; the same again changes nothing, other words change them, undone all is as it was', async () => {
  const db = await temporaryDb()
  const names = { firstName: 'Anna', lastName: null, username: null, telegramLanguage: 'en', premium: false }
  db.write(() =>
    startSubscriber(
      db,
      { telegramId: 7, ...names },
      { source: null, wording: { name: 'welcome', language: 'en', shown: '' } },
      AT,
    ),
  )
  db.sql(`update subscribers set phone = '+37120000001' where telegram_id = 7`).run()
  const imports = importsOf(db)
  const before = dump(db, without)
  const first = await bringFile(db, FIRST, imports)
  const end = Date.parse('2026-03-02T22:00:00Z') - 1
  expect(first.counts).toMatchObject({
    leftOut: { no_key: 1, refund_above_total: 1 },
    orders: {
      ...{
        all: 4,
        new: 3,
        changed: 0,
        same: 0,
        buyers: 2,
        found: { telegramId: 0, phone: 1, filePhone: 0, otherwise: 0 },
      },
      totals: [{ currency: 'EUR', orders: 4, total: 27450, refunded: 1500, comes: 17550, counted: 12050 }],
      states: [
        { status: 'pending', orders: 1, total: 4000 },
        { status: 'refunded', orders: 1, total: 1500 },
      ],
    },
  })
  const [one, two, three] = orders(db)
  expect(one).toEqual({
    ...{ id: 'A-1', phone: '+37120000001', at: Date.parse('2026-03-01T08:00:00Z'), precision: 'time', status: 'paid' },
    ...{ total: 12050, refunded: 0, currency: 'EUR', code: 'Spring', folded: 'spring' },
    lines: 'Boots 1 10000 b-1, Socks 2 1025 s-1',
  })
  expect(two).toMatchObject({ id: 'A-2', at: end, precision: 'day', status: 'pending' })
  expect(three).toMatchObject({ id: 'A-3', status: 'refunded', refunded: 1500 })
  expect(db.sql('select phone, linked_by as by from customers order by phone').all()).toEqual([
    { phone: '+37120000001', by: 'phone' },
    { phone: '+37120000002', by: null },
  ])
  expect(db.sql('select count(*) as n from stale_customers').get()).toEqual({ n: 2 })
  const afterFirst = dump(db, without)

  const same = await dropFile(db, textOf(FIRST), imports)
  expect(same.counts).toMatchObject({ size: 0, orders: { new: 0, changed: 0, same: 3 } })
  await imports.cancel(same.id)

  const second = await bringFile(
    db,
    [
      FIRST[0] ?? '',
      'A-2;2026-03-02;paid;40.00;EUR;5.00;;+37120000002;Ben;Cap;C-1;1;40.00',
      'A-3;2026-03-03;refunded;15.00;EUR;15.00;;+37120000003;Clara;Belt;;1;15.00',
      'A-6;2026-03-06;paid;1.00;EUR;0;;+37120000003;Clara;Pin;;1;1.00',
    ],
    imports,
  )
  expect(second.counts?.orders).toMatchObject({ new: 1, changed: 3, same: 0, moved: 1 })
  expect(orders(db)).toMatchObject([
    { id: 'A-1', lines: 'Boots 1 10000 b-1' },
    { id: 'A-2', status: 'paid', refunded: 500 },
    { id: 'A-3', phone: '+37120000003' },
    { id: 'A-6' },
  ])
  await imports.undo(second.id, AT)
  await imports.idle()
  expect(dump(db, without)).toEqual(afterFirst)
  await imports.undo(first.id, AT)
  await imports.idle()
  expect(dump(db, without)).toEqual(before)
})

/** Rows that cannot be orders, and why they stay out. */
const WRONG: readonly [row: string, reason: string][] = [
  ['1900-01-01;paid;1.00;EUR;0;;+37120000001', 'date_too_old'],
  ['2999-01-01;paid;1.00;EUR;0;;+37120000001', 'date_future'],
  ['-- пусто --;paid;1.00;EUR;0;;+37120000001', 'date_missing'],
  ['2026-02-31;paid;1.00;EUR;0;;+37120000001', 'date_invalid'],
  ['2026-03-01;paid;soon;EUR;0;;+37120000001', 'total_invalid'],
  ['2026-03-01;paid;-5.00;EUR;0;;+37120000001', 'total_negative'],
  ['2026-03-01;paid;5.00;XQX;0;;+37120000001', 'currency_unknown'],
  ['2026-03-01;paid;5.00;EUR;6.00;;+37120000001', 'refund_above_total'],
  ['2026-03-01;paid;5.00;EUR;0;;', 'no_key'],
  ['2026-03-01;paid;5.00;EUR;0;;7,99912E+10', 'phone_rounded'],
]

test('whatever cannot be stays out by itself, with its reason; a sum is read as it is written, fewer than nothing of a thing is no line', async () => {
  const db = await temporaryDb()
  const good = [
    'A-1;2026-03-01;paid;"1 234,50 ₽";;;;+37120000001;Anna;Hat;;-2;1.00',
    'A-2;2026-03-02;paid;2.00;EUR;;;+37120000002;Ben;Hat;;1;1',
  ]
  const wrong = WRONG.map(([row], i) => `W-${i};${row};Eve;Hat;;1;1.00`)
  const { counts } = await bringFile(db, [...good, ...wrong])
  expect(counts?.leftOut).toEqual(Object.fromEntries(WRONG.map(([, reason]) => [reason, 1])))
  expect(orders(db)).toMatchObject([
    { id: 'A-1', total: 123_450, currency: 'RUB', lines: null },
    { id: 'A-2', total: 200, currency: 'EUR', lines: 'Hat 1 100 -' },
  ])
})

test('a number with two contents: the later one counts, and it is said; a row that comes again is no other line', async () => {
  const db = await temporaryDb()
  const { counts } = await bringFile(db, [
    'A-1;2026-03-02 10:00:00;pending;10.00;EUR;0;;+37120000001;Anna;Hat;;1;10.00',
    'A-2;2026-03-02 10:00:00;paid;20.00;EUR;0;;+37120000002;Ben;Cap;;1;20.00',
    'A-1;2026-03-03 10:00:00;paid;10.00;EUR;0;;+37120000001;Anna;Hat;;1;10.00',
    'A-3;2026-03-02 10:00:00;paid;5.00;EUR;0;;+37120000002;Ben;Pin;;1;5.00',
    'A-2;2026-03-02 10:00:00;paid;20.00;EUR;0;;+37120000002;Ben;Cap;;1;20.00',
    'A-4;2026-03-02 10:00:00;pending;7.00;EUR;0;;+37120000002;Ben;Pin;;1;7.00',
    'A-4;2026-03-02 11:00:00;refunded;7.00;EUR;0;;+37120000002;Ben;Pin;;1;7.00',
  ])
  expect(counts?.orders).toMatchObject({ all: 4, new: 4, twice: 2 })
  expect(orders(db)).toMatchObject([
    { id: 'A-1', status: 'paid', at: Date.parse('2026-03-03T08:00:00Z'), lines: 'Hat 1 1000 -' },
    { id: 'A-2', lines: 'Cap 1 2000 -' },
    { id: 'A-3' },
    { id: 'A-4', status: 'refunded', refunded: 700, lines: 'Pin 1 700 -' },
  ])
})

test('what was given back in rows of their own is taken off their orders, once, whichever stands first', async () => {
  const db = await temporaryDb()
  const minus = [
    'A-1;2026-03-05 10:00:00;paid;-5.00;EUR;;;+37120000001;Anna;;;;',
    'A-1;2026-03-02 10:00:00;paid;20.00;EUR;;;+37120000001;Anna;Hat;;1;',
    'A-4;2026-03-02 10:00:00;paid;9.00;EUR;;;+37120000002;Ben;Cap;;1;',
    'A-4;2026-03-06 10:00:00;paid;-9.00;EUR;;;+37120000002;Ben;;;;',
    'A-5;2026-03-06 10:00:00;paid;-9.00;EUR;;;+37120000002;Ben;;;;',
  ]
  const first = await bringFile(db, minus)
  expect(first.counts?.leftOut).toEqual({ total_negative: 1 })
  const worded = [
    'B-1;2026-03-02 10:00:00;paid;20.00;EUR;;;+37120000002;Ben;Cap;;1;20.00',
    'B-1;2026-03-06 10:00:00;refunded;8.00;EUR;;;+37120000002;Ben;Cap;;1;8.00',
    'B-2;2026-03-06 10:00:00;refunded;7.00;EUR;;;+37120000002;Ben;Cap;;1;7.00',
    'B-2;2026-03-02 10:00:00;paid;10.00;EUR;;;+37120000002;Ben;Cap;;1;10.00',
    'B-3;2026-03-02 10:00:00;paid;10.00;EUR;;;+37120000002;Ben;Cap;;1;10.00',
    'B-3;2026-03-02 10:00:00;refunded;4.00;EUR;;;+37120000002;Ben;Hat;;1;4.00',
    'B-3;2026-03-02 10:00:00;paid;3.00;EUR;;;+37120000002;Ben;Pin;;1;3.00',
  ]
  await bringFile(db, worded, first.imports)
  expect(orders(db)).toMatchObject([
    { id: 'A-1', status: 'paid', total: 2_000, refunded: 500 },
    { id: 'A-4', status: 'refunded', total: 900, refunded: 900 },
    { id: 'B-1', status: 'paid', total: 2_000, refunded: 800 },
    { id: 'B-2', status: 'paid', total: 1_000, refunded: 700 },
    { id: 'B-3', status: 'paid', total: 1_700, refunded: 400, lines: 'Cap 1 1000 -, Hat 1 400 -, Pin 1 300 -' },
  ])
  for (const rows of [minus, worded]) {
    const again = await dropFile(db, textOf(rows), first.imports)
    expect(again.counts?.orders).toMatchObject({ new: 0, changed: 0 })
  }
})

test('a phone that the file takes from one customer finds another, the first time as the second', async () => {
  const db = await temporaryDb()
  const header = 'Order number;Order date;Total;Currency;Customer ID;Phone;Client'
  const file = (...rows: string[]) => [header, ...rows, ''].join('\n')
  const imports = importsOf(db)
  const bring = async (text: string) => {
    const dropped = await dropFile(db, text, imports)
    await imports.begin(dropped.id, { by: OWNER, ground: '' }, AT)
    await imports.idle()
  }
  await bring(file('A-1;2026-03-02;5.00;EUR;10442;+37120000001;Anna', 'A-2;2026-03-02;6.00;EUR;10443;+37120000009;Eva'))
  const moved = file('A-2;2026-03-02;6.00;EUR;10442;+37120000003;Anna', 'A-1;2026-03-02;5.00;EUR;;+37120000001;Ben')
  await bring(moved)
  expect(orders(db)).toMatchObject([
    { id: 'A-1', phone: '+37120000001' },
    { id: 'A-2', phone: '+37120000003' },
  ])
  const again = await dropFile(db, moved, imports)
  expect(again.counts?.orders).toMatchObject({ new: 0, changed: 0, same: 2 })
  expect(again.counts?.orders).toMatchObject({ newBuyers: 0, changedBuyers: 0 })
})

test('what a shop says of an order meanwhile and since stays as it says, through the import and its undoing', async () => {
  const db = await temporaryDb()
  const imports = importsOf(db)
  await bringFile(db, FIRST.slice(0, 4), imports)
  const told = (status: string) =>
    db.sql(`update orders set status = ?, import_id = null where external_id = 'A-2'`).run(status)
  const paid = FIRST.slice(0, 4).map(row => row.replace('pending', 'paid').replace('120.50', '130.50'))
  const second = await dropFile(db, textOf(paid), imports)
  expect(second.counts?.orders).toMatchObject({ changed: 2 })
  told('cancelled')
  await imports.begin(second.id, { by: OWNER, ground: '' }, AT)
  await imports.idle()
  expect(orders(db)).toMatchObject([{ id: 'A-1', total: 13050 }, { id: 'A-2', status: 'cancelled' }, { id: 'A-3' }])
  told('refunded')
  await imports.undo(second.id, AT)
  await imports.idle()
  expect(orders(db)).toMatchObject([{ id: 'A-1', total: 12050 }, { id: 'A-2', status: 'refunded' }, { id: 'A-3' }])
})

/** A second file of a shop in which only a switch says something else, and how its orders stand by it. */
const SWITCHED: readonly [column: string, first: string[], second: string[], then: string[]][] = [
  ['Оплачено', ['да', 'нет', 'нет'], ['да', 'да', 'нет'], ['paid', 'paid', 'pending']],
  ['Оплачено', ['да', 'да', 'нет'], ['нет', 'да', 'нет'], ['pending', 'paid', 'pending']],
  ['Refunded?', ['0', '0', '1'], ['1', '0', '0'], ['refunded', 'paid', 'paid']],
  ['Voided', ['no', 'no', 'no'], ['no', 'yes', 'no'], ['paid', 'cancelled', 'paid']],
]

test('a file in which only a switch changed moves the orders that are known, and undone they stand as they did', async () => {
  for (const [column, first, second, then] of SWITCHED) {
    const db = await temporaryDb()
    const imports = importsOf(db)
    const file = (words: readonly string[]) =>
      [
        `Order number;Order date;Total;Currency;Phone;Client;${column}`,
        ...words.map((word, i) => `A-${i};2026-03-0${i + 1};5.00;EUR;+3712000000${i};Anna;${word}`),
        '',
      ].join('\n')
    const bring = async (words: readonly string[]) => {
      const dropped = await dropFile(db, file(words), imports)
      await imports.begin(dropped.id, { by: OWNER, ground: '' }, AT)
      await imports.idle()
      return dropped
    }
    await bring(first)
    const before = dump(db, without)
    const { id, counts } = await bring(second)
    const states = db.sql('select status from orders order by external_id').all()
    expect([column, ...states]).toEqual([column, ...then.map(status => ({ status }))])
    expect(counts?.orders?.changed).toBe(first.filter((word, i) => word !== second[i]).length)
    await imports.undo(id, AT)
    await imports.idle()
    expect(dump(db, without)).toEqual(before)
  }
})

test('a switch for what is over leaves alone who is known to have not paid yet', async () => {
  const db = await temporaryDb()
  const imports = importsOf(db)
  await bringFile(db, FIRST.slice(0, 4), imports)
  const header = 'Order number;Order date;Total;Currency;Phone;Client;Refunded?'
  const rows = [
    'A-1;2026-03-01 10:00:00;120.50;EUR;+37120000001;Anna P.;1',
    'A-2;2026-03-02;40.00;EUR;+37120000002;Ben;0',
    'A-3;2026-03-03;15.00;EUR;+37120000001;Anna P.;1',
  ]
  const dropped = await dropFile(db, [header, ...rows, ''].join('\n'), imports)
  await imports.begin(dropped.id, { by: OWNER, ground: '' }, AT)
  await imports.idle()
  expect(orders(db)).toMatchObject([
    { id: 'A-1', status: 'refunded', refunded: 12_050 },
    { id: 'A-2', status: 'pending' },
    { id: 'A-3', status: 'refunded' },
  ])
})
