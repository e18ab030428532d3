import { describe, expect, test } from 'vitest'
import { controlOutlook, outlookOf, outlookSql } from '../../src/reports/outlook.js'
import { sql } from '../../src/segments/compile/sql.js'
import { temporaryDb } from '../support/db.js'
import { addComparison, addOrder, DAY, FROM } from './comparison.js'

const shares = (effect: number | null) => (effect === null ? null : Math.round(effect * 1_000) / 10)

describe('what a control group would show', () => {
  test.each([
    // A shop with 18,240 subscribers, of 8,744 orders are known and 18 in 100 buy.
    [
      { people: 18_240, linked: 8_744, bought: 1_574 },
      [
        [912, 5.7, true],
        [1_824, 4, true],
        [3_648, 3, true],
      ],
      [false, true, true],
    ],
    // At 2,000 it begins; 5 % of them are too few to buy 25 times.
    [
      { people: 4_000, linked: 2_000, bought: 360 },
      [
        [200, null, false],
        [400, 9.1, true],
        [800, 6.5, true],
      ],
      [false, false, false],
    ],
    [
      { people: 4_000, linked: 1_999, bought: 360 },
      [
        [200, null, false],
        [400, 9.1, false],
        [800, 6.5, false],
      ],
      [false, false, false],
    ],
    // Nobody bought, nobody is known.
    [
      { people: 9_000, linked: 9_000, bought: 0 },
      [
        [450, null, false],
        [900, null, false],
        [1_800, null, false],
      ],
      [false, false, false],
    ],
    [
      { people: 0, linked: 0, bought: 0 },
      [
        [0, null, false],
        [0, null, false],
        [0, null, false],
      ],
      [false, false, false],
    ],
  ] as const)('%j', (counted, quarter, broadcast) => {
    const outlook = outlookOf(counted, 'quarter')
    expect(outlook.options.map(({ held, effect, offered }) => [held, shares(effect), offered])).toEqual(quarter)
    expect(outlook.base).toBe(counted.linked === 0 ? null : counted.bought / counted.linked)
    expect(outlookOf(counted, 'broadcast').options.map(({ offered }) => offered)).toEqual(broadcast)
  })
})

test('it counts those who can be reached, and who of them bought in as long a time before', async () => {
  const db = await temporaryDb()
  addComparison(db, { treated: { linked: 60, unlinked: 20, buyers: 0 }, held: { linked: 0, buyers: 0 } })
  for (let person = 1; person <= 12; person++) addOrder(db, { person, at: FROM - person * DAY })
  addOrder(db, { person: 1, at: FROM - DAY })
  addOrder(db, { person: 20, at: FROM - DAY, renewal: 1 })
  addOrder(db, { person: 21, at: FROM - DAY, status: 'cancelled' })
  addOrder(db, { person: 22, at: FROM })
  db.sql(`update subscribers set unreachable = 'blocked' where id = 2`).run()
  const context = { at: FROM, zone: 'Europe/Moscow' }
  const asked = { audience: { leaf: 'everyone' }, days: 7, for: 'broadcast' } as const
  expect(await controlOutlook(db, asked, context)).toMatchObject({ people: 79, linked: 59, base: 6 / 59 })
  expect(await controlOutlook(db, { ...asked, days: 12 }, context)).toMatchObject({ base: 11 / 59 })
  const nobody = await controlOutlook(db, { ...asked, audience: { not: { leaf: 'everyone' } } }, context)
  expect(nobody).toMatchObject({ people: 0, linked: 0, base: null })
})

test('orders are found by their time, and what a person is to the shop by their number', async () => {
  const db = await temporaryDb()
  const query = outlookSql(sql`true`, 7, FROM)
  const plan = db
    .sql<{ detail: string }>(`explain query plan ${query.text}`)
    .all(...query.params)
    .map(({ detail }) => detail)
    .join('\n')
  expect(plan).toContain('SEARCH o USING INDEX orders_at (at>? AND at<?)')
  expect(plan).toMatch(/SEARCH c USING (COVERING )?INDEX \S+ \(subscriber_id=\?\)/)
  expect(plan).not.toMatch(/SCAN (o|c)\b/)
})
