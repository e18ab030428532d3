import { expect, test } from 'vitest'
import { newcombe } from '../../src/statistics/proportion.js'
import { differenceSequence } from '../../src/statistics/sequence.js'

const width = ({ low, high }: { low: number; high: number }) => high - low

test('at its planned end it is 1.55 times as wide as one look, and wider before and after', () => {
  const at = (n: number, of: number) => {
    const [treated, held] = [
      { n: 9 * n, of: 9 * of },
      { n, of },
    ]
    return width(differenceSequence(treated, held, 0.05)) / width(newcombe(treated, held))
  }
  expect(at(5_000, 100_000)).toBeCloseTo(1.55, 2)
  expect(at(500, 100_000)).toBeGreaterThan(1.9)
  expect(at(40_000, 100_000)).toBeGreaterThan(1.6)
})
