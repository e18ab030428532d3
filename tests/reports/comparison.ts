import type { Db } from '../../src/db/open.js'

export const DAY = 86_400_000
/** When people were assigned, and until when orders count. */
export const FROM = Date.UTC(2026, 10, 24, 7)
export const UNTIL = FROM + 7 * DAY

/** People of a side; the first `buyers` of those whose orders are known buy once, a day later. */
export type Side = { linked: number; unlinked?: number; buyers: number }

export type OrderOf = {
  person: number
  at?: number
  total?: number
  refunded?: number
  status?: 'paid' | 'pending' | 'cancelled' | 'refunded'
  currency?: string
  renewal?: number | null
}

/** Numbers of a side's people: those who were to get it from 1 on, the control group from 1,000,001 on. */
export const HELD = 1_000_000

/** A comparison `id` with both sides, in few statements, however many they are. */
export function addComparison(
  db: Db,
  sides: { treated: Side; held: Side },
  given: { id?: number; share?: number; broadcastId?: number | null; endedAt?: number } = {},
): void {
  const { id = 1, share = 1_000, broadcastId = null, endedAt = null } = given
  db.sql(
    `insert into holdouts (id, kind, broadcast_id, share, from_at, to_at, created_by, created_at, ended_at)
     values (?, ?, ?, ?, ?, ?, 1, 0, ?)`,
  ).run(id, broadcastId === null ? 'quarter' : 'broadcast', broadcastId, share, FROM, UNTIL, endedAt)
  for (const [held, first, { linked, unlinked = 0, buyers }] of [
    [0, 0, sides.treated],
    [1, HELD, sides.held],
  ] as const) {
    const numbers = (n: number) =>
      `with recursive n(i) as (select 1 where ${n} > 0 union all select i + 1 from n where i < ${n})`
    const all = linked + unlinked
    db.sql(
      `${numbers(all)} insert into subscribers (id, telegram_id, first_name, subscribed_at, last_seen_at, dice, created_at)
       select ${first} + i, ${first} + i, 'P', 0, 0, i, 0 from n`,
    ).run()
    db.sql(
      `${numbers(linked)} insert into customers (id, external_id, subscriber_id, created_at)
       select ${first} + i, 'c' || (${first} + i), ${first} + i, 0 from n`,
    ).run()
    db.sql(
      `${numbers(all)} insert into holdout_members (holdout_id, subscriber_id, held, linked, at)
       select ?, ${first} + i, ${held}, i <= ${linked}, ${FROM} from n`,
    ).run(id)
    db.sql(
      `${numbers(buyers)} insert into orders (external_id, customer_id, at, status, total, currency)
       select 'o' || (${first} + i), ${first} + i, ${FROM + DAY}, 'paid', 100000 + i, 'RUB' from n`,
    ).run()
  }
}

let numbered = 0

/** One more order. */
export function addOrder(db: Db, order: OrderOf): void {
  const { person, at = FROM + DAY, total = 100_000, refunded = 0, status = 'paid', currency = 'RUB' } = order
  db.sql(
    `insert into orders (external_id, customer_id, at, status, total, refunded, currency, renewal) values (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(`x${++numbered}`, person, at, status, total, refunded, currency, order.renewal ?? null)
}
