import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startSubscriber } from '../../src/audience/subscription.js'
import { eraseFromImports } from '../../src/crm/erase.js'
import { noteNew } from '../../src/crm/import/note.js'
import { getImport } from '../../src/crm/import/record.js'
import { listKept, previewUndo } from '../../src/crm/import/undo.js'
import type { Db } from '../../src/db/open.js'
import { recordCustomer } from '../support/customer.js'
import { temporaryDb } from '../support/db.js'
import { AT, bring, dump, importsOf, type Row } from './import.fixture.js'

const WORDING = { name: 'welcome', language: 'en', shown: 'Press Start.' } as const

function press(db: Db, telegramId: number) {
  const person = {
    telegramId,
    firstName: 'P',
    lastName: null,
    username: null,
    telegramLanguage: null,
    premium: false,
  }
  return startSubscriber(db, person, { source: null, wording: WORDING }, AT + 1).subscriber
}

const runs = (db: Db) => db.sql('select import_id as i, "table" as t, first, last from import_ranges').raw().all()

test('rows that came next to one another are one run, whoever comes between parts it, and a forgotten one is in none', async () => {
  const db = await temporaryDb()
  const add = (n: number) => {
    const newest = db.sql<{ id: number | null }>('select max(id) as id from customers').get()?.id ?? 0
    for (let i = 0; i < n; i++) db.sql('insert into customers (created_at) values (1)').run()
    return newest
  }
  db.sql(`insert into imports (id, admin_id, at, file, sha256, state) values (1, 1, 1, '', x'', 'merging'),
    (2, 1, 1, '', x'', 'merging')`).run()
  noteNew(db, 1, 'customers', add(0))
  expect(runs(db)).toEqual([])
  noteNew(db, 1, 'customers', add(3))
  noteNew(db, 1, 'customers', add(2))
  expect(runs(db)).toEqual([[1, 'customers', 1, 5]])
  noteNew(db, 2, 'customers', add(2))
  add(1)
  noteNew(db, 2, 'customers', add(2))
  noteNew(db, 1, 'customers', add(1))
  expect(runs(db)).toEqual([
    [1, 'customers', 1, 5],
    [1, 'customers', 11, 11],
    [2, 'customers', 6, 7],
    [2, 'customers', 9, 10],
  ])
  eraseFromImports(db, { subscriberId: 9, customers: [1, 3, 5, 11, 9, 10] }, () => false)
  expect(runs(db)).toEqual([
    [1, 'customers', 2, 2],
    [1, 'customers', 4, 4],
    [2, 'customers', 6, 7],
  ])
})

test('an import of before, which has a row for each that it added, is undone as it always was', async () => {
  const db = await temporaryDb()
  press(db, 2)
  const before = dump(db)
  const imports = importsOf(db)
  const ids = [
    await bring(
      imports,
      [1, 2, 3].map(id => ({ telegram_id: id, first_name: 'F' })),
    ),
    await bring(imports, [{ external_id: 'a', phone: '+37120000001' }, { email: 'b@shop.test' }], {
      kind: 'customers',
    }),
  ]
  db.sql(
    `insert into import_changes (import_id, "table", row, before, after)
     select import_id, 'subscribers', s.id, null, '{}' from import_ranges g join subscribers s on s.id between first and last
       where "table" = 'subscribers'
     union all select g.import_id, 'customers', c.id, null, json_object('telegram_id', telegram_id, 'phone', phone, 'email', email,
       'first_name', first_name, 'last_name', last_name) from import_ranges g join customers c on c.id between first and last
       where "table" = 'customers'`,
  ).run()
  db.sql('delete from import_ranges').run()
  db.sql('update customers set import_id = null').run()
  expect(await Promise.all(ids.map(id => previewUndo(db, id)))).toEqual([
    { added: 2, changed: 0, pressed: 0 },
    { added: 2, changed: 0, pressed: 0 },
  ])
  for (const id of ids) await imports.undo(id, AT)
  await imports.idle()
  expect(dump(db)).toEqual(before)
})

