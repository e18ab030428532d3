import { chanceOfGuess } from './guess.js'
import { holm } from './holm.js'
import { below, probit } from './normal.js'
import { FEWEST_CASES } from './power.js'
import { type Difference, newcombe, type Proportion, shareOf } from './proportion.js'
import { differenceSequence } from './sequence.js'

/** Risk that a version is called better although none is. */
const RISK = 0.05
/** A smaller part of the leader's rate does not matter. */
const MATTERS = 0.1
const HALVINGS = 40

/**
 * Which of several versions goes on; `leader` is its place among them.
 * - `better`: it is better than every other; `rivals` says by how much, in their order without it
 * - `same`: none is better by anything that matters (`matters`, absolute, 0–1); the leader goes on
 * - `few`: neither can be said; the leader is a guess, right in `right` of 1, of trials that end so
 */
export type VersionVerdict =
  | { kind: 'better'; leader: number; rivals: Difference[] }
  | { kind: 'same'; leader: number; rivals: Difference[]; matters: number }
  | { kind: 'few'; leader: number; right: number }

/** Two versions at least, each with how many of its people did what decides. */
export type Versions = readonly [Proportion, Proportion, ...Proportion[]]

/** `fewer`: fewer of it is better; `matters`: the smallest part of the leader's rate that matters, 0–1, a tenth unless said. */
export type Judging = { fewer?: boolean; matters?: number }

/**
 * Judges versions that were tried out on people drawn by dice, once, when the time that was planned is over. The leader has to be
 * above each rival by Newcombe's interval, with Holm's rule over the k − 1 of them: without it the best would pass for better
 * than the worst of five in 29 of 100 cases where all are alike. Below 25 cases in any version nothing is said.
 * @param versions the first of equals leads
 */
export function judgeVersions(versions: Versions, judging: Judging = {}): VersionVerdict {
  return judged(versions, judging, (best, others) => {
    const sure = holm(
      others.map(other => ({ chance: chanceAlike(best, other) })),
      RISK,
    )
    return {
      sure: sure.length === others.length,
      rivals: others.map(other => newcombe(best, other)),
      // Holm's rule: the nearest rival is held against the whole risk, the next against half of it, and so on.
      reaches: others.map((_, i) => probit(1 - RISK / (2 * (i + 1)))),
    }
  })
}

/**
 * Judges versions at a moment that was not planned: while they are tried out, or when they got more time. Its intervals hold at
 * all looks at once, so it says less than `judgeVersions`, and looking again makes it wrong no oftener; each of the k − 1 rivals
 * has its part of the risk (Bonferroni).
 * @param planned the share that either was expected to reach, 0–1, known before the first look
 */
export function judgeVersionsSoFar(versions: Versions, planned: number, judging: Judging = {}): VersionVerdict {
  const risk = RISK / (versions.length - 1)
  const share = judging.fewer ? 1 - planned : planned
  return judged(versions, judging, (best, others) => {
    const rivals = others.map(other => differenceSequence(best, other, share, risk))
    const reaches = rivals.map(({ difference, low }, i) => (difference - low) / spreadOf(best, others[i] ?? best))
    return { sure: rivals.every(({ low }) => low > 0), rivals, reaches: reaches.sort((a, b) => a - b) }
  })
}

function judged(
  versions: Versions,
  { fewer = false, matters = MATTERS }: Judging,
  compare: (best: Proportion, others: Proportion[]) => { sure: boolean; rivals: Difference[]; reaches: number[] },
): VersionVerdict {
  // Fewer who do it are more who do not: every interval is the same.
  const seen = fewer ? versions.map(({ n, of }) => ({ n: of - n, of })) : versions
  const leader = leaderOf(seen)
  const best = seen[leader]
  const led = versions[leader]
  const { sure, rivals, reaches } = compare(
    best ?? seen[0] ?? { n: 0, of: 0 },
    seen.filter((_, i) => i !== leader),
  )
  if (best !== undefined && led !== undefined && versions.every(({ n }) => n >= FEWEST_CASES)) {
    if (sure) return { kind: 'better', leader, rivals }
    const most = matters * shareOf(led)
    if (rivals.every(({ low, high }) => -most <= low && high <= most))
      return { kind: 'same', leader, rivals, matters: most }
  }
  return { kind: 'few', leader, right: chanceOfGuess(versions, { sure: reaches, matters, fewer }) }
}

function spreadOf(a: Proportion, b: Proportion): number {
  const [p, q] = [shareOf(a), shareOf(b)]
  return Math.sqrt((p * (1 - p)) / a.of + (q * (1 - q)) / b.of)
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
