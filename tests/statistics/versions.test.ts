import { describe, expect, test } from 'vitest'
import { createRandom } from '../../src/sandbox/emulator/random.js'
import { chanceThatLeaderIsRight, judgeVersions, judgeVersionsSoFar } from '../../src/statistics/versions.js'
import { binomial } from '../prove/trials.js'

const of = (people: number) => (n: number) => ({ n, of: people })
const alike = (k: number, people: number) => Array.from({ length: k }, () => ({ n: people / 10, of: people }))

describe('three verdicts', () => {
  test.each([
    // The cards': 9.0 and 12.6 of 1,458 clicked; 9.2 and 9.1 of 9,000; 10.7 and 8.6 of 1,000.
    [[131, 184].map(of(1_458)), { kind: 'better', leader: 1 }],
    [[828, 822].map(of(9_000)), { kind: 'same', leader: 0, matters: 0.0092 }],
    [[107, 86].map(of(1_000)), { kind: 'few', leader: 0 }],
    // The second of three is above the first, but not surely above the third.
    [[100, 160, 150].map(of(1_000)), { kind: 'few', leader: 1 }],
    [[100, 160, 100].map(of(1_000)), { kind: 'better', leader: 1 }],
    // A difference that would do for one comparison does not for four of them.
    [[100, 129].map(of(1_000)), { kind: 'better', leader: 1 }],
    [[100, 129, 100, 100, 100].map(of(1_000)), { kind: 'few', leader: 1 }],
    // Fewer than 25 in one of them.
    [[24, 90].map(of(1_000)), { kind: 'few', leader: 1 }],
    [[25, 90].map(of(1_000)), { kind: 'better', leader: 1 }],
    [[0, 0].map(of(0)), { kind: 'few', leader: 0, right: 0.5 }],
    [[0, 0].map(of(50)), { kind: 'few', leader: 0, right: 0.5 }],
    [[50, 50].map(of(50)), { kind: 'same', leader: 0 }],
  ])('%j', (versions, expected) => {
    const [first, second, ...others] = versions
    if (first === undefined || second === undefined) throw new Error('two at least')
    expect(judgeVersions([first, second, ...others])).toMatchObject(expected)
  })

  test('the first card says by how much', () => {
    const found = judgeVersions([
      { n: 131, of: 1_458 },
      { n: 184, of: 1_458 },
    ])
    if (found.kind !== 'better') throw new Error(found.kind)
    const per100 = found.rivals.map(({ low, high }) => [low, high].map(share => Math.round(1_000 * share) / 10))
    expect(per100).toEqual([[1.4, 5.9]])
  })
})

describe('fewer of it is better', () => {
  test.each([
    [[184, 131].map(of(1_458)), { kind: 'better', leader: 1 }],
    [[131, 184].map(of(1_458)), { kind: 'better', leader: 0 }],
    // A tenth of the leader's own rate, not of those who did not do it.
    [[828, 822].map(of(9_000)), { kind: 'same', leader: 1, matters: 822 / 90_000 }],
    [[86, 107].map(of(1_000)), { kind: 'few', leader: 0 }],
    [[30, 10].map(of(1_000)), { kind: 'few', leader: 1 }],
  ])('%j', (versions, expected) => {
    const [first, second] = versions
    if (first === undefined || second === undefined) throw new Error('two at least')
    expect(judgeVersions([first, second], { fewer: true })).toMatchObject(expected)
  })

  test('a guess is worth about as much as where more is better', () => {
    expect(chanceThatLeaderIsRight(alike(2, 1_000), true)).toBeCloseTo(chanceThatLeaderIsRight(alike(2, 1_000)), 1)
    expect(chanceThatLeaderIsRight(alike(2, 0), true)).toBe(0.5)
  })
})

test('at a moment that was not planned less is said of the same figures', () => {
  const [a, b] = [107, 150].map(of(1_000))
  if (a === undefined || b === undefined) throw new Error('two at least')
  expect(judgeVersions([a, b])).toMatchObject({ kind: 'better', leader: 1 })
  expect(judgeVersionsSoFar([a, b], 0.12)).toMatchObject({ kind: 'few', leader: 1 })
  expect(judgeVersionsSoFar([a, { n: 190, of: 1_000 }], 0.12)).toMatchObject({ kind: 'better', leader: 1 })
  expect(judgeVersionsSoFar([a, b, { n: 172, of: 1_000 }], 0.12)).toMatchObject({ kind: 'few', leader: 2 })
  const fewer = judgeVersionsSoFar([{ n: 190, of: 1_000 }, a], 0.12, { fewer: true })
  expect(fewer).toMatchObject({ kind: 'better', leader: 1 })
})

describe('the leader as a guess', () => {
  test('is worth less where too little is known than before anything is', () => {
    for (const [k, people] of [
      [2, 500],
      [2, 3_000],
      [3, 1_000],
      [5, 1_000],
    ] as const) {
      const versions = alike(k, people)
      const [first, second, ...others] = versions
      if (first === undefined || second === undefined) throw new Error('two at least')
      const found = judgeVersions([first, second, ...others])
      const before = chanceThatLeaderIsRight(versions)
      if (found.kind !== 'few') continue
      expect(found.right).toBeGreaterThan(1 / k)
      expect(found.right).toBeLessThan(before)
      expect(found.right).toBeGreaterThan(before - 0.08)
    }
  })

  test.each([
    [2, 500, 0.703],
    [2, 1_000, 0.767],
    [2, 3_000, 0.892],
  ])('of %i versions, %i people each, where one is a tenth better than 10 in 100: right in %d', (k, people, right) => {
    expect(chanceThatLeaderIsRight(alike(k, people))).toBeCloseTo(right, 1)
  })

  test('is worth less among more, and a coin where nobody is', () => {
    const five = chanceThatLeaderIsRight(alike(5, 1_000))
    expect(five).toBeLessThan(chanceThatLeaderIsRight(alike(3, 1_000)))
    expect(five).toBeGreaterThan(1 / 5)
    expect(chanceThatLeaderIsRight(alike(4, 0))).toBe(1 / 4)
  })
})

test('of five that are alike one is called better in hardly any of 400 trials', () => {
  let better = 0
  for (let seed = 1; seed <= 400; seed++) {
    const random = createRandom(seed)
    const [a, b, ...others] = [1, 2, 3, 4, 5].map(() => ({ n: binomial(random, 1_000, 0.1), of: 1_000 }))
    if (a === undefined || b === undefined) continue
    if (judgeVersions([a, b, ...others]).kind === 'better') better++
  }
  expect(better).toBeLessThan(0.05 * 400)
})
