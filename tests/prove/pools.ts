import { createRandom } from '../../src/sandbox/emulator/random.js'
import { pool } from '../../src/statistics/pooling.js'
import { binomial, type Shop } from './trials.js'

/** So many broadcasts, each with a control group of its own. */
export type Shops = Shop & { groups: number }

/** Pools them: in how many of the seeds the interval held the truth (`held`), and showed an effect (`wrong` where there is none). */
export function poolShops({ groups, linked, held, base }: Shops, effect: number, seeds: number) {
  const found = { held: 0, wrong: 0 }
  for (let seed = 1; seed <= seeds; seed++) {
    const random = createRandom(seed * 7_919)
    const pooled = pool(
      Array.from({ length: groups }, () => [
        { n: binomial(random, linked - held, base + effect), of: linked - held },
        { n: binomial(random, held, base), of: held },
      ]),
    )
    if (pooled === null) continue
    if (pooled.low <= effect && effect <= pooled.high) found.held++
    if (pooled.low > 0 || pooled.high < 0) found.wrong++
  }
  return found
}
