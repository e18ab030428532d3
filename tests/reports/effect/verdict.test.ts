import { describe, expect, test } from 'vitest'
import { reckonShops } from '../../prove/reckonings.js'
import { promised, type Shop, tryOut } from '../../prove/trials.js'

// `npm run prove:effects` tries out many more. With 300 seeds, four standard errors beside what is claimed are allowed.
const SEEDS = 300
const off = (share: number) => 4 * Math.sqrt((share * (1 - share)) / SEEDS)

describe.each<Shop>([
  { linked: 2_000, held: 200, base: 0.18 },
  { linked: 12_250, held: 2_450, base: 0.046 },
])('tried out: $linked people, $held kept out, $base buy', shop => {
  test('without an effect hardly ever one is shown, at the end or at any hour', () => {
    const { more, fewer, held, shown, early } = tryOut(shop, 0, SEEDS, 0, { looks: 168, before: shop.base })
    expect(shown).toBeGreaterThan(0.9 * SEEDS)
    expect((more + fewer) / SEEDS).toBeLessThan(0.05 + off(0.05))
    expect(held / shown).toBeGreaterThan(0.95 - off(0.05))
    expect(early / SEEDS).toBeLessThan(0.01 + off(0.01))
  })

  test('what is promised is found, and its interval holds it', () => {
    const effect = promised(shop)
    const { more, fewer, held, shown } = tryOut(shop, effect, SEEDS, 1)
    expect(Math.abs(more / SEEDS - 0.8)).toBeLessThan(off(0.2))
    expect(fewer).toBe(0)
    expect(held / shown).toBeGreaterThan(0.95 - off(0.05))
  })
})

test('reckoned as plainly as it is said, and with the right sign where the truth is far from nought', () => {
  const found = reckonShops(40, [8_000, 16_000])
  expect(found).toMatchObject({ apart: 0 })
  expect(found.reckoned).toBeGreaterThan(30)
  expect(found.clear).toBeGreaterThan(3)
  expect(found.right).toBeGreaterThanOrEqual(0.95 * found.clear)
  expect(found.inside).toBeGreaterThan(0.75 * found.reckoned)
})
