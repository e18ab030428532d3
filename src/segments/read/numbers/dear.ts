import { type Cursor, peek, pick, see } from '../cursor.js'
import { yearAt } from '../times/calendar.js'

/** A larger number of orders nobody has; it is rather what one came to. */
export const MOST_ORDERS = 100
const FEW = 20
const ORDERS = /^(?:order|purchase)(s)?$/

/** True before a limit that is of an amount, with no currency: "over 1k". "Orders over 50" may be so many, or so dear. */
export function saysDear(c: Cursor, most: number): boolean {
  if (seesLargeLimit(c, most) || seesLargeRange(c, most)) return true
  const noun = ORDERS.exec(c.tokens[c.at - 1]?.text ?? '')
  return noun !== null && seesLargeLimit(c, FEW) && (noun[1] === undefined || pick(c, 2) === 0)
}

/** True before «от 1500 до 3000», with nothing of which there are so many behind it. */
function seesLargeRange(c: Cursor, most: number): boolean {
  const from = see(c, 'from', 'between')
  const first = from === null ? null : peek(c, from.length)
  if (from === null || first?.kind !== 'number' || (first.thousands ?? first.value) <= most) return false
  const inside: Cursor = { ...c, at: c.at + from.length + 1, trying: true }
  const joined = see(inside, 'to', 'and')
  const second = joined === null ? null : peek(inside, joined.length)
  if (joined === null || second?.kind !== 'number' || yearAt(c, from.length) !== null) return false
  inside.at += joined.length + 1
  return see(inside, 'times', 'hours', 'days', 'weeks', 'months', 'years', 'km', 'percent') === null
}

/** True before "over 1k" with nothing of which there are so many behind it. */
function seesLargeLimit(c: Cursor, most: number): boolean {
  // «Первый заказ от 5000», «заказы от 5к»: nobody has so many.
  const limit = see(c, 'over', 'under') ?? (peek(c)?.text === 'от' ? { key: 'from' as const, length: 1 } : null)
  const number = limit === null ? null : peek(c, limit.length)
  const year = limit?.key === 'from' && yearAt(c, 1) !== null
  if (limit === null || number?.kind !== 'number' || (number.thousands ?? number.value) <= most || year) return false
  const behind: Cursor = { ...c, at: c.at + limit.length + 1, trying: true }
  return see(behind, 'times', 'hours', 'days', 'weeks', 'months', 'years', 'km', 'percent') === null
}
