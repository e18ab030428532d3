import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import { openCrm } from './crm-door.js'

const RUNS = Number(process.env['API_RUNS'] ?? 60)
const TABLES = ['orders', 'order_lines', 'customers', 'customer_conflicts', 'subscribers', 'attribute_values']
const PATHS = ['/crm/orders', '/crm/customers', '/crm/subscribers'] as const

const id = fc.constantFrom('1', 'A-1', 'А-2', 7)
const customer = fc.record(
  {
    id,
    telegram_id: fc.constantFrom(70_001, '70002'),
    phone: fc.constantFrom('+371 2000 0001', '8 912 345-67-89', '+5491122334455'),
    email: fc.constantFrom('a@b.c', 'A@B.C'),
    first_name: fc.string({ unit: 'grapheme', maxLength: 12 }),
  },
  { requiredKeys: [] },
)
const order = fc.record(
  {
    id,
    customer,
    at: fc.constantFrom('2026-11-20', '2026-11-20T10:00:00Z', '2026-11-20T10:00:00+03:00', '2027-01-01'),
    status: fc.constantFrom('paid', 'pending', 'cancelled', 'refunded'),
    total: fc.oneof(fc.integer({ min: 0, max: 1_000 }), fc.constantFrom('10.50', 0.1 + 0.2, 9.99)),
    currency: fc.constantFrom('EUR', 'rub', 'JPY'),
    lines: fc.array(
      fc.record(
        {
          product: fc.string({ maxLength: 8 }),
          quantity: fc.integer({ min: -1, max: 3 }),
          price: fc.constantFrom(1, '2.5'),
        },
        { requiredKeys: ['product', 'quantity'] },
      ),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ['id', 'customer', 'at', 'status', 'total', 'currency'] },
)
const subscriber = fc.record(
  {
    telegram_id: fc.constantFrom(70_001, 70_002, 70_003),
    ground: fc.constantFrom('Old bot', ' '),
    fields: fc.dictionary(fc.constantFrom('City', 'birthday', 'Nothing', '__proto__'), fc.jsonValue({ maxDepth: 1 })),
    phone: fc.constantFrom('+371 2000 0001', 'none'),
  },
  { requiredKeys: ['telegram_id'] },
)

/** An item as it should be, or with one field that is something else, missing, or too much. */
const item = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(order, customer, subscriber) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.oneof(order, customer, subscriber),
        fc.constantFrom(
          'id',
          'customer',
          'at',
          'total',
          'lines',
          'telegram_id',
          'fields',
          'phone',
          'constructor',
          '__proto__',
        ),
        fc.jsonValue(),
      )
      .map(([one, field, value]) => {
        const changed: unknown = JSON.parse(`{${JSON.stringify(field)}:${JSON.stringify(value)}}`)
        return { ...one, ...Object(changed) }
      }),
  },
  { weight: 1, arbitrary: fc.jsonValue() },
)

/** Bytes where the text was cut, and others put in. */
const mangled = fc
  .tuple(fc.array(item, { maxLength: 4 }), fc.boolean(), fc.nat(), fc.uint8Array({ maxLength: 6 }), fc.nat({ max: 6 }))
  .map(([items, lines, place, put, cut]) => {
    const text = lines ? items.map(one => JSON.stringify(one)).join('\n') : JSON.stringify(items)
    const bytes = Buffer.from(text)
    const at = bytes.length === 0 ? 0 : place % bytes.length
    return { bytes: Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)]), lines }
  })
const right = fc.tuple(fc.oneof(item, fc.array(item, { maxLength: 6 })), fc.boolean()).map(([told, lines]) => ({
  bytes: Buffer.from(
    lines
      ? [told]
          .flat()
          .map(one => JSON.stringify(one))
          .join('\r\n')
      : JSON.stringify(told),
  ),
  lines,
}))
const body = fc.oneof(
  { weight: 3, arbitrary: right },
  { weight: 2, arbitrary: mangled },
  {
    weight: 1,
    arbitrary: fc.record({
      bytes: fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes)),
      lines: fc.boolean(),
    }),
  },
)

const contents = (db: Db) =>
  JSON.stringify(TABLES.map(table => db.sql<object>(`select * from ${table} order by 1, 2, 3`).all()))

test('whatever comes is taken or refused, item by item, whole or not at all, and is no fault of ours', async () => {
  const c = await openCrm()
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PATHS), body, async (path, { bytes, lines }) => {
      const before = contents(c.db)
      const type = lines ? 'application/x-ndjson' : 'application/json'
      const { status, body: said } = await c.raw(path, new Uint8Array(bytes), type)
      const after = contents(c.db)
      expect(c.faults).toEqual([])
      expect([200, 400, 413, 422]).toContain(status)
      if (status >= 400 && status !== 422) {
        expect(after).toBe(before)
        return
      }
      const items: { outcome: string }[] = lines ? Object(said).slice(0, -1) : Object(said).items
      const { accepted, refused } = lines ? Object(said).at(-1) : Object(said)
      const outcomes = items.map(({ outcome }) => outcome)
      expect([accepted, refused]).toEqual([
        outcomes.filter(outcome => outcome !== 'error').length,
        outcomes.filter(outcome => outcome === 'error').length,
      ])
      if (outcomes.every(outcome => outcome === 'error' || outcome === 'same')) expect(after).toBe(before)
      else expect(after).not.toBe(before)
      // The same again changes nothing, unless one body says two things of one item.
      const again = await c.raw(path, new Uint8Array(bytes), type)
      expect(again.status).toBe(status)
      if (items.length === 1) expect(contents(c.db)).toBe(after)
    }),
    { numRuns: RUNS },
  )
})
