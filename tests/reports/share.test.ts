import fc from 'fast-check'
import { expect, test } from 'vitest'
import { honestShare, perThousand } from '../../src/reports/share.js'

test.each([
  [661, 7_271, 'nearest', '9.1 %', '9,1 %'],
  [7_271, 7_292, 'nearest', '99.7 %', '99,7 %'],
  [99_999, 100_000, 'nearest', '99.9 %', '99,9 %'],
  [100, 100, 'nearest', '100 %', '100 %'],
  [1, 100_000, 'nearest', '< 0.1 %', '< 0,1 %'],
  [0, 100_000, 'nearest', '0 %', '0 %'],
  [19_099, 100_000, 'nearest', '19.1 %', '19,1 %'],
  [19_099, 100_000, 'down', '19.0 %', '19,0 %'],
  [290, 1_000, 'down', '29.0 %', '29,0 %'],
  [1, 100_000, 'down', '< 0.1 %', '< 0,1 %'],
  [1, 1_500, 'down', '< 0.1 %', '< 0,1 %'],
  [9_996, 10_000, 'nearest', '99.9 %', '99,9 %'],
  [9_996, 10_000, 'down', '99.9 %', '99,9 %'],
  [5, 10_000, 'nearest', '0.1 %', '0,1 %'],
  [0, 0, 'nearest', '—', '—'],
] as const)('%i of %i, %s, is %s', (part, whole, rounding, en, ru) => {
  expect(honestShare(part, whole, 'en', rounding)).toBe(en)
  expect(honestShare(part, whole, 'ru', rounding)).toBe(ru)
})

test.each([
  [15, 7_271, '2.1'],
  [1, 100_000, '< 0.1'],
  [0, 5, '0'],
  [3, 0, '—'],
  [2_000, 2_000, '1,000'],
])('%i of %i are %s of a thousand', (part, whole, words) => {
  expect(perThousand(part, whole, 'en')).toBe(words)
})

test('only all are 100 %, only nobody is 0 %, and a lower bound never says more than is true', () => {
  const parts = fc
    .integer({ min: 1, max: 2_000_000 })
    .chain(whole => fc.tuple(fc.integer({ min: 0, max: whole }), fc.constant(whole)))
  fc.assert(
    fc.property(parts, ([part, whole]) => {
      const shown = honestShare(part, whole, 'en')
      expect(shown === '100 %').toBe(part === whole)
      expect(shown === '0 %').toBe(part === 0)
      const bound = honestShare(part, whole, 'en', 'down')
      if (bound.startsWith('<')) expect(part / whole).toBeLessThan(0.001)
      else expect(Number.parseFloat(bound) / 100).toBeLessThanOrEqual(part / whole + 1e-12)
    }),
  )
})
