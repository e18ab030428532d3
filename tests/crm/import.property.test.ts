import fc from 'fast-check'
import { expect, test } from 'vitest'
import { recordValues } from '../../src/audience/attribute/value.js'
import { createAttribute } from '../../src/audience/attribute.js'
import { startSubscriber } from '../../src/audience/subscription.js'
import { getImport } from '../../src/crm/import/record.js'
import { recordCustomer } from '../support/customer.js'
import { temporaryDb } from '../support/db.js'
import { AT, bring, drop, dump, importsOf, type OrderRow, OWNER, type Row } from './import.fixture.js'

const SIZE = {
  label: 'Size',
  group: 'personality',
  type: 'number',
  options: null,
  purpose: null,
  createdBy: OWNER,
} as const
const WORDING = { name: 'welcome', language: 'en', shown: 'Press Start.' } as const

const some = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined, freq: 3 })
const row = fc.record({
  telegram_id: fc.integer({ min: 1, max: 12 }),
  first_name: some(fc.constantFrom('Anna', 'Ben', '')),
  username: some(fc.constantFrom('anna', 'ben')),
  phone: some(fc.constantFrom('+37120000001', '+37120000002')),
  stopped: fc.constantFrom(0, 0, 1),
  reachable: some(fc.constantFrom(0, 1)),
  fields: fc.dictionary(
    fc.constantFrom('size', 'city', 'Tags', 'note'),
    fc.oneof(fc.constantFrom('40', '41', 'Riga', 'vip', '?'), fc.constant(['vip', 'new'])),
    { maxKeys: 3 },
  ),
})
// What is missing is missing, not there without a value.
const rows = fc.array(row, { maxLength: 12 }).map(list => list.map(one => JSON.parse(JSON.stringify(one)) as Row))

const customer = fc.record({
  external_id: some(fc.constantFrom('1', '2', '3', '4')),
  telegram_id: some(fc.integer({ min: 1, max: 6 })),
  phone: some(fc.constantFrom('+37120000001', '+37120000002', '+37120000003')),
  email: some(fc.constantFrom('a@shop.test', 'b@shop.test')),
  first_name: some(fc.constantFrom('Anna', 'Ben')),
})

test('whatever files of customers come in one after another, all undone nothing is left, in whatever order', async () => {
  const db = await temporaryDb()
  db.write(() => {
    for (const telegramId of [1, 3]) {
      const names = { firstName: 'Here', lastName: null, username: null, telegramLanguage: null, premium: false }
      startSubscriber(db, { telegramId, ...names }, { source: null, wording: WORDING }, AT - 1)
    }
    recordCustomer(db, { externalId: '2', telegramId: null, phone: '+37120000002' }, AT - 1)
  })
  const before = dump(db)
  const imports = importsOf(db)
  const files = fc.array(fc.array(customer, { maxLength: 6 }), { minLength: 1, maxLength: 3 })
  const property = fc.asyncProperty(files, fc.nat(), async (all, turn) => {
    const ids: number[] = []
    for (const file of all)
      ids.push(await bring(imports, JSON.parse(JSON.stringify(file)) as Row[], { kind: 'customers' }))
    const order = turn % 2 === 0 ? ids.toReversed() : ids
    for (const id of order.flatMap(() => order)) {
      if (getImport(db, id).state === 'undone' && getImport(db, id).counts?.kept === 0) continue
      await imports.undo(id, AT)
      await imports.idle()
    }
    // Whoever was linked meanwhile is worked out once more.
    db.write(() => db.sql('delete from stale_customers').run())
    expect(dump(db)).toEqual(before)
  })
  await fc.assert(property, { numRuns: Number(process.env['IMPORT_RUNS'] ?? 6), seed: 1, endOnFailure: true })
})

