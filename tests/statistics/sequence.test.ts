import { expect, test } from 'vitest'
import { newcombe } from '../../src/statistics/proportion.js'
import { differenceSequence } from '../../src/statistics/sequence.js'

const width = ({ low, high }: { low: number; high: number }) => high - low

test('at its planned end it is 1.6 times as wide as one look, and wider before it', () => {
  const at = (n: number, of: number) => {
    const [treated, held] = [
      { n: 9 * n, of: 9 * of },
      { n, of },
    ]
    return width(differenceSequence(treated, held, 0.05)) / width(newcombe(treated, held))
  }
  expect(at(5_000, 100_000)).toBeCloseTo(1.61, 2)
  expect(at(500, 100_000)).toBeGreaterThan(2.2)
})

test('where it is narrowest it is 1.55 times as wide, which is the least there is for all looks at once', () => {
  const at = (planned: number) =>
    width(differenceSequence({ n: 45_000, of: 900_000 }, { n: 5_000, of: 100_000 }, planned)) /
    width(newcombe({ n: 45_000, of: 900_000 }, { n: 5_000, of: 100_000 }))
  const widths = Array.from({ length: 100 }, (_, i) => at((i + 1) / 1_000))
  expect(Math.min(...widths)).toBeCloseTo(1.55, 2)
  expect(at(0.05 / 3)).toBeCloseTo(1.55, 2)
})
