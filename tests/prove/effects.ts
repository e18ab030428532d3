// npm run prove:effects — what a report says of an effect, tried out on shops whose truth is known, SEEDS times each (1,000):
// how often it says something where there is nothing, at the end and at every hour; how often its intervals hold the truth; how
// often it finds what it promised to find; whether the reckoning has the right sign. Where the smaller side has hardly 25 buyers,
// intervals of fewer are not seen, and those that are hold the truth a little more often than 97 times of 100: what three
// standard errors of so many seeds add is allowed above, nothing below. Ends with 1 where a claim does not hold.

import { powerOf } from '../../src/statistics/power.js'
import { newcombe } from '../../src/statistics/proportion.js'
import { poolShops } from './pools.js'
import { reckonShops } from './reckonings.js'
import { compareSums } from './sums.js'
import { promised, type Shop, tryOut } from './trials.js'

const seeds = Number(process.env['SEEDS'] ?? 1_000)
const HOURS = 7 * 24
const SHOPS: readonly Shop[] = [
  [8_744, 500, 0.18],
  [8_744, 1_000, 0.18],
  [8_744, 2_000, 0.18],
  [2_000, 1_000, 0.18],
  [1_500, 5_000, 0.05],
  [7_000, 1_000, 0.046],
  [12_250, 1_000, 0.046],
  [46_074, 1_000, 0.046],
  [26_409, 2_000, 0.046],
  [56_124, 1_000, 0.01],
  [220_178, 1_000, 0.01],
  [400, 5_000, 0.4],
].map(([linked = 0, share = 0, base = 0]) => ({ linked, held: Math.round((linked * share) / 10_000), base }))
/** Planted effects, as parts of the usual rate. */
const PLANTED = [-0.2, 0.1, 0.2, 0.4]

let failed = 0
function claim(holds: boolean, what: string): void {
  if (!holds) failed++
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}`)
}
const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`
/** What chance alone adds to a share of so many seeds, three standard errors of them. */
const chance = (share: number) => 3 * Math.sqrt((share * (1 - share)) / seeds)

console.log(`intervals: ${seeds} seeds for each shop and effect`)
for (const shop of SHOPS) {
  const name = `${shop.linked} people, ${shop.held} kept out, ${100 * shop.base} of 100 buy`
  const nothing = tryOut(shop, 0, seeds, 0, { looks: HOURS, before: shop.base })
  const wrong = nothing.more + nothing.fewer
  const covered = [nothing, ...PLANTED.map((part, i) => tryOut(shop, part * shop.base, seeds, i + 1))]
  const shares = covered.map(({ held, shown }) => held / shown)
  const least = promised(shop)
  const found = tryOut(shop, least, seeds, 9)
  claim(wrong <= 0.067 * seeds, `${name}: without an effect one is shown at the end in ${percent(wrong, seeds)}`)
  claim(nothing.early <= 0.018 * seeds, `${name}: looked at every hour, in ${percent(nothing.early, seeds)}`)
  claim(
    shares.every(share => share >= 0.93 && share <= 0.97 + chance(0.03)),
    `${name}: the interval holds the truth in ${shares.map(share => percent(share, 1)).join(', ')}`,
  )
  claim(
    Math.abs(found.more / seeds - 0.8) <= 0.03,
    `${name}: ${(100 * least).toFixed(1)} of 100 more, promised 8 times of 10, is found in ${percent(found.more, seeds)}`,
  )
}

console.log('looked at every hour of a quarter, or in a season unlike the one before')
const quarter = SHOPS[1] ?? { linked: 0, held: 0, base: 0 }
for (const [what, looks, before] of [
  ['a quarter', 91 * 24, quarter.base],
  ['half as many bought before', HOURS, quarter.base / 2],
  ['twice as many bought before', HOURS, quarter.base * 2],
] as const) {
  const { early } = tryOut(quarter, 0, seeds, 0, { looks, before })
  claim(early <= 0.018 * seeds, `${what}: without an effect one is shown in ${percent(early, seeds)}`)
}

