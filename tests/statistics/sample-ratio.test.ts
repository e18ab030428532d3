import { expect, test } from 'vitest'
import { equalShares, sampleRatio } from '../../src/statistics/sample-ratio.js'

test.each([
  [[900, 100], [9, 1], 0, true],
  // Kohavi, Tang and Xu, ch. 3: 821,588 beside 815,482 planned half and half.
  [[821_588, 815_482], [1, 1], 22.77, false],
  [[525, 475], [1, 1], 2.5, true],
  [[552, 448], [1, 1], 10.816, true],
  [[553, 447], [1, 1], 11.236, false],
  [[9_100, 900], [9_000, 1_000], 11.11, false],
  [[0, 0], [9, 1], 0, true],
  [[10, 0], [1, 0], 0, true],
  [[10, 1], [1, 0], Infinity, false],
  // Of so few dice make what χ² takes for a mistake: the only one, with 1 of 20; 5 of 20, with 1 of 400.
  [[0, 1], [95, 5], 19, true],
  [[15, 5], [95, 5], 16.84, true],
  [[14, 6], [95, 5], 26.32, false],
  [[108, 12], [95, 5], 6.32, true],
  [[106, 14], [95, 5], 11.23, true],
  [[6, 14], [5, 95], 26.32, false],
  [[90, 0], [95, 5], 4.74, true],
] as const)('%j where %j were planned', (observed, planned, chi2, sound) => {
  const found = sampleRatio(observed, planned)
  if (Number.isFinite(chi2)) expect(found.chi2).toBeCloseTo(chi2, 1)
  else expect(found.chi2).toBe(Infinity)
  expect(found.sound).toBe(sound)
})

test.each([
  // Pearson's table of two by two: (12·39 − 8·41)² · 100 / (20 · 80 · 53 · 47).
  [{ n: 12, of: 53 }, { n: 8, of: 47 }, 0.49, true],
  [{ n: 4_400, of: 9_000 }, { n: 420, of: 1_000 }, 17.1, false],
  [{ n: 0, of: 9_000 }, { n: 0, of: 1_000 }, 0, true],
  [{ n: 5, of: 5 }, { n: 0, of: 0 }, 0, true],
  // The only one who was kept out is one of the two who are known: 2 of 101.
  [{ n: 1, of: 100 }, { n: 1, of: 1 }, 50, true],
  [{ n: 1, of: 100 }, { n: 3, of: 3 }, 76.5, false],
])('%j beside %j', (a, b, chi2, sound) => {
  const found = equalShares(a, b)
  expect(found.chi2).toBeCloseTo(chi2, 1)
  expect(found.sound).toBe(sound)
})
