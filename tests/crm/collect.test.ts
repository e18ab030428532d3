import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createCollector } from '../../src/crm/collect.js'
import { createProfiler } from '../../src/crm/recognise/column/profiler.js'
import { recognise } from '../../src/crm/recognise/recognise.js'
import { createInterpreter } from '../../src/crm/recognise/row/interpreter.js'
import type { Grouping } from '../../src/crm/role.js'
import { openFile } from '../../src/db/binding.js'

const folder = mkdtempSync(join(tmpdir(), 'collect-'))
afterAll(() => rmSync(folder, { recursive: true }))
let made = 0

/** A file of rows, from its headers to the tables in which it is worked out. */
function collect(header: string, rows: readonly string[], grouping?: Grouping) {
  const headers = header.split('|')
  const cells = rows.map(row => row.split('|'))
  const profiler = createProfiler(headers, 'RU')
  for (const [at, row] of cells.entries()) profiler.add(at + 2, row)
  const { mapping } = recognise(profiler.done(), { country: 'RU', currency: 'RUB' })
  const whole = grouping === undefined ? mapping : { ...mapping, grouping }
  const path = join(folder, `${++made}.db`)
  writeFileSync(path, '', { mode: 0o600 })
  const collector = createCollector(path, whole, headers)
  const interpreter = createInterpreter(whole, {
    headers,
    country: 'RU',
    zone: 'Europe/Riga',
    now: Date.UTC(2026, 10, 29),
  })
  for (const [at, row] of cells.entries()) collector.take(interpreter.read(at + 2, row))
  const { outcomes, counts } = interpreter.done()
  collector.take(outcomes)
  const collected = collector.done(counts)
  const file = openFile(path, { readonly: true })
  const all = (sql: string) => file.prepare(sql).all()
  return { collected, all, close: () => file.close() }
}

test('people are numbered without gaps, joined, and keep what each row said', () => {
  const { collected, all, close } = collect('Имя|Телефон|Почта|Теги|Дата регистрации', [
    'Анна|89160000001||vip|02.03.2026',
    'Олег||o@shop.test||01.03.2026',
    '|89160000002|||01.03.2026',
    'Анна|89160000001|a@shop.test|осень|01.03.2026',
    '|89160000002|o@shop.test||13.03.2026',
    'Никто||||',
    'Яна|89160000003|||14.03.2026',
  ])
  expect(all('select rowid, line, phone, email, first_name, fields from result order by rowid')).toEqual([
    {
      rowid: 1,
      line: 2,
      phone: '+79160000001',
      email: 'a@shop.test',
      first_name: 'Анна',
      fields: '{"Теги":["vip","осень"]}',
    },
    { rowid: 2, line: 8, phone: '+79160000003', email: null, first_name: 'Яна', fields: '{}' },
    { rowid: 3, line: 3, phone: '+79160000002', email: 'o@shop.test', first_name: 'Олег', fields: '{}' },
  ])
  expect(all('select line, "column", reason, cells from left_out')).toEqual([
    { line: 7, column: null, reason: 'no_key', cells: '["Никто","","","",""]' },
  ])
  expect(collected.counts).toMatchObject({ rows: 7, accepted: 6, leftOut: 1, people: 3 })
  expect(collected.keys).toEqual({ telegram_id: 0, phone: 3, email: 0 })
  close()
})

const ORDERS = 'Номер заказа|Дата|Телефон|Почта|Товар|Кол-во|Сумма'

test('orders follow the person that their rows turned out to be', () => {
  const { collected, all, close } = collect(ORDERS, [
    '1|13.03.2026|89160000001||Чай|1|100',
    '2|13.03.2026||a@shop.test|Чай|2|50,50',
    '3|13.03.2026|||Чай|1|7',
    '4|13.03.2026|89160000001|a@shop.test|Мёд|1|1',
  ])
  expect(all('select count(*) as people from result')).toEqual([{ people: 1 }])
  expect(all('select order_id, person, total, status, at_precision, currency from result_orders order by id')).toEqual([
    { order_id: '1', person: 1, total: 10000, status: 'paid', at_precision: 'day', currency: 'RUB' },
    { order_id: '2', person: 1, total: 5050, status: 'paid', at_precision: 'day', currency: 'RUB' },
    { order_id: '3', person: null, total: 700, status: 'paid', at_precision: 'day', currency: 'RUB' },
    { order_id: '4', person: 1, total: 100, status: 'paid', at_precision: 'day', currency: 'RUB' },
  ])
  expect(collected.totals).toEqual([{ currency: 'RUB', orders: 4, total: 15850, refunded: 0, matched: 15150 }])
  expect(all(`select value from facts where key = 'totals'`)).toEqual([{ value: JSON.stringify(collected.totals) }])
  expect(all('select order_row, line, product, quantity from result_lines where order_row = 2')).toEqual([
    { order_row: 2, line: 1, product: 'Чай', quantity: 2 },
  ])
  close()
})

test.each<[Grouping, number, string]>([
  ['once', 100, 'Чай Мёд Кофе'],
  ['sum', 130, 'Чай Мёд Кофе'],
  ['row', 10, 'Кофе'],
])('a number that comes back later, %s: %s in all, with %s', (grouping, total, products) => {
  const { all, close } = collect(
    ORDERS,
    [
      '1|13.03.2026|89160000001||Чай|1|100',
      '1|13.03.2026|89160000001||Мёд|1|20',
      '2|13.03.2026|89160000002||Сыр|1|5',
      '1|13.03.2026|89160000001||Кофе|1|10',
    ],
    grouping,
  )
  expect(all('select total from result_orders where id = 1')).toEqual([{ total: total * 100 }])
  const lines = all('select product from result_lines where order_row = 1 order by line')
  expect(lines).toEqual(products.split(' ').map(product => ({ product })))
  close()
})

test('a later part of an order that says less than the first adds what it has', () => {
  const { collected, all, close } = collect(
    ORDERS,
    [
      '1|13.03.2026|89160000001||Чай|1|100',
      '2|13.03.2026|89160000002||Сыр|1|5',
      '1||||Мёд|2|',
      '3||||Мёд|2|',
      '1|13.03.2026|||Кофе|1|',
    ],
    'once',
  )
  expect(all('select product, quantity from result_lines where order_row = 1 order by line')).toEqual([
    { product: 'Чай', quantity: 1 },
    { product: 'Мёд', quantity: 2 },
    { product: 'Кофе', quantity: 1 },
  ])
  expect(all('select line, reason from left_out')).toEqual([{ line: 5, reason: 'date_missing' }])
  expect(collected.totals).toEqual([{ currency: 'RUB', orders: 2, total: 10500, refunded: 0, matched: 10500 }])
  close()
})

test('a million rows of one order take no room: so many positions are kept, all are added up', () => {
  const rows = Array.from({ length: 5_000 }, (_, at) => `1|13.03.2026|89160000001||Чай ${at}|1|1`)
  const { all, collected, close } = collect(ORDERS, rows, 'sum')
  expect(all('select total from result_orders')).toEqual([{ total: 500_000 }])
  expect(collected.counts).toMatchObject({ rows: 5_000, accepted: 5_000, orders: 1, people: 1 })
  close()
})
