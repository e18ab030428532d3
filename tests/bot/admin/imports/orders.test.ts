import { expect, test, vi } from 'vitest'
import { usualRules } from '../../../../src/audience/rfm/rules.js'
import { refreshRfm } from '../../../../src/audience/rfm.js'
import { type Hand, type Stage, stage } from '../stage.js'
import { drop, until } from './dropped.js'

// Files are read in processes of their own, which take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

const AT = Date.UTC(2026, 10, 24, 7)
const HEADERS = 'Номер заказа;Дата заказа;Статус;Сумма;Телефон;Покупатель;Товар'

/** What was pressed on the way, counted. */
async function tap(who: Hand, taps: string[], ...labels: string[]): Promise<void> {
  for (const label of labels) {
    taps.push(label)
    await who.walk(label)
  }
}

function seed(s: Stage): void {
  const add = s.db.sql(
    `insert into subscribers (telegram_id, first_name, subscribed_at, last_seen_at, phone, file_phone, dice, created_at) values (?, ?, ?, ?, ?, ?, 1, ?)`,
  )
  add.run(71, 'Анна', AT, AT, '+79990000001', null, AT)
  add.run(72, 'Борис', AT, null, null, '+79990000002', AT)
}

test('a file of orders comes in with three taps, RFM map included; what is asked is asked first, and undoing takes all of it back', async () => {
  const s = await stage({ at: AT })
  seed(s)
  const rows = [
    '1;01.11.2026 10:00;Оплачен;1 000,00 ₽;+79990000001;Анна П.;Ботинки',
    '2;02.11.2026;Отменён;500,00 ₽;+79990000003;Вера;Шапка',
    '3;03.11.2026;Оплачен;1 234,50 ₽;+79990000003;Вера;Шапка',
    '4;04.11.2026;Оплачен;100,00 ₽;7,99912E+10;Глеб;Шапка',
  ]
  const text = [HEADERS, ...rows, ''].join('\r\n')
  const taps: string[] = []
  await drop(s.ada, text, 'orders.csv')
  await until(s, s.ada, '✅ Import')
  const card = s.ada.plain()
  for (const said of [
    '4 orders of 2 customers, 1 Nov 2026 – 4 Nov 2026',
    'New 3 · changed 0 · as before 0',
    'In the bot: 1 of 2 (by own phone 1)',
  ])
    expect(card).toContain(said)
  expect(card.replace(/\u00a0|\u202f/gu, ' ')).toMatch(/Sum.*2,834\.50/)
  expect(card).toContain('Left out 1 row')
  await s.ada.walk('👥 Who is found')
  expect(s.ada.plain()).toContain('Анна')
  await s.ada.walk('← Back')
  await tap(s.ada, taps, '✅ Import')
  await until(s, s.ada, 'Imported in')
  expect(s.db.sql('select count(*) as n from orders').get()).toEqual({ n: 3 })
  expect(s.ada.plain()).toContain('worked out within a minute')
  await refreshRfm(s.db, { rules: usualRules, currency: 'RUB', zone: 'UTC' }, AT)
  s.db.write(() => s.db.sql('delete from stale_customers').run())
  await until(s, s.ada, 'RFM is ready: ')
  expect(s.ada.plain()).toContain('Orders are known of 1 of 2')
  await tap(s.ada, taps, '🗺 RFM map')
  expect(taps.length).toBeLessThanOrEqual(3)
  await drop(s.ada, text, 'again.csv')
  await until(s, s.ada, 'as before 3')
  expect(s.ada.labels()).not.toContain('✅ Import')
  await s.ada.press('✖️ Leave it')
  await s.ada.send('/import')
  await s.ada.walk(s.ada.labels().find(label => label.includes('orders.csv')) ?? '')
  await s.ada.walk('↩️ Undo import')
  expect(s.ada.plain()).toContain('3 orders go')
  await s.ada.walk('↩️ Undo import')
  await until(s, s.ada, 'all is as it was')
  expect(s.db.sql('select (select count(*) from orders) + (select count(*) from customers) as n').get()).toEqual({
    n: 0,
  })
})

