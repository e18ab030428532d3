import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chanceOf, distanceOf, findSure, type Split } from '../../src/segments/portrait/difference.js'

const split = (a: number, n: number, b: number, m: number): Split => ({
  inside: { having: a, known: n },
  outside: { having: b, known: m },
})

/** The same by plain multiplication, for small numbers. */
function slowChance({ inside, outside }: Split): number {
  const choose = (n: number, k: number): number => {
    let result = 1
    for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i
    return k < 0 || k > n ? 0 : result
  }
  const all = inside.known + outside.known
  const having = inside.having + outside.having
  const mass = (x: number) => (choose(having, x) * choose(all - having, inside.known - x)) / choose(all, inside.known)
  const sum = (from: number, to: number) => {
    let total = 0
    for (let x = from; x <= to; x++) total += mass(x)
    return total
  }
  return Math.min(1, 2 * Math.min(sum(0, inside.having), sum(inside.having, inside.known)))
}

describe('chance', () => {
  test.each([
    // Fisher's tea: 3 of 4 here, 1 of 4 there: 17/70 one-sided.
    [split(3, 4, 1, 4), 34 / 70],
    [split(4, 4, 0, 4), 2 / 70],
    [split(0, 10, 0, 10), 1],
    [split(10, 10, 10, 10), 1],
    [split(0, 0, 5, 10), 1],
  ])('%j', (given, expected) => expect(chanceOf(given)).toBeCloseTo(expected, 12))

  test('is what plain multiplication gives', () => {
    const part = fc.tuple(fc.nat(20), fc.nat(20)).map(([a, b]) => ({ having: a, known: a + b }))
    fc.assert(
      fc.property(part, part, (inside, outside) => {
        expect(chanceOf({ inside, outside })).toBeCloseTo(slowChance({ inside, outside }), 9)
      }),
      { numRuns: 500 },
    )
  })

  test('is quick and sure among a million', () => {
    expect(chanceOf(split(62_000, 100_000, 189_000, 900_000))).toBe(0)
    expect(chanceOf(split(20_100, 100_000, 180_000, 900_000))).toBeGreaterThan(0.1)
  })
})

test('Holm: a chance is held against what is left', () => {
  const of = (...chances: number[]) => findSure(chances.map(chance => ({ chance }))).map(({ chance }) => chance)
  expect(of(0.004, 0.009, 0.5)).toEqual([])
  expect(of(0.003, 0.004, 0.5)).toEqual([0.003, 0.004])
  expect(of(0.5, 0.004, 0.003, 0.011)).toEqual([])
  expect(of(0.009)).toEqual([0.009])
  expect(of()).toEqual([])
})

describe('distance', () => {
  test.each([
    [
      'twenty times as many of a few are nearer than three times as many of many',
      split(20, 1_000, 9, 9_000),
      split(620, 1_000, 1_890, 9_000),
    ],
    ['few people are nearer than many', split(12, 20, 1_890, 9_000), split(620, 1_000, 1_890, 9_000)],
    [
      '98 and 93 of a hundred are nearer than 40 and 20',
      split(980, 1_000, 8_370, 9_000),
      split(400, 1_000, 1_800, 9_000),
    ],
  ])('%s', (_name, near, far) => expect(distanceOf(near, 100)).toBeLessThan(distanceOf(far, 100)))

  test('having and not having are equally far', () => {
    expect(distanceOf(split(620, 1_000, 1_890, 9_000), 100)).toBeCloseTo(
      distanceOf(split(380, 1_000, 7_110, 9_000), 100),
      9,
    )
  })
})
