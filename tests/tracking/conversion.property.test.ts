import { expect, test } from 'vitest'
import { temporaryDb } from '../support/db.js'
import { compareHistories } from './histories.js'

const RUNS = Number(process.env['ATTRIBUTION_RUNS'] ?? 40)
const SEED = Number(process.env['SEED'] ?? 20_261_130)

test(`in ${RUNS} histories each order belongs where the rules say, however often and in whatever parts it was worked out`, async () => {
  const { histories, orders, by } = await compareHistories(await temporaryDb(), { histories: RUNS, seed: SEED })
  expect(histories).toBe(RUNS)
  expect(orders).toBeGreaterThan(RUNS / 2)
  expect(Object.keys(by).length).toBeGreaterThanOrEqual(4)
})
