// npm run prove:versions — what is said of versions that were tried, on shops whose truth is known, SEEDS times each (1,000): how
// often one is called better where all are alike, when the planned time is over, at every hour of it, and when somebody gives it
// more time after "too few"; how often the better one is found that was promised to be; how often the guess is right that is offered
// where too little is known. Ends with 1 where a claim does not hold.

import { createRandom, type Random } from '../../src/sandbox/emulator/random.js'
import { probit } from '../../src/statistics/normal.js'
import { visibleEffect } from '../../src/statistics/power.js'
import type { Proportion } from '../../src/statistics/proportion.js'
import { judgeVersions, judgeVersionsSoFar, type Versions, type VersionVerdict } from '../../src/statistics/versions.js'
import { binomial } from './trials.js'

const seeds = Number(process.env['SEEDS'] ?? 1_000)
const HOURS = 24

let failed = 0
function claim(holds: boolean, what: string): void {
  if (!holds) failed++
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}`)
}
const percent = (part: number) => `${(100 * part).toFixed(1)} %`

/** A shop that tries versions: how many people get each, which part of them does what decides, and whether fewer is better. */
type Shop = { versions: number; each: number; rate: number; fewer?: boolean }

/** What each version came to, hour by hour; half of it comes in the first third of the time. @param rates of each, 0–1 */
function tryOut({ each }: Shop, rates: readonly number[], random: Random, hours = 1): Versions[] {
  const totals = rates.map(rate => binomial(random, each, rate))
  const looks = Array.from({ length: hours }, () => rates.map(() => 0))
  const half = Math.log(0.5) / Math.log(1 / 3)
  for (const [version, total] of totals.entries())
    for (let i = 0; i < total; i++) {
      const look = looks[Math.min(hours - 1, Math.floor(random() ** (1 / half) * hours))]
      if (look !== undefined) look[version] = (look[version] ?? 0) + 1
    }
  const sums = rates.map(() => 0)
  return looks.map(look => {
    for (const [version, n] of look.entries()) sums[version] = (sums[version] ?? 0) + n
    return asVersions(sums.map(n => ({ n, of: each })))
  })
}

function asVersions([first, second, ...others]: Proportion[]): Versions {
  if (first === undefined || second === undefined) throw new Error('two versions at least')
  return [first, second, ...others]
}

const pooled = (versions: Versions) =>
  versions.reduce((sum, { n }) => sum + n, 0) / versions.reduce((sum, { of }) => sum + of, 0)

/** How often out of all seeds: trials of one stream, so that no two of them have luck in common. */
function often(happens: (random: Random) => boolean): number {
  const random = createRandom(20_261_130)
  let n = 0
  for (let seed = 1; seed <= seeds; seed++) if (happens(random)) n++
  return n / seeds
}

const isBetter = ({ kind }: VersionVerdict) => kind === 'better'

const SHOPS: readonly Shop[] = [
  { versions: 2, each: 500, rate: 0.1 },
  { versions: 2, each: 1_458, rate: 0.09 },
  { versions: 2, each: 9_000, rate: 0.09 },
  { versions: 2, each: 3_000, rate: 0.02, fewer: true },
  { versions: 3, each: 1_000, rate: 0.1 },
  { versions: 5, each: 1_000, rate: 0.1 },
  { versions: 5, each: 5_000, rate: 0.03 },
]

console.log(`versions that are alike: ${seeds} seeds for each shop`)
for (const shop of SHOPS) {
  const { versions, each, rate, fewer = false } = shop
  const name = `${versions} versions, ${each} people each, ${100 * rate} of 100${fewer ? ', fewer is better' : ''}`
  const alike = Array.from({ length: versions }, () => rate)
  const end = (random: Random) => tryOut(shop, alike, random).at(-1) ?? asVersions([])
  const atEnd = often(random => isBetter(judgeVersions(end(random), { fewer })))
  claim(atEnd <= 0.067, `${name}: one is called better at the end in ${percent(atEnd)}`)
  const hourly = often(random =>
    tryOut(shop, alike, random, HOURS).some(look => isBetter(judgeVersionsSoFar(look, rate, { fewer }))),
  )
  claim(hourly <= 0.018, `${name}: looked at every hour, in ${percent(hourly)}`)
  // After "too few" somebody gives it as long again, and once more; it is judged by what holds at all looks.
  const longer = often(random => {
    const looks = tryOut(shop, alike, random, 3)
    const [first, ...more] = looks
    if (first === undefined) return false
    if (isBetter(judgeVersions(first, { fewer }))) return true
    return more.some(look => isBetter(judgeVersionsSoFar(look, pooled(first), { fewer })))
  })
  claim(longer <= 0.067, `${name}: with more time after "too few", in ${percent(longer)}`)
}

console.log('a difference that is there')
for (const shop of SHOPS) {
  const { versions, each, rate, fewer = false } = shop
  const z = probit(1 - 0.05 / (2 * (versions - 1)))
  const effect = visibleEffect({ base: rate, treated: each, held: each, z })
  if (effect === null || fewer || effect > rate) continue
  const rates = Array.from({ length: versions }, (_, i) => (i === versions - 1 ? rate + effect : rate))
  const name = `${versions} versions, ${each} people each, ${(100 * rate).toFixed(1)} against ${(100 * (rate + effect)).toFixed(1)} of 100`
  const verdicts = (random: Random) => judgeVersions(tryOut(shop, rates, random).at(-1) ?? asVersions([]))
  const [found, wrong] = [0, 1].map(side =>
    often(random => {
      const verdict = verdicts(random)
      return isBetter(verdict) && (verdict.leader === versions - 1) === (side === 0)
    }),
  )
  if (found === undefined || wrong === undefined) continue
  // Of several the best has to be apart from each of the others, which is rarer than from one of them, and Holm's rule asks less of the last.
  claim(
    versions === 2 ? Math.abs(found - 0.8) <= 0.04 : found >= 0.62 && found <= 0.9,
    `${name}: promised 8 times of 10, found in ${percent(found)}`,
  )
  claim(wrong <= 0.018, `${name}: a worse one is called better in ${percent(wrong)}`)
}

console.log('no matter')
for (const [each, rate] of [
  [9_000, 0.09],
  [40_000, 0.05],
] as const) {
  const shop = { versions: 2, each, rate }
  // The other is a tenth of the leader's rate below it: as much as would just matter.
  const worse = [rate, rate / 0.9]
  const wrong = often(random => judgeVersions(tryOut(shop, worse, random).at(-1) ?? asVersions([])).kind === 'same')
  claim(wrong <= 0.035, `${each} people each: said although it just does in ${percent(wrong)}`)
}

console.log('the guess, where one is truly a tenth better')
for (const shop of [
  ...[500, 1_000, 3_000].map(each => ({ versions: 2, each, rate: 0.1 })),
  { versions: 2, each: 1_458, rate: 0.03 },
  { versions: 3, each: 1_000, rate: 0.1 },
  { versions: 5, each: 1_000, rate: 0.1 },
  { versions: 2, each: 3_000, rate: 0.05, fewer: true },
]) {
  const { versions, each, rate } = shop
  const fewer = 'fewer' in shop
  const random = createRandom(7)
  let [few, said, right] = [0, 0, 0]
  // It is shown only where too little is known, and of large trials few end so.
  for (let seed = 1; few < seeds && seed <= 40 * seeds; seed++) {
    // Whichever it is: the first of equals leads.
    const better = seed % versions
    const rates = Array.from({ length: versions }, (_, i) => (i === better ? rate * (fewer ? 0.9 : 1.1) : rate))
    const tried = tryOut(shop, rates, random).at(-1) ?? asVersions([])
    const verdict = judgeVersions(tried, { fewer })
    if (verdict.kind !== 'few') continue
    few++
    said += verdict.right
    if (verdict.leader === better) right++
  }
  claim(
    Math.abs(said - right) <= 0.03 * few,
    `${versions} versions, ${each} people each${fewer ? ', fewer is better' : ''}: shown to be right in ${percent(said / few)}, right in ${percent(right / few)} of ${few}`,
  )
}

process.exitCode = failed > 0 ? 1 : 0
console.log(failed > 0 ? `${failed} claims do not hold` : 'all claims hold')
