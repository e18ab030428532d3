import type { Window } from '../../parts.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, fail, peek, pick } from '../cursor.js'
import { followedBy, followedEver } from '../events/followed.js'
import { JOINTS, longestAt } from '../lexicon.js'
import type { AskedOrder } from './order.js'

const ONCE = { leaf: 'ordered', count: { atLeast: 1 }, window: null, product: null, category: null, total: null }

const AGAIN: ReadonlySet<string> = new Set(['again', 'повторно', 'снова', 'опять', 'вновь', 'еще', 'заново'])

/** Takes «повторно»; true when it was there. */
export function takeAgain(c: Cursor, again: { said: boolean }): boolean {
  if (!AGAIN.has(peek(c)?.text ?? '')) return false
  c.at++
  if (peek(c)?.text === 'раз') c.at++
  again.said = true
  return true
}

/** "Bought again within a month": twice in that time, or within it after an order, is asked. */
export function orderedAgain(c: Cursor, begin: number, order: AskedOrder, window: Window | null): Rule {
  const begun = begin - 1
  // "Never bought again after October": none then.
  const denied = [1, 2, 3].some(
    n => longestAt(JOINTS, { tokens: c.tokens, at: begun - n, end: begun }, ['not']) !== null,
  )
  if (c.last?.leaf === 'promoCode' && window === null) return withCodeAgain(c, c.last, order)
  // "Left a review but haven't ordered again": not since they did.
  const since = denied && window === null && c.last !== null ? notSince(c.last, order) : null
  if (since !== null) {
    c.saidNever = true
    return since
  }
  if (denied && c.last !== null && c.last.leaf !== 'ordered') return fail(c, { kind: 'followed' })
  if (denied && window !== null) return { leaf: 'ordered', count: { atLeast: 1 }, window, ...order }
  const before = c.last
  const once = { leaf: 'ordered', count: { atLeast: 1 }, window, ...order }
  // "First ordered before 2025 and ordered again this month": the first of them was said already.
  if (!denied && window !== null && isEarlier(before)) return sameThing(c, before, once)
  const twice = { leaf: 'ordered', count: { atLeast: 2 }, window, ...order }
  // "Bought again this month": twice in it, or once more in it.
  if (window !== null && !('in' in window))
    return pick(c, 2) === 0 ? twice : { all: [once, { ...twice, window: null }] }
  if (window === null || pick(c, 2) === 0) return twice
  return followedBy(ONCE, { ...twice, count: { atLeast: 1 } }) ?? twice
}

/** No order after the last of what happened, at whatever time; null for an order itself, and for what nothing is tied to. */
function notSince(last: AnyLeaf, order: AskedOrder): Rule | null {
  if (last.leaf === 'ordered' || last.leaf === 'subscribed' || (last.window ?? null) !== null) return null
  return followedEver(last, { leaf: 'ordered', count: 'none', window: null, ...order })
}

/** "Used SPRING but never ordered again": never anything again, or not with that code, is asked. */
function withCodeAgain(c: Cursor, code: AnyLeaf, order: AskedOrder): Rule {
  const anything = { leaf: 'ordered', count: { atLeast: 2 }, window: null, ...order }
  return pick(c, 2) === 0 ? anything : { ...code, count: { atLeast: 2 } }
}

/** True for an order of some time before: another is one more. */
function isEarlier(last: AnyLeaf | null): last is AnyLeaf {
  if (last?.leaf === 'orderTime' || last?.leaf === 'nthOrder') return true
  return last?.leaf === 'ordered' && (last.window ?? null) !== null && last.count !== 'none'
}

/** "Bought coffee before October and bought again in November": of the same, or anything, is asked where no name is said again. */
function sameThing(c: Cursor, before: AnyLeaf, again: AnyLeaf): Rule {
  const named = { product: null, category: null, ...before }
  const bought = { product: null, category: null, ...again }
  if (bought.product !== null || bought.category !== null) return again
  if ((named.product === null && named.category === null) || pick(c, 2) === 1) return again
  return { ...again, ...{ product: named.product, category: named.category } }
}
