import { describe, expect, test } from 'vitest'
import { distanceOf, type Split } from '../../src/segments/portrait/difference.js'

const split = (a: number, n: number, b: number, m: number): Split => ({
  inside: { having: a, known: n },
  outside: { having: b, known: m },
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
