import { DAY } from '../clock.js'
import type { Db } from '../db/open.js'
import { countedSql } from '../segments/compile/order.js'
import type { Amount } from './came-after.js'
import type { Effect } from './effect.js'

/** What is usual is looked up in so many days before. */
const USUAL_DAYS = 90
/** Of fewer orders nothing is usual. */
const FEWEST_ORDERS = 10
/** Of so few orders the discount may be unknown: they are taken to carry what the others do. */
const MOST_UNKNOWN = 0.05

/** An amount in minor units of a currency (ISO 4217). */
export type Price = { currency: string; amount: number }

/**
 * Whether a broadcast paid, by reckoning, not by measuring.
 * - `none`: not without an effect that was measured, what the shop keeps of 100 (`margin`), a usual check, and the discounts of
 *   nearly all orders after it
 * - `reckoned`: in minor units of `currency`, `brought` is what the shop keeps of the additional buyers' orders, `discounts` what
 *   was taken off all orders after it; `profit` is the difference, the truth between `low` and `high`, and `paid` says on which
 *   side of nought these lie
 */
export type Reckoning =
  | { kind: 'none'; why: 'effect' | 'margin' | 'check' | 'discounts' }
  | ({ kind: 'reckoned'; paid: 'yes' | 'no' | 'unclear' } & Reckoned)

type Reckoned = {
  currency: string
  brought: number
  discounts: number
  profit: number
  low: number
  high: number
}

/**
 * Reckons whether it paid: additional buyers × usual check × what the shop keeps of it, less the discounts of the orders after
 * it, most of which went to people who would have bought anyway. The range is the effect's own: check and margin are taken as
 * they are.
 * @param known.marginPer100 what the shop keeps of 100 that are paid without a discount; null: not set
 * @param known.usualCheck see `findUsualCheck`
 * @param known.discounts the orders after it, by currency (see `findCompared`)
 */
export function reckon(
  effect: Effect,
  known: { marginPer100: number | null; usualCheck: Price | null; discounts: readonly Amount[] },
): Reckoning {
  const { marginPer100, usualCheck } = known
  if (effect.kind !== 'more' && effect.kind !== 'fewer' && effect.kind !== 'unclear') return none('effect')
  if (marginPer100 === null) return none('margin')
  if (usualCheck === null) return none('check')
  const discounts = discountsOf(known.discounts, usualCheck.currency)
  if (discounts === null) return none('discounts')
  const broughtBy = (buyers: number) => Math.round((buyers * usualCheck.amount * marginPer100) / 100)
  const { middle, low, high } = effect.buyers
  const ends = { low: broughtBy(low) - discounts, high: broughtBy(high) - discounts }
  const brought = broughtBy(middle)
  const paid = ends.low > 0 ? 'yes' : ends.high < 0 ? 'no' : 'unclear'
  const { currency } = usualCheck
  return { kind: 'reckoned', paid, currency, brought, discounts, profit: brought - discounts, ...ends }
}

function none(why: Extract<Reckoning, { kind: 'none' }>['why']): Reckoning {
  return { kind: 'none', why }
}

/** What was taken off all orders; null where of too many nobody knows, in this currency. */
function discountsOf(amounts: readonly Amount[], currency: string): number | null {
  const orders = amounts.reduce((sum, amount) => sum + amount.orders, 0)
  if (orders === 0) return 0
  const { discount, discountKnown } = amounts.find(amount => amount.currency === currency) ?? {
    discount: 0,
    discountKnown: 0,
  }
  return discountKnown < (1 - MOST_UNKNOWN) * orders ? null : Math.round((discount / discountKnown) * orders)
}

/** Orders after a broadcast of those who were compared, in the time in which they were. */
export const COMPARED = `select v.currency, count(*) as orders, sum(v.amount) as sum, sum(coalesce(v.discount, 0)) as discount,
    count(v.discount) as discountKnown
  from holdouts h cross join conversions v indexed by conversions_broadcast on v.broadcast_id = h.broadcast_id
  cross join holdout_members m on m.holdout_id = h.id and m.subscriber_id = v.subscriber_id
  where h.broadcast_id = :broadcast and v."by" <> 'shared' and v.at >= h.from_at and v.at < h.to_at and m.linked = 1 and m.held = 0
  group by v.currency order by orders desc, v.currency`

/**
 * The orders that came after a broadcast, by currency, as far as they are orders of the people whose additional buyers are
 * reckoned with: their discounts are what these cost. Whoever shared their number later, or used a code when the time was over,
 * is in neither. Asked in the people's reader.
 * @throws AppError `query_timeout`
 */
export async function findCompared(db: Db, broadcastId: number): Promise<Amount[]> {
  return db.people.rows<Amount>(COMPARED, { broadcast: broadcastId })
}

/** Orders that count, of one currency, but for those that continued by themselves. */
export const USUAL_CHECK = `select count(*) as orders, avg(o.total - o.refunded) as amount from orders o indexed by orders_at
  where o.at >= :from and o.at < :before and ${countedSql.text} and o.currency = :currency and o.renewal is not 1`

/**
 * What an order came to on average in the 90 days before a broadcast, net of refunds and whoever ordered; null of fewer than
 * ten. Asked in the people's reader.
 * @param before when people were assigned, ms UTC
 * @throws AppError `query_timeout`
 */
export async function findUsualCheck(db: Db, currency: string, before: number): Promise<Price | null> {
  const [row] = await db.people.rows<{ orders: number; amount: number | null }>(USUAL_CHECK, {
    ...{ currency, before, from: before - USUAL_DAYS * DAY },
  })
  if (row === undefined || row.amount === null || row.orders < FEWEST_ORDERS) return null
  return { currency, amount: Math.round(row.amount) }
}
