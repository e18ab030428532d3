import type { Db } from '../db/open.js'
import type { holdouts } from '../db/schema/index.js'
import { welch } from '../statistics/money.js'
import type { Difference, Proportion } from '../statistics/proportion.js'
import { equalShares, sampleRatio } from '../statistics/sample-ratio.js'
import { countAssigned, countBought, countBoughtBefore, type Sides } from './effect/bought.js'
import { type Few, judge, judgeSoFar, type Measured } from './effect/verdict.js'

/** Money says something from so many buyers on the smaller side. */
const FEWEST_FOR_MONEY = 200

/**
 * What one person brought more (minor units of `currency`, a fraction; net of refunds, people who bought nothing included),
 * between what the truth lies. `most`: what somebody brought above it counts as it.
 */
export type MoneyEffect = Difference & { currency: string; most: number }

/**
 * What came because of a broadcast, or of a quarter's: everybody who was to get it beside everybody who was kept from it by
 * dice, delivered or not, among those whose orders were known when they were assigned. Sides count buyers (`n`) of people
 * (`of`).
 * - `none`: nobody was kept out
 * - `ended`: somebody ended it early, at `at`, ms UTC; it shows nothing
 * - `unsound`: the groups are not what dice make (`why`: their sizes, or of how many orders are known), so nothing is compared;
 *   `groups`: of so many assigned `n` are known; `share`: so many of 10,000 were to be kept out
 * - `preliminary`: orders count until `until` (ms UTC; null: it is still being sent); `sequence` holds at every look, null below
 *   25 buyers on a side
 * - `few`, `unclear`, `more`, `fewer`: see `judge`; `money` null below 200 buyers on the smaller side
 */
export type Effect =
  | { kind: 'none' }
  | { kind: 'ended'; at: number }
  | { kind: 'unsound'; why: 'sizes' | 'linked'; groups: Sides<Proportion>; share: number }
  | ({ kind: 'preliminary'; until: number | null; sequence: Difference | null } & Sides<Proportion>)
  | (Few & Sides<Proportion>)
  | (Measured & Sides<Proportion> & { money: MoneyEffect | null })

type Comparison = Pick<typeof holdouts.$inferSelect, 'id' | 'share' | 'fromAt' | 'toAt' | 'endedAt'> & { over: number }

const COMPARISON = `select h.id, h.share, h.from_at as fromAt, h.to_at as toAt, h.ended_at as endedAt,
    coalesce(b.state in ('finished', 'cancelled'), 1) as over
  from holdouts h left join broadcasts b on b.id = h.broadcast_id`

/**
 * What came because of a broadcast, or because of all offers of a quarter; `none` where there is no such comparison.
 * @param of by the broadcast, or by the comparison itself
 * @param at ms UTC
 * @throws AppError `query_timeout`
 */
export async function findEffect(
  db: Db,
  of: { holdoutId: number } | { broadcastId: number },
  at: number,
): Promise<Effect> {
  const [by, id] = 'holdoutId' in of ? ['h.id', of.holdoutId] : ['h.broadcast_id', of.broadcastId]
  const comparison = db.sql<Comparison>(`${COMPARISON} where ${by} = ?`).get(id)
  if (comparison === undefined) return { kind: 'none' }
  if (comparison.endedAt !== null) return { kind: 'ended', at: comparison.endedAt }
  const groups = await countAssigned(db, comparison.id)
  if (groups.held.of === 0) return { kind: 'none' }
  const why = unsound(groups, comparison.share)
  if (why !== null) return { kind: 'unsound', why, groups, share: comparison.share }
  return compare(db, comparison, groups, at)
}

async function compare(db: Db, comparison: Comparison, groups: Sides<Proportion>, at: number): Promise<Effect> {
  const { id: holdout, fromAt: from, toAt: until, over } = comparison
  const span = { holdout, from, until, at }
  const { buyers, money, most, currency } = await countBought(db, span, {
    treated: groups.treated.n,
    held: groups.held.n,
  })
  if (at < until || over === 0) {
    const sequence = judgeSoFar(buyers, await countBoughtBefore(db, span))
    return { kind: 'preliminary', until: at < until ? until : null, sequence, ...buyers }
  }
  const verdict = judge(buyers)
  if (verdict.kind === 'few') return { ...verdict, ...buyers }
  const enough = Math.min(buyers.treated.n, buyers.held.n) >= FEWEST_FOR_MONEY && most > 0
  const difference = enough ? welch(money.treated, money.held) : null
  return {
    ...{ ...verdict, ...buyers },
    money: difference === null || currency === null ? null : { ...difference, currency, most },
  }
}

/** Dice make groups of the sizes that were planned, and in both of them orders are known of as many. */
function unsound({ treated, held }: Sides<Proportion>, share: number): 'sizes' | 'linked' | null {
  if (!sampleRatio([treated.of, held.of], [10_000 - share, share]).sound) return 'sizes'
  return equalShares(treated, held).sound ? null : 'linked'
}
