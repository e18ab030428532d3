import { probit } from './normal.js'
import { FEWEST_CASES } from './power.js'
import { type Proportion, shareOf } from './proportion.js'

/** The better one is taken to be so much better where it is asked how good a guess the leader is. */
const BETTER = 0.1
const DRAWS = 768
const LEVELS = 512
/** Bases of a Halton sequence (J. H. Halton, Numerische Mathematik 2, 1960), one for each version: points spread evenly, the same at every call. */
const BASES = [2, 3, 5, 7, 11] as const

let draws: readonly Float64Array[] | null = null

/**
 * What a guess is worth: how often the version that leads is the better one among trials that end like this one, with too little
 * known, where one is truly 10 % better than the others (of the rate of all together) and this many people tried each. Trials in which
 * it is seen which one is better are those in which the leader is right most surely; without them the guess is worth less
 * than before anything is known. It is no chance that this leader wins, which looking at it would inflate. 0–1.
 * @param terms.sure by how many standard deviations each rival has to be behind, so that the leader is better for certain; the nearest first
 * @param terms.matters the smallest part of the leader's rate that matters, 0–1
 * @param terms.fewer fewer of it is better
 */
export function chanceOfGuess(
  versions: readonly Proportion[],
  { sure, matters, fewer = false }: { sure: readonly number[]; matters: number; fewer?: boolean },
): number {
  const all = versions.reduce((sum, { n, of }) => ({ n: sum.n + n, of: sum.of + of }), { n: 0, of: 0 })
  const sign = fewer ? -1 : 1
  // The rate of all together is that of the others and of the better one.
  const rate = shareOf(all) / (1 + (sign * BETTER) / versions.length)
  const bettered = rate * (1 + sign * BETTER)
  if (versions.some(({ of }) => of === 0) || rate === 0 || Math.max(rate, bettered) >= 1) return 1 / versions.length
  const spread = (share: number, of: number) => Math.sqrt((share * (1 - share)) / of)
  const spreads = versions.map(({ of }) => ({ better: spread(bettered, of), worse: spread(rate, of) }))
  const sizes = versions.map(({ of }) => of)
  const values = normals()
  const shares = new Float64Array(versions.length)
  const judging = { sure, matters, sign, behind: new Float64Array(versions.length - 1) }
  let [few, right] = [0, 0]
  // Each of them is the better one as often, on the same draws.
  for (let better = 0; better < sizes.length; better++)
    for (let draw = 0; draw < DRAWS; draw++) {
      let leader = 0
      for (const [version, { better: as, worse }] of spreads.entries()) {
        const z = values[version]?.[draw] ?? 0
        const share = version === better ? bettered + z * as : rate + z * worse
        shares[version] = share
        if (sign * (share - (shares[leader] ?? 0)) > 0) leader = version
      }
      if (!isFew(shares, leader, sizes, judging)) continue
      few++
      if (leader === better) right++
    }
  return few === 0 ? 1 / sizes.length : right / few
}

/** Whether it would be said of such shares that too little is known. `behind`: room for by how much each rival is. */
function isFew(
  shares: Float64Array,
  leader: number,
  sizes: readonly number[],
  { sure, matters, sign, behind }: { sure: readonly number[]; matters: number; sign: number; behind: Float64Array },
): boolean {
  const best = shares[leader] ?? 0
  const variance = (share: number, of: number) => Math.max(0, share * (1 - share)) / of
  const own = variance(best, sizes[leader] ?? 1)
  let [rival, alike] = [0, true]
  for (const [version, of] of sizes.entries()) {
    const share = shares[version] ?? 0
    if (share * of < FEWEST_CASES) return true
    if (version === leader) continue
    const apart = sign * (best - share)
    const spread = Math.sqrt(own + variance(share, of))
    behind[rival++] = apart / spread
    if (apart + (sure[0] ?? 0) * spread > matters * best) alike = false
  }
  behind.sort()
  return !alike && behind.some((z, i) => z <= (sure[i] ?? 0))
}

/** Of each version what its draws come to, as standard normal values. */
function normals(): readonly Float64Array[] {
  if (draws !== null) return draws
  const quantiles = Array.from({ length: LEVELS }, (_, i) => probit((i + 0.5) / LEVELS))
  draws = BASES.map(base =>
    Float64Array.from({ length: DRAWS }, (_, i) => quantiles[Math.floor(halton(i + 1, base) * LEVELS)] ?? 0),
  )
  return draws
}

function halton(index: number, base: number): number {
  let [fraction, value] = [1, 0]
  for (let i = index; i > 0; i = Math.floor(i / base)) {
    fraction /= base
    value += fraction * (i % base)
  }
  return value
}
