import { DateTime } from 'luxon'
import type { Db } from '../../src/db/open.js'

/** An order as the tests invent it; money in minor units. */
export type Bought = {
  customer: number
  at: number
  total: number
  refunded: number
  status: 'paid' | 'cancelled'
  currency: string
}

/** Puts orders and their customers (numbered from 1 to `customers`) into the database. */
export function store(db: Db, customers: number, orders: readonly Bought[]): void {
  db.write(() => {
    db.sql('delete from orders').run()
    db.sql('delete from customers').run()
    const customer = db.sql('insert into customers (id, external_id, created_at) values (?, ?, 0)')
    for (let id = 1; id <= customers; id++) customer.run(id, `c${id}`)
    const order = db.sql(
      'insert into orders (external_id, customer_id, at, status, total, refunded, currency) values (?, ?, ?, ?, ?, ?, ?)',
    )
    orders.forEach((bought, i) => {
      order.run(`o${i}`, bought.customer, bought.at, bought.status, bought.total, bought.refunded, bought.currency)
    })
  })
}

type Terms = { months: number; currency: string; zone: string; steps: { [measure in 'r' | 'f' | 'm']?: number[] } }

/** Scores by the words of the rule alone, with fractions in whole fifths. @returns "day orders money rfm" by customer */
export function plainScores(orders: readonly Bought[], terms: Terms, at: number): Map<number, string> {
  const from = DateTime.fromMillis(at, { zone: terms.zone }).minus({ months: terms.months }).toMillis()
  const day = (moment: number) => {
    const local = DateTime.fromMillis(moment, { zone: terms.zone })
    return Date.UTC(local.year, local.month - 1, local.day) / 86_400_000
  }
  const people = new Map<number, { day: number; orders: number; money: number }>()
  for (const order of orders) {
    if (order.at < from || order.at > at || order.status !== 'paid') continue
    if (order.total <= order.refunded && (order.total !== 0 || order.refunded !== 0)) continue
    const known = people.get(order.customer) ?? { day: 0, orders: 0, money: 0 }
    known.day = Math.max(known.day, day(order.at))
    known.orders += 1
    if (order.currency === terms.currency) known.money += order.total - order.refunded
    people.set(order.customer, known)
  }
  const everyone = [...people.values()]
  const score = (value: number, all: number[], steps: number[] | undefined) => {
    if (steps !== undefined) return 1 + steps.filter(step => value > step).length
    const sorted = [...all].sort((a, b) => a - b)
    let doubled = 0
    for (const k of [1, 2, 3, 4]) {
      const position = k * (sorted.length - 1)
      const [low, part] = [Math.floor(position / 5), position % 5]
      const cut = (sorted[low] ?? 0) * (5 - part) + (sorted[low + 1] ?? 0) * part
      doubled += cut < 5 * value ? 2 : cut === 5 * value ? 1 : 0
    }
    return 1 + Math.floor(doubled / 2)
  }
  const today = day(at)
  const scored = new Map<number, string>()
  const days = everyone.map(one => today - one.day)
  const counts = everyone.map(one => one.orders)
  const sums = everyone.map(one => one.money)
  for (const [customer, one] of people) {
    const r = 6 - score(today - one.day, days, terms.steps.r)
    const f = score(one.orders, counts, terms.steps.f)
    const m = score(one.money, sums, terms.steps.m)
    scored.set(customer, `${one.day} ${one.orders} ${one.money} ${r}${f}${m}`)
  }
  return scored
}

/** The stored scores, written the same way. */
export function storedScores(db: Db): Map<number, string> {
  const rows = db
    .sql<{ id: number; text: string }>(
      `select customer_id as id, last_day || ' ' || frequency || ' ' || monetary || ' ' || r || f || m as text from rfm_scores`,
    )
    .all()
  return new Map(rows.map(({ id, text }) => [id, text]))
}
