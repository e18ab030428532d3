import { expect, test } from 'vitest'
import { type Money, welch } from '../../src/statistics/money.js'
import { pool } from '../../src/statistics/pooling.js'

const money = (...amounts: number[]): Money => ({
  n: amounts.length,
  sum: amounts.reduce((sum, amount) => sum + amount, 0),
  squares: amounts.reduce((sum, amount) => sum + amount ** 2, 0),
})

test('Welch', () => {
  // The third example of the page "Welch's t-test" of Wikipedia, as R's t.test has it: t = −2.2279, 24.4 degrees of freedom here.
  const a = money(27.5, 21, 19, 23.6, 17, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19, 21.7, 21.4)
  const b = money(27.1, 22, 20.8, 23.4, 23.4, 23.5, 25.8, 22, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.4)
  const found = welch(a, b)
  expect(found?.difference).toBeCloseTo(20.82 - 23.653, 2)
  expect(found?.low).toBeCloseTo(-4.849, 1)
  expect(found?.high).toBeCloseTo(-0.818, 1)
})

test.each([
  [money(5), money(1, 2), null],
  [money(), money(1, 2), null],
  [money(3, 3), money(1, 1), { difference: 2, low: 2, high: 2 }],
])('of hardly anybody: %j beside %j', (a, b, expected) => expect(welch(a, b)).toEqual(expected))

test('several differences are one, nearer to the surer of them', () => {
  expect(pool([])).toBeNull()
  const [sure, unsure] = [
    { difference: 0.02, low: 0.01, high: 0.03 },
    { difference: 0.08, low: 0.04, high: 0.12 },
  ]
  const one = pool([sure])
  expect(one?.low).toBeCloseTo(0.01, 12)
  // Weights 1/0.01² and 1/0.04²: (16 · 0.02 + 0.08) / 17.
  const both = pool([sure, unsure])
  expect(both?.difference).toBeCloseTo(0.4 / 17, 12)
  expect((both?.high ?? 0) - (both?.low ?? 0)).toBeCloseTo(0.02 / Math.sqrt(17 / 16), 12)
})
