import { expect, test } from 'vitest'
import { linesOf } from '../../../src/audience/order/line.js'
import type { Intake, Take } from '../../../src/crm/api/endpoint.js'
import { orders } from '../../../src/crm/api/orders.js'
import { Refused } from '../../../src/crm/api/problem.js'
import { createApiKey } from '../../../src/crm/api-key.js'
import { AT } from '../../http/crm-door.js'
import { temporaryDb } from '../../support/db.js'

const line = (i: number) => ({
  product: ` Winter\tboots ${i % 7}`,
  sku: `WB-${i}`,
  quantity: 1 + (i % 3),
  price: '9.50',
})
const order = (lines: unknown, more: object = {}) => ({
  ...{ id: 'A-1', customer: { id: 'C-1' }, at: '2026-11-20', status: 'paid', total: 129.9, currency: 'EUR' },
  ...{ ...more, lines },
})
const some = (n: number, at = -1, other: unknown = null) =>
  Array.from({ length: n }, (_, i) => (i === at ? other : line(i)))

const CASES: readonly [name: string, told: unknown][] = [
  ['a thousand lines', order(some(1_000))],
  ['a hundred and one', order(some(101, 100, { product: 'Сапоги', category: 'Обувь', quantity: 2 }))],
  ['too many', order(some(1_001))],
  ['one that is none', order(some(400, 399, 7))],
  ['one with a name that nobody sees', order(some(400, 300, { product: '\u200b', quantity: 1 }))],
  ['one with a name of a control sign', order(some(400, 300, { product: '\u0001', quantity: 1 }))],
  ['one with an unknown field', order(some(400, 250, { ...line(1), colour: 'red' }))],
  ['one with more digits than its currency has', order(some(400, 399, { ...line(1), price: '9.505' }))],
  ['a wrong line and a wrong status', order(some(400, 2, {}), { status: 'lost' })],
  ['a wrong line and an unknown field', order(some(400, 2, {}), { colour: 'red' })],
  ['a wrong line and a total that cannot be', order(some(400, 2, { ...line(1), price: '9.505' }), { total: '1.005' })],
  ['a future that cannot be', order(some(400), { at: '2031-01-01' })],
]

/** What an order comes to, and what is kept of it. */
async function come(read: () => Take): Promise<unknown> {
  const db = await temporaryDb()
  const key = createApiKey(db, { name: 'Site', scopes: ['orders'], by: 1 }, AT)
  const intake: Intake = {
    ...{ db, zone: () => 'Europe/Riga', team: () => [], openClick: () => null },
    message: () => {
      throw new Error('no message is told')
    },
  }
  let came: unknown
  try {
    came = db.write(() => read().fully(intake, { ...key, createdBy: 1 }, AT))
  } catch (error) {
    came = error instanceof Refused ? error.problem : String(error)
  }
  const kept = db.sql('select * from orders').all()
  const lines = db.sql('select * from order_lines order by line').all()
  return { came, kept, lines, shown: linesOf(db, 1) }
}

test.each(CASES)('an order with %s is read in steps to the same end as at once', async (_, told) => {
  const inSteps = () => {
    const steps = orders.readInSteps(told)
    for (;;) {
      const { done, value } = steps.next()
      if (done === true) return value
    }
  }
  expect(await come(inSteps)).toEqual(await come(() => orders.read(told)))
})

test('between each hundred lines of an order everything else goes on', () => {
  const steps = [...orders.readInSteps(order(some(1_000)))]
  expect(steps.length).toBe(11)
})