console.log('where fewer than 25 are likely to buy it is shown seldom, and then by a chance that it shows')
const small = tryOut({ linked: 3_889, held: 389, base: 0.046 }, 0, seeds)
claim(
  small.more + small.fewer <= 0.067 * seeds,
  `3889 people, 389 kept out, 4.6 of 100 buy: shown in ${percent(small.shown, seeds)}, wrong in ${percent(small.shown - small.held, seeds)} of all`,
)

console.log('several broadcasts, each with a control group of its own, as one')
for (const [groups, linked, held, base] of [
  [10, 1_000, 100, 0.05],
  [5, 3_889, 389, 0.046],
  [12, 2_500, 500, 0.02],
  [3, 8_900, 900, 0.18],
] as const) {
  const name = `${groups} of ${linked} people, ${held} kept out, ${100 * base} of 100 buy`
  const nothing = poolShops({ groups, linked, held, base }, 0, seeds)
  const more = poolShops({ groups, linked, held, base }, 0.3 * base, seeds)
  claim(nothing.wrong <= 0.067 * seeds, `${name}: without an effect one is shown in ${percent(nothing.wrong, seeds)}`)
  claim(
    [nothing, more].every(({ held }) => held >= 0.93 * seeds && held <= 0.97 * seeds),
    `${name}: the interval holds the truth in ${percent(nothing.held, seeds)}, ${percent(more.held, seeds)}`,
  )
}

console.log(`money a person, from 200 buyers on the smaller side, ${3 * seeds} seeds`)
for (const [linked, held, base] of [
  [1_200, 600, 0.4],
  [2_500, 1_250, 0.18],
  [14_000, 1_400, 0.18],
  [100_000, 10_000, 0.025],
] as const) {
  const covered = (spread: number) =>
    [0, 0.3].map(part => {
      const found = compareSums({ linked, held, base }, part * base, spread, 3 * seeds)
      return found.held / found.shown
    })
  const [usual, extreme] = [[0.6, 1].flatMap(covered), covered(1.4)]
  const words = (shares: number[]) => shares.map(share => percent(share, 1)).join(', ')
  claim(
    usual.every(share => share >= 0.93 && share <= 0.97 + chance(0.03)),
    `${linked} people, ${held} kept out, ${100 * base} of 100 buy: the interval holds the truth in ${words(usual)}; where one order of a thousand is 76 times the middle one in ${words(extreme)}`,
  )
}

console.log('the intervals of the report card')
for (const [n, of, m, off] of [
  [224, 3_500, 18, 389],
  [421, 2_188, 35, 243],
  [1_712, 7_870, 148, 874],
] as const) {
  const { difference, low, high } = newcombe({ n, of }, { n: m, of: off })
  const per100 = [difference, low, high].map(share => (100 * share).toFixed(1))
  console.log(`     ${n} of ${of} beside ${m} of ${off}: ${per100[0]} in 100, between ${per100[1]} and ${per100[2]}`)
}
console.log('the smallest effects of the control group’s card, and how often the figures first planned would show')
for (const [share, planned] of [
  [0.05, 0.053],
  [0.1, 0.039],
  [0.2, 0.029],
] as const) {
  const held = Math.round(8_744 * share)
  const shop = { linked: 8_744, held, base: 0.18 }
  const often = powerOf(planned, { base: 0.18, treated: 8_744 - held, held })
  console.log(
    `     ${100 * share} %: ${(100 * promised(shop)).toFixed(1)} in 100; ${(100 * planned).toFixed(1)} would in ${percent(often, 1)}`,
  )
}

const reckoned = reckonShops(seeds)
console.log(`the reckoning: ${reckoned.reckoned} of ${seeds} planted shops could be reckoned`)
claim(reckoned.apart === 0, `a plain recomputation differs in ${reckoned.apart}`)
claim(
  reckoned.clear > 0.1 * seeds && reckoned.right >= 0.95 * reckoned.clear,
  `truth at least two widths from nought: the sign is right in ${reckoned.right} of ${reckoned.clear}`,
)
claim(
  reckoned.saidRight >= 0.95 * reckoned.said,
  `“paid” or “did not” is right in ${reckoned.saidRight} of ${reckoned.said}`,
)
console.log(`     the truth lies in the range in ${percent(reckoned.inside, reckoned.reckoned)}`)
process.exitCode = failed === 0 ? 0 : 1