test('whatever files come in one after another, the last of them again changes nothing, and all undone nothing is left', async () => {
  const db = await temporaryDb()
  const size = createAttribute(db, SIZE, AT)
  db.write(() => {
    for (const telegramId of [2, 4, 6]) {
      const names = { firstName: 'Here', lastName: null, username: null, telegramLanguage: null, premium: false }
      startSubscriber(db, { telegramId, ...names }, { source: null, wording: WORDING }, AT - 1)
    }
    recordValues(db, 1, size, { values: ['38'], provenance: 'declared', origin: 'survey:1' }, AT - 1)
    recordValues(db, 2, size, { values: ['39'], provenance: 'observed', origin: 'x' }, AT - 1)
  })
  const before = dump(db)
  const imports = importsOf(db)
  const property = fc.asyncProperty(fc.array(rows, { minLength: 1, maxLength: 3 }), fc.nat(), async (files, turn) => {
    const ids: number[] = []
    for (const file of files) ids.push(await bring(imports, file))
    const last = await drop(imports, files.at(-1) ?? [])
    expect(last.counts).toMatchObject({ new: 0, changed: 0, size: 0 })
    await imports.cancel(last.id)
    const order = turn % 2 === 0 ? ids.toReversed() : ids
    // What stays because a later one has it too goes after that one.
    for (const id of order.flatMap(() => order)) {
      if (getImport(db, id).state === 'undone' && getImport(db, id).counts?.kept === 0) continue
      await imports.undo(id, AT)
      await imports.idle()
    }
    expect(dump(db)).toEqual(before)
  })
  await fc.assert(property, { numRuns: Number(process.env['IMPORT_RUNS'] ?? 6), seed: 1, endOnFailure: true })
})

const order = fc.record({
  order_id: fc.constantFrom('A', 'B', 'C', 'D', 'E'),
  person: fc.integer({ min: 1, max: 3 }),
  at: fc.constantFrom(AT - 1, AT - 86_400_000),
  at_precision: fc.constantFrom('time', 'day'),
  status: fc.constantFrom('paid', 'pending', 'cancelled', 'refunded'),
  total: fc.constantFrom(100, 250),
  refunded: fc.constantFrom(0, 50),
  discount: some(fc.constantFrom(10)),
  promo_code: some(fc.constantFrom('Spring', 'ВЕСНА')),
  lines: some(
    fc.array(
      fc.record({
        product: fc.constantFrom('Boots', 'Cap'),
        quantity: fc.integer({ min: 1, max: 2 }),
        sku: some(fc.constant('S')),
      }),
      { maxLength: 3 },
    ),
  ),
})

/** A file: three people, and orders of theirs, each number once. */
const orderFile = fc.record({
  people: fc.tuple(customer, customer, customer).map(all => all.map(one => ({ ...one, last_name: 'P.' }))),
  orders: fc.uniqueArray(order, { maxLength: 5, selector: ({ order_id }) => order_id }),
})

test('whatever files of orders come in one after another, each says what stands, once more it changes nothing, and all undone nothing is left', async () => {
  const db = await temporaryDb()
  db.write(() => {
    const names = { firstName: 'Here', lastName: null, username: null, telegramLanguage: null, premium: false }
    startSubscriber(db, { telegramId: 3, ...names }, { source: null, wording: WORDING }, AT - 1)
    recordCustomer(db, { externalId: '2', telegramId: null, phone: '+37120000002' }, AT - 1)
  })
  const before = dump(db)
  const imports = importsOf(db)
  const property = fc.asyncProperty(
    fc.array(orderFile, { minLength: 1, maxLength: 3 }),
    fc.nat(),
    async (files, turn) => {
      const ids: number[] = []
      for (const file of files) {
        const { people, orders } = JSON.parse(JSON.stringify(file)) as { people: Row[]; orders: OrderRow[] }
        const how = { kind: 'orders', orders } as const
        ids.push(await bring(imports, people, how))
        for (const { order_id, person, status, total, lines = [] } of orders) {
          const keys = people[(person ?? 0) - 1]
          const named = [keys?.external_id, keys?.phone, keys?.email, keys?.telegram_id].some(key => key !== undefined)
          const stands = db
            .sql<{ status: string; total: number; lines: number; net: number }>(
              `select status, total, total - refunded as net, (select count(*) from order_lines where order_id = o.id) as lines
             from orders o where external_id = ?`,
            )
            .get(order_id)
          if (named) expect(stands).toMatchObject({ status, total, ...(lines.length > 0 && { lines: lines.length }) })
          if (named && status === 'refunded') expect(stands?.net).toBe(0)
        }
        const again = await drop(imports, people, how)
        expect(again.counts?.orders).toMatchObject({ new: 0, changed: 0 })
        await imports.cancel(again.id)
      }
      const turned = turn % 2 === 0 ? ids.toReversed() : ids
      for (const id of turned.flatMap(() => turned)) {
        if (getImport(db, id).state === 'undone' && getImport(db, id).counts?.kept === 0) continue
        await imports.undo(id, AT)
        await imports.idle()
      }
      db.write(() => db.sql('delete from stale_customers').run())
      expect(dump(db)).toEqual(before)
    },
  )
  await fc.assert(property, { numRuns: Number(process.env['IMPORT_RUNS'] ?? 6), seed: 1, endOnFailure: true })
})
