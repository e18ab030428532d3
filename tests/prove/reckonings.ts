import { judge } from '../../src/reports/effect/verdict.js'
import type { Effect } from '../../src/reports/effect.js'
import { reckon } from '../../src/reports/reckoning.js'
import { plainReckoning, plantShop, seenOf, truthOf } from './planted-shops.js'

/**
 * What came of reckoning so many planted shops. `clear`: the truth lies at least two widths of the range from nought, and `right`
 * of them were reckoned with its sign; `said`: it was said that it paid, or did not, and `saidRight` of these are so; `inside`: the
 * truth lies in the range; `apart`: those where a plain recomputation differs by more than what is rounded.
 */
export type Reckonings = Record<
  'shops' | 'reckoned' | 'clear' | 'right' | 'said' | 'saidRight' | 'inside' | 'apart',
  number
>

/** @param sizes how many people a shop has, from and to */
export function reckonShops(seeds: number, sizes?: readonly [number, number]): Reckonings {
  const found = { shops: seeds, reckoned: 0, clear: 0, right: 0, said: 0, saidRight: 0, inside: 0, apart: 0 }
  for (let seed = 1; seed <= seeds; seed++) {
    const shop = plantShop(seed, sizes)
    const { treated, held, discounts, check } = seenOf(shop)
    const verdict = judge({ treated, held })
    const effect: Effect =
      verdict.kind === 'few' ? { ...verdict, treated, held } : { ...verdict, treated, held, money: null }
    const reckoning = reckon(effect, {
      marginPer100: shop.marginPer100,
      usualCheck: { currency: 'RUB', amount: Math.round(check) },
      discounts: [{ currency: 'RUB', orders: treated.n, sum: 0, discount: discounts, discountKnown: treated.n }],
    })
    if (reckoning.kind === 'none') continue
    found.reckoned++
    const truth = truthOf(shop)
    const { profit, low, high, paid } = reckoning
    // The check is rounded to a minor unit before it is multiplied by the buyers.
    if (Math.abs(profit - plainReckoning(shop)) > treated.of) found.apart++
    if (low <= truth && truth <= high) found.inside++
    if (Math.abs(truth) >= 2 * (high - low)) {
      found.clear++
      if (Math.sign(profit) === Math.sign(truth)) found.right++
    }
    if (paid !== 'unclear') {
      found.said++
      if (paid === (truth > 0 ? 'yes' : 'no')) found.saidRight++
    }
  }
  return found
}