test('a status that no list knows is asked about with what it holds; phones of a file are used only when somebody says so', async () => {
  const s = await stage({ at: AT })
  seed(s)
  const text = [
    HEADERS,
    '11;01.11.2026 10:00;Фея забрала;1 000,00 ₽;+79990000002;Борис;Ботинки',
    '12;02.11.2026 10:00;Оплачен;1 000,00 ₽;+79990000002;Борис;Ботинки',
    '',
  ].join('\r\n')
  await drop(s.ada, text, 'orders.csv')
  await until(s, s.ada, 'What does “Фея забрала” mean? 1 order')
  expect(s.ada.plain()).toContain('“Оплачен” counts')
  await s.ada.walk('📋 All statuses')
  expect(s.ada.plain()).toContain('Фея забрала — not yet')
  await s.ada.walk('← Back', '✅ Counts')
  await until(s, s.ada, '✅ Import')
  expect(s.ada.plain()).toContain('by phone from a file 1')
  await s.ada.walk('✅ Import')
  expect(s.ada.plain()).toContain('1 person is found only by a phone that came with a file')
  await s.ada.walk('🚫 Only confirmed')
  await until(s, s.ada, 'Imported in')
  expect(s.db.sql('select by_file_phone as allowed, subscriber_id as linked from customers').all()).toEqual([
    { allowed: 0, linked: null },
  ])
  expect(s.db.sql('select status from orders order by external_id').all()).toEqual([
    { status: 'paid' },
    { status: 'paid' },
  ])
  // Somebody says yes another day, with the same file: its words are known by now.
  await drop(s.ada, text, 'again.csv')
  await until(s, s.ada, 'as before 2')
  await s.ada.walk('✅ Import', '✅ Use them')
  await until(s, s.ada, 'Imported in')
  const linked = () => s.db.sql('select by_file_phone as allowed, linked_by as by from customers').get()
  expect(linked()).toEqual({ allowed: 1, by: 'file_phone' })
  await s.ada.walk('↩️ Undo import', '↩️ Undo import')
  await until(s, s.ada, 'all is as it was')
  expect(linked()).toEqual({ allowed: 0, by: null })
})

test('what no row decides is asked, one card each: the day, the sum, the currency, and whether rows of one order are its parts', async () => {
  const s = await stage({ at: AT })
  const text = [
    '№ заказа;Дата заказа;Телефон;Товар;Сумма',
    '1;03/04/2026;+79990000001;Шапка;1.200',
    '1;03/04/2026;+79990000001;Шарф;1.300',
    '2;04/05/2026;+79990000002;Шапка;2.500',
  ]
  await drop(s.ada, text.join('\n'), 'orders.csv')
  for (const [asked, said] of [
    ['03/04/2026 in row 2: which day is it?', '3 Apr 2026'],
    ['how much is it?', '1200'],
    ['Which currency is 1.200?', 'CHF'],
    ['Order 1 takes several rows: 1.200, 1.300', '➕ Add them up'],
  ] as const) {
    await until(s, s.ada, asked)
    // No button names it; what is no answer changes nothing.
    if (said === 'CHF') {
      await s.ada.send('walruses')
      expect(s.ada.plain()).toContain('I cannot read that as an answer')
      await s.ada.send(said)
    } else await s.ada.walk(said)
  }
  await until(s, s.ada, '✅ Import')
  await s.ada.walk('✅ Import')
  await until(s, s.ada, 'Imported in')
  expect(
    s.db
      .sql(`select external_id as id, total, currency, date(at / 1000, 'unixepoch') as day from orders order by 1`)
      .all(),
  ).toEqual([
    { id: '1', total: 250_000, currency: 'CHF', day: '2026-04-03' },
    { id: '2', total: 250_000, currency: 'CHF', day: '2026-05-04' },
  ])
})

test('what nobody can be matched by is said before anything is mapped', async () => {
  const s = await stage({ at: AT })
  await drop(
    s.ada,
    'Order number;Order date;Total;Currency;Product\n1;2026-11-01;10.00;EUR;Boots\n2;2026-11-02;20.00;EUR;Cap\n',
    'orders.csv',
  )
  await until(s, s.ada, 'cannot tell whose rows these are')
  expect(s.ada.labels()).toContain('✖️ Leave it')
})
