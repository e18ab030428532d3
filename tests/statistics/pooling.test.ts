import { expect, test } from 'vitest'
import { pool } from '../../src/statistics/pooling.js'
import type { Proportion } from '../../src/statistics/proportion.js'
import { poolShops } from '../prove/pools.js'

const of = (n: number, people: number): Proportion => ({ n, of: people })

test('one alone is its own difference, and nothing is none', () => {
  expect(pool([])).toBeNull()
  expect(pool([[of(0, 0), of(5, 10)]])).toBeNull()
  const alone = pool([[of(120, 1_000), of(40, 500)]])
  expect(alone?.difference).toBeCloseTo(0.04, 12)
  // 1.96 · √(0.12 · 0.88 / 1,000 + 0.08 · 0.92 / 500)
  expect((alone?.high ?? 0) - 0.04).toBeCloseTo(0.03119, 4)
})

test('each weighs by its sizes', () => {
  // n₁n₂ / (n₁ + n₂) is 90 and 450: (90 · 0.1 + 450 · 0.02) / 540.
  const both = pool([
    [of(180, 900), of(10, 100)],
    [of(108, 900), of(90, 900)],
  ])
  expect(both?.difference).toBeCloseTo((90 * 0.1 + 450 * 0.02) / 540, 12)
})

// `npm run prove:effects` has 1,000 seeds.
test('of ten small groups as many intervals hold the truth as should', () => {
  const { wrong, held } = poolShops({ groups: 10, linked: 1_000, held: 100, base: 0.05 }, 0, 400)
  expect(wrong).toBeLessThan(0.05 * 400 + 18)
  expect(held).toBeGreaterThan(0.95 * 400 - 18)
})