test('what somebody else said of a customer since stays, is listed, and goes when theirs is taken back', async () => {
  const db = await temporaryDb()
  const imports = importsOf(db)
  const before = dump(db)
  const rows: Row[] = ['a', 'b', 'c', 'd'].map((external_id, i) => ({ external_id, phone: `+3712000000${i}` }))
  const first = await bring(imports, rows, { kind: 'customers' })
  recordCustomer(db, { externalId: 'a', telegramId: null, phone: '+37120000000' }, AT)
  recordCustomer(db, { externalId: 'b', telegramId: null, phone: '+37120000011' }, AT)
  const second = await bring(imports, [{ external_id: 'c', email: 'c@shop.test' }], { kind: 'customers' })
  expect(await previewUndo(db, first)).toEqual({ added: 4, changed: 0, pressed: 0 })
  await imports.undo(first, AT)
  await imports.idle()
  expect((await listKept(db, first, 9)).map(({ key, why }) => [key, why]).sort()).toEqual([
    ['a', 'changed'],
    ['b', 'changed'],
    ['c', 'imported'],
  ])
  expect(runs(db)).toEqual([])
  await imports.undo(second, AT)
  await imports.idle()
  await imports.undo(first, AT)
  await imports.idle()
  expect((await listKept(db, first, 9)).map(({ key, why }) => [key, why]).sort()).toEqual([
    ['a', 'changed'],
    ['b', 'changed'],
  ])
  expect(getImport(db, first).counts?.kept).toBe(2)
  db.sql(`delete from customers where external_id in ('a', 'b')`).run()
  db.sql('delete from stale_customers').run()
  expect(dump(db)).toEqual({ ...before, import_changes: before['import_changes'] })
})

test('an order that an import added goes with its lines and before its customer, unless somebody told of it since', async () => {
  const db = await temporaryDb()
  const imports = importsOf(db)
  const id = await bring(imports, [{ external_id: 'a' }, { external_id: 'b' }], { kind: 'customers' })
  db.write(() => {
    db.sql(
      `insert into orders (id, external_id, customer_id, at, status, total, currency, import_id)
       values (1, 'o1', 1, 1, 'paid', 100, 'EUR', :id), (2, 'o2', 2, 1, 'paid', 100, 'EUR', :id)`,
    ).run({ id })
    db.sql(
      `insert into order_lines (order_id, line, product, product_folded, quantity) values (1, 0, 'P', 'p', 1)`,
    ).run()
    noteNew(db, id, 'orders', 0)
  })
  db.sql('update orders set total = 200, import_id = null where id = 2').run()
  expect(await previewUndo(db, id)).toEqual({ added: 4, changed: 0, pressed: 0 })
  await imports.undo(id, AT)
  await imports.idle()
  expect((await listKept(db, id, 9)).map(({ table, name, key, why }) => [table, name, key, why])).toEqual([
    ['customers', '', 'b', 'used'],
    ['orders', 'o2', null, 'changed'],
  ])
  expect(db.sql('select id from orders').raw().all()).toEqual([[2]])
  expect(db.sql('select * from order_lines').all()).toEqual([])
})

test('who asked to be forgotten is not looked at when their import is undone', async () => {
  const db = await temporaryDb()
  const imports = importsOf(db)
  const id = await bring(
    imports,
    [1, 2, 3].map(telegram_id => ({ telegram_id })),
  )
  db.write(() => {
    db.sql(`update subscribers set telegram_id = null, subscribed_at = null, erased_at = ? where id = 2`).run(AT)
    eraseFromImports(db, { subscriberId: 2, customers: [] }, () => false)
  })
  expect(await previewUndo(db, id)).toEqual({ added: 2, changed: 0, pressed: 0 })
  await imports.undo(id, AT)
  await imports.idle()
  expect(db.sql('select id from subscribers').raw().all()).toEqual([[2]])
})

/** Columns that others tell of a customer or an order; who it is linked to, or that its customer was joined with another, is no word of it. */
const TOLD = /\b(?:external_id|telegram_id|phone|email|first_name|last_name|customer_id|at|status|total|currency) =/

test('whoever changes a customer or an order says whose word stands', () => {
  const source = join(import.meta.dirname, '../../../src')
  const statements = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !name.startsWith('sandbox'))
    .flatMap(name => {
      const text = readFileSync(join(source, name), 'utf8')
      return [...text.matchAll(/\bupdate (?:main\.)?(?:customers|orders) set ([^'`]*)/g)].map(([whole, set = '']) => ({
        name,
        whole,
        set: set.split(/\bwhere\b/)[0] ?? '',
      }))
    })
  const told = statements.filter(({ set }) => TOLD.test(set) && !/^customer_id = \S+ $/.test(set))
  expect(told.length).toBeGreaterThan(3)
  expect(told.filter(({ set }) => !set.includes('import_id'))).toEqual([])
})
