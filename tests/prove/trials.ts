import { judge, judgeSoFar } from '../../src/reports/effect/verdict.js'
import { createRandom, type Random } from '../../src/sandbox/emulator/random.js'
import { visibleEffect } from '../../src/statistics/power.js'

/** A shop's comparison: `held` of `linked` people are kept out, `base` of them buy in the time anyway, 0–1. */
export type Shop = { linked: number; held: number; base: number }

/** What came of many seeds. All counts are of seeds; `shown`: those that showed an interval. */
export type Trials = { seeds: number; shown: number; held: number; more: number; fewer: number; early: number }

/** How many of `n` do what each does with chance `p`: by the gaps between them. */
export function binomial(random: Random, n: number, p: number): number {
  if (p <= 0) return 0
  if (p >= 1) return n
  const gap = Math.log1p(-p)
  let hits = 0
  for (let at = Math.floor(Math.log(1 - random()) / gap); at < n; at += 1 + Math.floor(Math.log(1 - random()) / gap))
    hits++
  return hits
}

/** How often it is looked at while its time runs, and how many bought in as long a time before, of all, 0–1. */
export type Looks = { looks: number; before: number }

/**
 * Tries a comparison out: those who were to get it buy `effect` (absolute) more. `held`: the interval held that truth.
 * `early`: one of the looks showed an effect.
 * @param salt tells trials apart that may not have the same luck
 */
export function tryOut(shop: Shop, effect: number, seeds: number, salt = 0, during: Looks | null = null): Trials {
  const { linked, held, base } = shop
  const found: Trials = { seeds, shown: 0, held: 0, more: 0, fewer: 0, early: 0 }
  for (let seed = 1; seed <= seeds; seed++) {
    const random = createRandom(seed * 7_919 + salt)
    const treated = linked - held
    const buyers = { treated: binomial(random, treated, base + effect), held: binomial(random, held, base) }
    const verdict = judge({ treated: { n: buyers.treated, of: treated }, held: { n: buyers.held, of: held } })
    if (verdict.kind !== 'few') {
      found.shown++
      if (verdict.low <= effect && effect <= verdict.high) found.held++
      if (verdict.kind === 'more') found.more++
      if (verdict.kind === 'fewer') found.fewer++
    }
    if (during !== null && showsEarly(shop, buyers, during, random)) found.early++
  }
  return found
}

/** Half of all orders come in the first third of the time. */
const HALF = Math.log(0.5) / Math.log(1 / 3)

function showsEarly(
  shop: Shop,
  buyers: { treated: number; held: number },
  { looks, before: usual }: Looks,
  random: Random,
): boolean {
  const times = (n: number) => {
    const at = new Array<number>(looks).fill(0)
    for (let i = 0; i < n; i++) {
      const look = Math.min(looks - 1, Math.floor(random() ** (1 / HALF) * looks))
      at[look] = (at[look] ?? 0) + 1
    }
    return at
  }
  const [treated, held] = [times(buyers.treated), times(buyers.held)]
  const before = binomial(random, shop.linked, usual)
  let [soldTo, soldBeside] = [0, 0]
  for (let look = 0; look < looks; look++) {
    soldTo += treated[look] ?? 0
    soldBeside += held[look] ?? 0
    const sides = { treated: { n: soldTo, of: shop.linked - shop.held }, held: { n: soldBeside, of: shop.held } }
    const sequence = judgeSoFar(sides, before)
    if (sequence !== null && (sequence.low > 0 || sequence.high < 0)) return true
  }
  return false
}

/** The smallest effect that the card promises to find 8 times of 10; 0 where it promises none. */
export function promised({ linked, held, base }: Shop): number {
  return visibleEffect({ base, treated: linked - held, held }) ?? 0
}
