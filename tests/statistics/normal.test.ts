import fc from 'fast-check'
import { expect, test } from 'vitest'
import { below, probit, studentQuantile } from '../../src/statistics/normal.js'

// Abramowitz and Stegun, "Handbook of Mathematical Functions", tables 26.1, 26.5 and 26.10.
test.each([
  [0.5, 0],
  [0.8, 0.8416212335729143],
  [0.975, 1.959963984540054],
  [0.9875, 2.241402727604945],
  [0.999, 3.090232306167813],
  [0.000001, -4.753424308822899],
])('probit(%d) is %d', (p, z) => {
  expect(probit(p)).toBeCloseTo(z, 10)
  expect(below(z)).toBeCloseTo(p, 12)
})

test.each([
  [0.975, 4, 2.776, 2],
  [0.975, 10, 2.2281, 4],
  [0.975, 30, 2.0423, 4],
  [0.975, 120, 1.9799, 4],
  [0.995, 60, 2.6603, 4],
])('t of %d with %d degrees of freedom is %d', (p, freedom, t, digits) => {
  expect(studentQuantile(p, freedom)).toBeCloseTo(t, digits)
})

test('both ways lead back, and nothing is outside 0–1', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), p => {
      expect(below(probit(p))).toBeCloseTo(p, 11)
    }),
  )
  expect([-Infinity, -9, 9, Infinity].map(below)).toEqual([0, 0, 1, 1])
})
