import { createRandom, type Random } from '../../src/sandbox/emulator/random.js'
import { CUT_ONE_OF, type Money, welch } from '../../src/statistics/money.js'
import { binomial, type Shop } from './trials.js'

/** Below so many buyers on a side money is not compared. */
const FEWEST = 200

/**
 * Compares money over many seeds: those who were to get it buy `effect` (absolute) more. Amounts are log-normal, `spread` wide: 1.4
 * is a shop where one order of a thousand is 76 times the middle one.
 * @returns how many seeds showed an interval, and how many of these hold the true difference
 */
export function compareSums(
  shop: Shop,
  effect: number,
  spread: number,
  seeds: number,
): { shown: number; held: number } {
  const found = { shown: 0, held: 0 }
  const truth = effect * Math.exp(spread ** 2 / 2)
  for (let seed = 1; seed <= seeds; seed++) {
    const random = createRandom(seed * 7_919 + 1)
    const treated = amounts(random, binomial(random, shop.linked - shop.held, shop.base + effect), spread)
    const held = amounts(random, binomial(random, shop.held, shop.base), spread)
    if (Math.min(treated.length, held.length) < FEWEST) continue
    const all = new Float64Array(treated.length + held.length)
    all.set(treated)
    all.set(held, treated.length)
    all.sort()
    const most = all[all.length - 1 - Math.ceil(all.length / CUT_ONE_OF)] ?? 0
    const difference = welch(cut(treated, most, shop.linked - shop.held), cut(held, most, shop.held))
    if (difference === null) continue
    found.shown++
    if (difference.low <= truth && truth <= difference.high) found.held++
  }
  return found
}

function amounts(random: Random, n: number, spread: number): Float64Array {
  const drawn = new Float64Array(n)
  for (let i = 0; i < n; i += 2) {
    const [radius, angle] = [Math.sqrt(-2 * Math.log(1 - random())), 2 * Math.PI * random()]
    drawn[i] = Math.exp(spread * radius * Math.cos(angle))
    if (i + 1 < n) drawn[i + 1] = Math.exp(spread * radius * Math.sin(angle))
  }
  return drawn
}

function cut(amounts: Float64Array, most: number, n: number): Money {
  let [sum, squares] = [0, 0]
  for (const amount of amounts) {
    const counted = Math.min(amount, most)
    sum += counted
    squares += counted ** 2
  }
  return { n, sum, squares }
}
