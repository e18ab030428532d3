import { expect, test } from 'vitest'
import { openDb } from '../../src/db/open.js'
import { FIRST_CLICKS } from '../../src/reports/came-after/hours.js'
import { BESIDE_CONTROL } from '../../src/reports/metrics/rise.js'
import * as results from '../../src/reports/results.js'
import { KNOWN_OF } from '../../src/reports/summary/paid.js'
import { STANDINGS } from '../../src/reports/why/standing.js'
import { seedCrowd } from '../../src/sandbox/seed/crowd.js'
import { temporaryPath } from '../support/db.js'

const AT = Date.UTC(2026, 10, 24)

/** Statements of reports and what they are bound to. Broadcasts are few, and may be read from the first to the last. */
const STATEMENTS: Record<string, readonly [string, object | unknown[]]> = {
  'first clicks': [FIRST_CLICKS, { broadcast: 1 }],
  'of whom orders are known': [KNOWN_OF, { broadcast: 1 }],
  'who moved up beside the control group': [BESIDE_CONTROL, { holdout: 1, from: 0, until: AT }],
  'what became of each broadcast for somebody': [STANDINGS, [1, 10, 0]],
  ...Object.fromEntries(
    Object.entries(results).flatMap(([name, value]) =>
      typeof value === 'string' && value.includes(':before') ? [[name, [value, { from: 0, before: AT }] as const]] : [],
    ),
  ),
}
const FEW = /^SCAN (?:b|o|broadcasts|h|offers|repairs|known|moves|a|r|\(subquery|json_each|CONSTANT|sb|so|c-\d)/

test('no statement of a report reads a table of people, messages or orders from end to end', async () => {
  const path = temporaryPath()
  const db = await openDb(path)
  seedCrowd(db, { subscribers: 300, deliveries: 600, orders: 200, seed: 2, at: AT })
  expect(Object.keys(STATEMENTS).length).toBeGreaterThan(12)
  for (const analysed of [false, true]) {
    if (analysed) db.sql('analyze').run()
    for (const [name, [sql, params]] of Object.entries(STATEMENTS)) {
      const plan = await db.jobs.rows<{ detail: string }>(`explain query plan ${sql}`, params as never)
      const scans = plan
        .map(({ detail }) => detail)
        .filter(detail => /^SCAN (?!.*(?:VIRTUAL TABLE))/.test(detail) && !FEW.test(detail))
      expect([name, analysed, scans]).toEqual([name, analysed, []])
    }
  }
  await db.close()
})
