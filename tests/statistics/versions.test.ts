import { describe, expect, test } from 'vitest'
import { createRandom } from '../../src/sandbox/emulator/random.js'
import type { Proportion } from '../../src/statistics/proportion.js'
import { type Judging, judgeVersions, judgeVersionsSoFar, type Versions } from '../../src/statistics/versions.js'
import { binomial } from '../prove/trials.js'

const of = (people: number) => (n: number) => ({ n, of: people })

/** Two at least, of any number. */
function asVersions([first, second, ...others]: readonly Proportion[]): Versions {
  if (first === undefined || second === undefined) throw new Error('two at least')
  return [first, second, ...others]
}

/** What the guess is said to be worth where all look alike, of which too little is known. */
function worth(k: number, people: number, n: number, judging: Judging = {}): number {
  const found = judgeVersions(asVersions(Array.from({ length: k }, () => ({ n, of: people }))), judging)
  if (found.kind !== 'few') throw new Error(found.kind)
  return found.right
}

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
    expect(judgeVersions(asVersions(versions))).toMatchObject(expected)
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
    expect(judgeVersions(asVersions(versions), { fewer: true })).toMatchObject(expected)
  })

  test('a guess is worth about as much as where more is better', () => {
    expect(worth(2, 1_000, 100, { fewer: true })).toBeCloseTo(worth(2, 1_000, 100), 1)
    expect(worth(2, 1_000, 0, { fewer: true })).toBe(0.5)
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
  // Tried out: among trials that end with too little known, how often the leader is the one that is truly a tenth better.
  test.each([
    [2, 500],
    [2, 3_000],
    [3, 1_000],
  ])('of %i versions, %i people each, is right as often as it is said', (k, people) => {
    const random = createRandom(14)
    let [few, said, right] = [0, 0, 0]
    for (let trial = 0; trial < 300; trial++) {
      const better = trial % k
      const rates = Array.from({ length: k }, (_, i) => (i === better ? 0.11 : 0.1))
      const verdict = judgeVersions(asVersions(rates.map(rate => ({ n: binomial(random, people, rate), of: people }))))
      if (verdict.kind !== 'few') continue
      few++
      said += verdict.right
      if (verdict.leader === better) right++
    }
    expect(few).toBeGreaterThan(100)
    expect(Math.abs(said - right) / few).toBeLessThan(0.06)
  })

  test('is worth less among more, and a coin where nobody is', () => {
    expect(worth(5, 1_000, 100)).toBeLessThan(worth(3, 1_000, 100))
    expect(worth(5, 1_000, 100)).toBeGreaterThan(1 / 5)
    expect(worth(4, 0, 0)).toBe(1 / 4)
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
