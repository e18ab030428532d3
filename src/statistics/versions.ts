import { holm } from './holm.js'
import { below, probit } from './normal.js'
import { FEWEST_CASES } from './power.js'
import { type Difference, newcombe, type Proportion, shareOf } from './proportion.js'

/** Risk that a version is called better although none is. */
const RISK = 0.05
/** A smaller part of the leader's rate does not matter. */
const MATTERS = 0.1
/** The better one is taken to be so much better where it is asked how good a guess the leader is. */
const BETTER = 0.1
const POINTS = Array.from({ length: 64 }, (_, i) => probit((i + 0.5) / 64))
const HALVINGS = 40

/**
 * Which of several versions goes on; `leader` is its place among them.
 * - `better`: it is better than every other; `rivals` says by how much, in their order without it
 * - `same`: none is better by anything that matters (`matters`, absolute, 0–1); the leader goes on
 * - `few`: neither can be said; the leader is a guess, right in `right` of 1
 */
export type VersionVerdict =
  | { kind: 'better'; leader: number; rivals: Difference[] }
  | { kind: 'same'; leader: number; rivals: Difference[]; matters: number }
  | { kind: 'few'; leader: number; right: number }

/**
 * Judges versions that were tried out on people drawn by dice, once, when the time that was planned is over. The leader has to be
 * above each rival by Newcombe's interval, with Holm's rule over the k − 1 of them: without it the best would pass for better
 * than the worst of five in 29 of 100 cases where all are alike. Below 25 cases in any version nothing is said.
 * @param versions at least two; the first of equals leads
 * @param matters the smallest part of the leader's rate that matters, 0–1
 */
export function judgeVersions(
  versions: readonly [Proportion, Proportion, ...Proportion[]],
  matters = MATTERS,
): VersionVerdict {
  const leader = leaderOf(versions)
  const best = versions[leader] ?? versions[0]
  const others = versions.filter((_, i) => i !== leader)
  const rivals = others.map(other => newcombe(best, other))
  if (versions.every(({ n }) => n >= FEWEST_CASES)) {
    const sure = holm(
      others.map(other => ({ chance: chanceAlike(best, other) })),
      RISK,
    )
    if (sure.length === others.length) return { kind: 'better', leader, rivals }
    const most = matters * shareOf(best)
    if (rivals.every(({ low, high }) => -most <= low && high <= most))
      return { kind: 'same', leader, rivals, matters: most }
  }
  return { kind: 'few', leader, right: chanceThatLeaderIsRight(versions) }
}

/**
 * How often the version that leads is the better one, where one is truly 10 % better than the others (of the rate of all
 * together) and this many people tried each: what a guess is worth before anything is seen of it. It is no chance that this
 * leader wins, which looking at it would inflate. 0–1.
 */
export function chanceThatLeaderIsRight(versions: readonly Proportion[]): number {
  const all = versions.reduce((sum, { n, of }) => ({ n: sum.n + n, of: sum.of + of }), { n: 0, of: 0 })
  const rate = shareOf(all)
  if (versions.some(({ of }) => of === 0) || rate === 0 || rate * (1 + BETTER) >= 1) return 1 / versions.length
  const spread = (share: number, of: number) => Math.sqrt((share * (1 - share)) / of)
  const leads = versions.map((better, i) =>
    POINTS.reduce((sum, z) => {
      const share = rate * (1 + BETTER) + z * spread(rate * (1 + BETTER), better.of)
      const others = versions.filter((_, j) => j !== i)
      return sum + others.reduce((chance, { of }) => chance * below((share - rate) / spread(rate, of)), 1)
    }, 0),
  )
  return leads.reduce((sum, lead) => sum + lead, 0) / (versions.length * POINTS.length)
}

function leaderOf(versions: readonly Proportion[]): number {
  return versions.reduce((best, version, i) => (shareOf(version) > shareOf(versions[best] ?? version) ? i : best), 0)
}

/** The two-sided chance at which Newcombe's interval just holds no difference: small where `a` is surely above `b`. */
function chanceAlike(a: Proportion, b: Proportion): number {
  if (shareOf(a) <= shareOf(b)) return 1
  let [low, high] = [0, 8]
  for (let i = 0; i < HALVINGS; i++) {
    const z = (low + high) / 2
    if (newcombe(a, b, z).low > 0) low = z
    else high = z
  }
  return 2 * (1 - below(low))
}
