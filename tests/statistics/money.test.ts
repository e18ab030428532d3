import { expect, test } from 'vitest'
import { type Money, welch } from '../../src/statistics/money.js'

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
