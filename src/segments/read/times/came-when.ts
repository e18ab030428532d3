import type { Window } from '../../parts.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, Mistake, peek, pick } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { yearAt } from './calendar.js'
import { seesWhenFirst } from './when-first.js'
import { readWindow, seesWindow } from './window.js'

/** "From Instagram last week": when they came stands behind where from. */
export function whenTheyCame(c: Cursor, part: Rule): Rule {
  const ways = 'any' in part ? part.any : [part]
  const came = ways.every(way => 'leaf' in way && (way.leaf === 'source' || way.leaf === 'channel') && !('last' in way))
  if (!came || peek(c)?.kind === 'sign' || !seesWindow(c) || seesWhenFirst(c)) return part
  const subscribed: AnyLeaf = { leaf: 'subscribed', window: readWindow(c) }
  return { all: [part, subscribed] }
}

const CUSTOMERS = /^(?:customers?|clients?|клиент(?:ы|ов|ам|ами)?)$/u
const SINCE: ReadonlySet<string> = new Set(['since', 'с', 'со'])

/**
 * "Customers since 2024", «клиенты с 2024 года»: subscribed, ordered, or ordered for the first time since then, is asked.
 * Null, and nothing is taken, where no day or year stands there.
 */
export function customersSince(c: Cursor): Rule | null {
  if (!CUSTOMERS.test(peek(c)?.text ?? '') || !SINCE.has(peek(c, 1)?.text ?? '')) return null
  const begin = c.at
  c.at++
  const window = takeSince(c)
  if (window === null) {
    c.at = begin
    return null
  }
  const subscribed: AnyLeaf = { leaf: 'subscribed', window }
  const ordered = { leaf: 'ordered', count: { atLeast: 1 }, window, product: null, category: null, total: null }
  const first = { leaf: 'orderTime', which: 'first', window }
  const readings: Rule[] = [subscribed, ordered, first]
  return readings[pick(c, readings.length)] ?? null
}

/** True before such customers. */
export function seesCustomersSince(c: Cursor): boolean {
  return CUSTOMERS.test(peek(c)?.text ?? '') && customersSince({ ...c, made: new Set(), ways: { many: 1 } }) !== null
}

const YEAR = /^(?:г|год|года)$/u

/** Takes a day from which on something was so; null for a stretch that has an end, or for no time at all. */
function takeSince(c: Cursor): Window | null {
  const year = yearAt(c, 1)
  if (year !== null) {
    const ahead = YEAR.test(peek(c, 2)?.text ?? '') ? 3 : 2
    if (!endsHere({ ...c, at: c.at + ahead, trying: true })) return null
    c.at += ahead
    return { from: `${year}-01-01`, to: null }
  }
  if (!seesWindow(c)) return null
  try {
    const window = readWindow(c)
    return 'from' in window && window.from !== null && window.to === null ? window : null
  } catch (error) {
    if (error instanceof Mistake) return null
    throw error
  }
}
