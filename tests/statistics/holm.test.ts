import { expect, test } from 'vitest'
import { holm } from '../../src/statistics/holm.js'

test.each([
  [[0.004, 0.009, 0.5], 0.01, []],
  [[0.003, 0.004, 0.5], 0.01, [0.003, 0.004]],
  [[0.5, 0.004, 0.003, 0.011], 0.01, []],
  [[0.009], 0.01, [0.009]],
  [[0.02, 0.03, 0.04], 0.05, []],
  [[0.016, 0.024, 0.06], 0.05, [0.016, 0.024]],
  [[], 0.05, []],
])('a chance is held against what is left: %j at %d', (chances, risk, sure) => {
  expect(
    holm(
      chances.map(chance => ({ chance })),
      risk,
    ).map(({ chance }) => chance),
  ).toEqual(sure)
})
