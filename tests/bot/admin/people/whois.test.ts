import { expect, test } from 'vitest'
import { recordContact } from '../../../../src/audience/contact.js'
import { countConflicts } from '../../../../src/audience/linking/conflict.js'
import { type Order, takeOrder } from '../../../../src/audience/order.js'
import { whois } from '../../../../src/bot/admin/whois/addresses.js'
import { downloadFile } from '../../../../src/bot/lanes/download.js'
import { DAY } from '../../../../src/clock.js'
import type { Db } from '../../../../src/db/open.js'
import { PATIENCE_MS } from '../../../../src/sandbox/emulator/patience.js'
import { texts } from '../../../../src/text/index.js'
import { textRow, workbook } from '../../../crm/table/made.js'
import { findCustomer } from '../../../support/customer.js'
import { GB } from '../door.js'
import { addPerson, NOW, stage } from '../segments/stage.js'

const t = texts('en').whoCards

const KEYS = { telegramId: null, phone: null, email: null, firstName: 'Анна', lastName: 'П.' }
const ORDER: Omit<Order, 'externalId'> = {
  ...{ at: NOW - DAY, atPrecision: 'time', status: 'paid', total: 620_000, refunded: 0, discount: null, renewal: null },
  ...{ currency: 'RUB', promoCode: null, lines: [], clickDelivery: null },
}

/** Customer `n`: their Telegram id is of one person, their phone of another. */
function unclear(db: Db, n: number): { number: string; anna: number; pavel: number } {
  const number = `1044${n}`
  const [anna, pavel] = [addPerson(db), addPerson(db)]
  const phone = `+371200000${10 + n}`
  db.sql(`update subscribers set first_name = 'Anna ${n}', username = 'anna_${n}' where id = ?`).run(anna)
  db.sql(`update subscribers set first_name = 'Павел ${n}', username = null where id = ?`).run(pavel)
  recordContact(db, anna, phone, NOW - 9 * DAY)
  const { telegramId } = db
    .sql<{ telegramId: number }>('select telegram_id as telegramId from subscribers where id = ?')
    .get(pavel) ?? { telegramId: 0 }
  for (const order of ['a', 'b'])
    takeOrder(
      db,
      { ...KEYS, externalId: number, telegramId, phone },
      { ...ORDER, externalId: `${number}${order}` },
      NOW - n,
    )
  return { number, anna, pavel }
}

const personOf = (db: Db, number: string) => findCustomer(db, number)?.subscriberId ?? null

test('one customer after another is told apart by hand, each once, and nobody is guessed', async () => {
  const s = await stage()
  const [first, second, third] = [1, 2, 3].map(n => unclear(s.db, n))
  if (first === undefined || second === undefined || third === undefined) throw new Error('nobody waits')
  expect(countConflicts(s.db)).toBe(3)
  await s.send('/admin')
  expect(s.text()).toContain('❓ Who is who: 3 customers')
  await s.walk('⚠️ Needs you · 1', '❓ Who is who · 3')
  const card = s.lastId()
  expect(s.plain()).toBe(
    [
      '❓ Who is customer 10441?',
      '“Анна П.”, 2 orders, RUB 12,400',
      '',
      '• Павел 1: same Telegram id',
      '• Anna 1 (@anna_1): same phone, shared it themselves 15 Nov 2026',
    ].join('\n'),
  )
  expect(s.rows()).toEqual([
    ['Павел 1', 'Anna 1'],
    ['🚫 Neither', '⏭ Later · 2 more'],
    ['📄 File', '← Back'],
  ])
  await s.walk('⏭ Later · 2 more')
  expect(s.text()).toContain('10442')
  await s.walk('Anna 2')
  expect(s.text()).toContain('✅ Customer 10442 “Анна П.” is Anna 2. Their orders count from now on.')
  expect([personOf(s.db, second.number), personOf(s.db, first.number)]).toEqual([second.anna, null])
  expect(s.text()).toContain('Who is customer 10443')
  await s.walk('🚫 Neither')
  expect(personOf(s.db, third.number)).toBeNull()
  expect(s.text()).toContain('Who is customer 10441')
  // An old press does nothing more, and says so.
  await s.forge(
    whois.is.data({ customer: findCustomer(s.db, third.number)?.id ?? 0, person: third.anna, place: 0 }),
    card,
  )
  expect(s.text()).toContain(t.settled)
  await s.forge(
    whois.is.data({ customer: findCustomer(s.db, first.number)?.id ?? 0, person: third.anna, place: 0 }),
    card,
  )
  expect(s.text()).toContain(t.changed)
  expect([personOf(s.db, third.number), personOf(s.db, first.number)]).toEqual([null, null])
  await s.walk('Павел 1')
  expect([personOf(s.db, first.number), s.text(), countConflicts(s.db)]).toEqual([
    first.pavel,
    expect.stringContaining(t.nobodyWaits),
    0,
  ])
  expect(s.refused()).toEqual([])
})

