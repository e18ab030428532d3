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
/** How long somebody has been one. */
const FOR: ReadonlySet<string> = new Set(['for', 'уже'])

/**
 * "Customers since 2024", «клиенты с 2024 года»: subscribed, ordered, or ordered for the first time since then, is asked.
 * Null, and nothing is taken, where no day or year stands there.
 */
export function customersSince(c: Cursor): Rule | null {
  if (CUSTOMERS.test(peek(c)?.text ?? '') && (FOR.has(peek(c, 1)?.text ?? '') || /^\d/u.test(peek(c, 1)?.text ?? '')))
    return customersFor(c)
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

/** "Customers for 3 years": ordered, or came, for the first time so long ago, or ordered within that time, is asked. */
function customersFor(c: Cursor): Rule | null {
  const begin = c.at
  c.at++
  const within = takeWindow(c)
  if (within === null || !('in' in within) || !endsHere({ ...c, trying: true })) {
    c.at = begin
    return null
  }
  const window: Window = { ago: 'over', n: within.in, unit: within.unit }
  const first = { leaf: 'orderTime', which: 'first', window }
  const subscribed: AnyLeaf = { leaf: 'subscribed', window }
  const bought = { count: { atLeast: 1 }, product: null, category: null, total: null }
  const readings: Rule[] = [first, subscribed, { leaf: 'ordered', window: within, ...bought }]
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
  const window = takeWindow(c)
  return window !== null && 'from' in window && window.from !== null && window.to === null ? window : null
}

function takeWindow(c: Cursor): Window | null {
  if (!seesWindow(c)) return null
  try {
    return readWindow(c)
  } catch (error) {
    if (error instanceof Mistake) return null
    throw error
  }
}
