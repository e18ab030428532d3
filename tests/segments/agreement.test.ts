import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../../src/db/open.js'
import { openTemporary } from '../support/migrated.js'
import { compareReadings } from './agreement.js'

let db: Db
let close: () => Promise<void>

beforeAll(async () => {
  const opened = await openTemporary()
  db = opened.db
  close = opened.close
})
afterAll(() => close())

/** 2,000 of the 8,000 criteria that `npm run prove:segments` compares: fewer would leave kinds out, more takes a minute. */
test('SQL and a plain reading agree', () => {
  const { compared, telling } = compareReadings(db, { populations: 100, criteria: 20, seed: 20_261_124 })
  expect(compared).toBeGreaterThanOrEqual(2_000)
  // Criteria that hold nobody or everybody prove little: many must tell people apart.
  expect(telling).toBeGreaterThan(0.3 * compared)
})