test('the whole goes out as a file, is filled in and dropped again; what cannot be taken is said', async () => {
  const s = await stage()
  const waiting = [1, 2, 3, 4, 5, 6].map(n => unclear(s.db, n))
  await s.forge(whois.one.data({ place: 0 }), await sendAdmin(s))
  await s.press('📄 File')
  const [sent] = s.admin.messages().filter(({ document, from }) => from.is_bot && document !== undefined)
  expect(sent?.caption).toBe(t.howToFill)
  const bytes = await downloadFile(s.door().api, sent?.document?.file_id ?? '', GB)
  const [head, ...rows] = (bytes?.toString('utf8') ?? '').replace('\uFEFF', '').trim().split('\r\n')
  expect(head).toBe(
    'segcast_who_is_who,customer,customer_name,customer_phone,orders,spent,person,name,username,speaks_for_it,is_it_them',
  )
  expect(rows).toHaveLength(12)
  const fill: Record<string, [pavel: string, anna: string]> = {
    ...{ 10441: ['', 'ДА'], 10442: ['no', 'нет'], 10443: ['yes', '+'], 10444: ['no', ''], 10445: ['perhaps', 'yes'] },
    10446: ['', ''],
  }
  const filled = rows.map(row => {
    const cells = row.split(',')
    const number = cells[1] ?? ''
    return `${row}${fill[number]?.[row.includes('Anna ') ? 1 : 0] ?? ''}`
  })
  const drop = async (lines: string[]) => {
    s.admin.sendDocument({ bytes: Buffer.from([head, ...lines].join('\r\n')), name: 'who.csv' })
    await s.settled()
    await s.emulator.waitFor(() => !s.text().startsWith('📥'), PATIENCE_MS, 'the file to be taken')
  }
  await drop([...filled, '987654,10441,x,,0,,1,x,,,yes', ''])
  expect(s.plain().split('\n')).toEqual([
    '❓ Who is who: 1 customer linked, 1 is none of them, 1 left open',
    'Left out: 4',
    '• 10445: the last column takes yes or no',
    '• 10444: no stands beside some, nothing beside others',
    '• 10443: yes stands beside several people',
    '• 10441: there is no such customer here',
  ])
  expect(waiting.map(({ number }) => personOf(s.db, number))).toEqual([waiting[0]?.anna, null, null, null, null, null])
  expect([countConflicts(s.db), s.labels()[0]]).toEqual([4, '❓ Who is who · 4'])
  const before = s.db.sql('select * from customers').all()
  await drop(filled)
  expect(s.plain()).toContain('❓ Who is who: 0 customers linked, 2 as before, 1 left open')
  expect(s.db.sql('select * from customers').all()).toEqual(before)
  // A spreadsheet keeps it as its own workbook, and takes the customer's number for one.
  const last = waiting[5]
  const id = String(findCustomer(s.db, '10446')?.id ?? 0)
  const cells = [id, '10446', '', '', '2', '', String(last?.anna), '', '', '', 'Yes']
  const rowsOfBook = textRow(1, (head ?? '').split(',')) + textRow(2, cells)
  s.admin.sendDocument({ bytes: await workbook([{ name: 'who', rows: rowsOfBook }]), name: 'who is who.xlsx' })
  await s.settled()
  await s.emulator.waitFor(() => s.plain().includes('1 customer linked'), PATIENCE_MS, 'the workbook to be taken')
  expect(personOf(s.db, '10446')).toBe(last?.anna)
})

/** A card of the bot's to press on. */
async function sendAdmin(s: Awaited<ReturnType<typeof stage>>): Promise<number> {
  await s.send('/admin')
  return s.lastId()
}
