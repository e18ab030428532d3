import type { Count, Window } from '../parts.js'
import type { AnyLeaf, Rule, Tree } from '../rule.js'
import type { Candidate } from './candidate.js'
import { type Cursor, fail, Mistake, peek, see, seeAhead, seeBeginning, take, takeSign } from './cursor.js'
import { yearAt } from './date.js'
import { endsHere } from './field.js'
import { longestAt } from './lexicon.js'
import { LIMIT_WORDS, readQuantity } from './number.js'
import { idOf, readName, type Written } from './value.js'
import { readWindow, seesWindow, WINDOW_WORDS } from './window.js'

/** What stands around an event, each part at most once, in any order. `any`: it is said to be of whichever offer. */
export type Parts = { count: Count | null; negated: Negated; window: Window | null; any: boolean }

/** Whether a number of times is to be turned round; `any`: every number is enough, so that everybody is meant. */
export type Negated = boolean | 'any'

/** Behind words only: "from 1000 to 5000" is rather an amount. */
const MOST_UNSAID = 100

const COUNT_WORDS = [...LIMIT_WORDS, 'notExactly', 'never', 'once', 'twice', 'thrice'] as const
/** Those that need no number. */
const WHOLE_COUNTS: readonly string[] = ['never', 'once', 'twice', 'thrice']

/** Ends of words for a number of times that need no number: "twice or more". */
const TIMES: ReadonlySet<string> = new Set(['once', 'twice', 'thrice', 'times', 'дважды', 'трижды', 'раз', 'раза'])

/** How often something happened, as it was read. */
export type Often = { count: Count; negated: Negated }

const ANY: Often = { count: { atLeast: 1 }, negated: 'any' }

/** True where a number of times begins. */
export function seesCount(c: Cursor): boolean {
  return see(c, ...COUNT_WORDS) !== null || peek(c)?.kind === 'number' || seesRange(c)
}

/** True before "between 2 and 4", "from 2 to 4", «не 2–4». */
function seesRange(c: Cursor): boolean {
  const word = see(c, 'between', 'from', 'not')
  if (word === null) return false
  const again = word.key === 'not' ? (seeAhead(c, word.length, 'between', 'from')?.length ?? 0) : 0
  const first = word.length + again
  const joint = peek(c, first + 1)?.text === '-' ? 1 : (seeAhead(c, first + 1, 'to', 'and')?.length ?? 0)
  return joint > 0 && peek(c, first)?.kind === 'number' && peek(c, first + 1 + joint)?.kind === 'number'
}

/** "3+", "at most 2", "not exactly 4", "none": how often, and whether that is to be turned round. */
export function readCount(c: Cursor): Often {
  const exact = see(c, 'exactly', 'notExactly') !== null
  const year = yearAt(c, 0)
  const counted = countAt(c)
  const said = take(c, 'times') !== null
  const whole = said || TIMES.has(c.tokens[c.at - 1]?.text ?? '')
  const more = see(c, 'orMore', 'orLess')
  const stops = more !== null && peek(c, more.length)?.kind !== 'number'
  const way =
    whole && stops && typeof counted.count === 'object' && 'exactly' in counted.count
      ? take(c, 'orMore', 'orLess')
      : null
  if (way !== null && typeof counted.count === 'object' && 'exactly' in counted.count) {
    const n = counted.count.exactly
    return { count: way === 'orMore' ? { atLeast: n } : atMost(n), negated: false }
  }
  const { count } = counted
  if (!said && typeof count === 'object' && 'from' in count && count.to > MOST_UNSAID)
    return fail(c, { kind: 'timesOrUnit' })
  if (!said && !exact && endsHere(c) && c.tokens[c.at - 1]?.kind === 'number') {
    // Nobody orders 2026 times; the year was meant.
    if (year !== null) fail(c, { kind: 'timesOrUnit' })
    c.bareCount = c.at
  }
  return counted
}

function countAt(c: Cursor): Often {
  if (seesRange(c) || see(c, 'from', 'to') !== null) {
    const negated = take(c, 'not') !== null
    const word = take(c, 'between', 'from', 'to')
    if (word === 'to') return { count: atMost(readQuantity(c, 0)), negated }
    const first = readQuantity(c, 0)
    if (takeSign(c, '-') || take(c, 'to', 'and') !== null) return { count: range(first, readQuantity(c, 0)), negated }
    return first === 0 ? ANY : { count: { atLeast: first }, negated }
  }
  const word = take(c, ...COUNT_WORDS)
  switch (word) {
    case 'never':
      c.saidNever = true
      return { count: 'none', negated: false }
    case 'once':
      return { count: { exactly: 1 }, negated: false }
    case 'twice':
      return { count: { exactly: 2 }, negated: false }
    case 'thrice':
      return { count: { exactly: 3 }, negated: false }
    case 'over':
      return { count: { atLeast: Math.min(readQuantity(c, 0) + 1, 10_000) }, negated: false }
    case 'under':
      return { count: atMost(readQuantity(c) - 1), negated: false }
    case 'atLeast': {
      const n = readQuantity(c, 0)
      return n === 0 ? ANY : { count: { atLeast: n }, negated: false }
    }
    case 'atMost':
      return { count: atMost(readQuantity(c, 0)), negated: false }
    case 'notExactly':
      return { count: rangeFrom(c, readQuantity(c)), negated: true }
    default: {
      const n = readQuantity(c, 0)
      if (takeSign(c, '+') || take(c, 'orMore') !== null)
        return n === 0 ? ANY : { count: { atLeast: n }, negated: false }
      if (take(c, 'orLess') !== null) return { count: atMost(n), negated: false }
      return { count: rangeFrom(c, n), negated: false }
    }
  }
}

/**
 * A number before what it counts: "2 orders", "at least three clicks", «3 и более заказов».
 * @param nouns what is counted
 * @param read reads what stands behind them
 */
export function countFirst(c: Cursor, nouns: ReadonlySet<string>, read: (first: Often) => Rule): Candidate[] {
  // «С двумя заказами» has exactly two: «с» is no "from" of a number.
  if (['с', 'со'].includes(peek(c)?.text ?? '') && !seesRange(c)) return []
  // "2025 orders" are those of that year.
  if (hasBegun(yearAt(c, 0), c.today) && peek(c, 1)?.kind === 'word') return []
  const bound = see(c, 'from', 'to')
  if (!seesCount(c) && (bound === null || peek(c, bound.length)?.kind !== 'number')) return []
  const begin = c.at
  const { saidNever, bareCount } = c
  try {
    const first = countAt(c)
    if (!nouns.has(peek(c)?.text ?? '')) return []
    const behind = () => {
      // «Два заказа и больше».
      const exact =
        typeof first.count === 'object' && 'exactly' in first.count && !first.negated ? first.count.exactly : null
      const way = exact === null ? null : take(c, 'orMore', 'orLess')
      if (exact === null || way === null) return first
      return { count: way === 'orMore' ? { atLeast: exact } : atMost(exact), negated: false }
    }
    return [{ to: c.at + 1, sure: 'words', read: () => read(behind()) }]
  } catch (error) {
    if (error instanceof Mistake) return []
    throw error
  } finally {
    Object.assign(c, { at: begin, saidNever, bareCount })
  }
}

function hasBegun(year: number | null, today: string | null): boolean {
  return year !== null && (today === null || year <= Number(today.slice(0, 4)))
}

/**
 * A number before words that begin a condition: "two cancelled orders".
 * @param begins what they begin
 * @param read reads what stands behind them
 */
export function countBefore<Begun extends string>(
  c: Cursor,
  begins: Record<Begun, unknown>,
  read: (begun: Begun, first: Often) => Rule,
): Candidate[] {
  if (!seesCount(c) && see(c, 'from', 'to') === null) return []
  const begin = c.at
  const { saidNever, bareCount } = c
  try {
    const first = countAt(c)
    const begun = longestAt(c.begins.book, c)
    for (const key in begins)
      if (begun?.key === key && c.at > begin)
        return [{ to: c.at + begun.length, sure: 'words', read: () => read(key, first) }]
    return []
  } catch (error) {
    if (error instanceof Mistake) return []
    throw error
  } finally {
    Object.assign(c, { at: begin, saidNever, bareCount })
  }
}

/** "2–4", "2 to 4", "2 or 3": behind the first number what stands there of a second, or the number itself. */
function rangeFrom(c: Cursor, first: number): Count {
  const joint = peek(c)?.text === '-' ? { key: 'to', length: 1 } : see(c, 'to', 'or')
  const second = joint === null ? null : peek(c, joint.length)
  if (joint === null || second?.kind !== 'number') return range(first, first)
  // "Ordered 2 or 30 days ago" are two conditions.
  if (joint.key === 'or' && second.value !== first + 1) return range(first, first)
  c.at += joint.length
  return range(first, readQuantity(c, 0))
}

function range(one: number, other: number): Count {
  const [from, to] = [Math.min(one, other), Math.max(one, other)]
  if (from === to) return from === 0 ? 'none' : { exactly: from }
  return from === 0 ? { atMost: to } : { from, to }
}

function atMost(n: number): Count {
  return n === 0 ? 'none' : { atMost: n }
}

/**
 * Reads the parts of an event until none is left.
 * @param more takes a part that only this event has; true when it took one
 */
export function readParts(c: Cursor, more: () => boolean = () => false): Parts {
  const parts: Parts = { count: null, negated: false, window: null, any: false }
  for (;;) {
    if (parts.window === null && seesWindow(c)) parts.window = windowHere(c)
    else if (takeAnyOffer(c, parts)) continue
    else if ((!seesTotal(c) && take(c, 'anything') !== null) || takeGeneral(c)) continue
    else if (parts.count === null && takeNone(c)) Object.assign(parts, { count: 'none' })
    else if (more()) continue
    else if (parts.count === null && seesCount(c)) Object.assign(parts, readCount(c))
    else break
  }
  // A word that begins a stretch of time, but nothing of it behind: say what is missing.
  if (parts.window === null && see(c, ...WINDOW_WORDS) !== null) readWindow(c)
  if (see(c, ...WINDOW_WORDS) !== null || peek(c)?.kind === 'number') fail(c, { kind: 'once' })
  return parts
}

/** Words of a stretch that may begin with what happened before it. */
const WITHIN: ReadonlySet<string> = new Set(['within', 'течение', 'течении'])

/** A stretch of time. "Clicked and ordered within 3 days" does not say whether those are the last three. */
function windowHere(c: Cursor): Window {
  const within = WITHIN.has(peek(c)?.text ?? '') || WITHIN.has(peek(c, 1)?.text ?? '')
  const before = c.last
  const tied = within && see(c, 'inLast') === null && before !== null && before.window === null && 'count' in before
  const window = readWindow(c)
  if (tied && 'in' in window) c.tied = before
  return window
}

/** Takes "any offer", «ни одного предложения». */
function takeAnyOffer(c: Cursor, parts: Parts): boolean {
  const seen = see(c, 'anyOffer', 'noOffer')
  if (seen === null || (seen.key === 'noOffer' && parts.count !== null)) return false
  const behind: Cursor = { ...c, at: c.at + seen.length, trying: true }
  // "Any offer of spring" names one.
  if (!endsHere(behind) && !seesWindow(behind) && !seesCount(behind)) return false
  c.at += seen.length
  parts.any = true
  if (seen.key === 'anyOffer') return true
  c.saidNever = true
  parts.count = 'none'
  return true
}

/** Takes "no messages" behind what happened to them, and «нет» behind «заказов». */
function takeNone(c: Cursor): boolean {
  const not = see(c, 'not')
  if (not === null) return false
  const begin = c.at
  c.at += not.length
  // «Ни кликов, ни заказов»: the orders are a condition of their own.
  if (peek(c)?.kind === 'word' && seesOtherNoun(c)) {
    c.at = begin
    return false
  }
  const alone = c.tokens[c.at - 1]?.text === 'нет' && (endsHere({ ...c, trying: true }) || seesWindow(c))
  if (alone || takeGeneral(c)) {
    c.saidNever = true
    return true
  }
  c.at = begin
  return false
}

/** What is counted of other things that happen. */
const OTHER: ReadonlySet<string> = new Set([
  ...['orders', 'order', 'purchases', 'purchase', 'clicks', 'click', 'replies', 'reply', 'reactions', 'reaction'],
  ...['заказов', 'заказа', 'покупок', 'покупки', 'кликов', 'клика', 'ответов', 'ответа', 'реакций', 'переходов'],
])

function seesOtherNoun(c: Cursor): boolean {
  return OTHER.has(peek(c)?.text ?? '') && seeBeginning(c) !== null
}

/** Takes "messages", "any links", «сообщения», where nothing says which. */
function takeGeneral(c: Cursor): boolean {
  const seen = see(c, 'offerNoun', 'times', 'link')
  if (seen === null || c.tokens[c.at - 1]?.kind === 'number') return false
  const behind: Cursor = { ...c, at: c.at + seen.length, trying: true }
  if (!endsHere(behind) && !seesWindow(behind)) return false
  c.at += seen.length
  return true
}

/** An event with its count turned round where the words said so; everybody, where any number of times is enough. */
export function counted<L extends AnyLeaf>(leaf: L, negated: Negated): Tree<L | typeof EVERYONE> {
  if (negated === 'any') return EVERYONE
  return negated ? { not: leaf } : leaf
}

const EVERYONE = { leaf: 'everyone' } as const

/** Behind these stands what people did, and no name. */
const WHO: ReadonlySet<string> = new Set([
  'who',
  'which',
  'whose',
  'кто',
  'которые',
  'которых',
  'которым',
  'которая',
  'который',
])

/** True where a name without quotes may begin. */
export function seesName(c: Cursor): boolean {
  const token = peek(c)
  if (token === null || see(c, 'and', 'or', 'but', 'except') !== null || seesCount(c) || seesWindow(c)) return false
  if (token.kind === 'word' && WHO.has(token.text)) return false
  // "Clicked nor ordered", «заказывали без промокода»: what follows *not* is a condition.
  const not = token.kind === 'word' ? see(c, 'not') : null
  if (not !== null && seeBeginning({ ...c, at: c.at + not.length }) !== null) return false
  if (seeAhead(c, 0, ...WINDOW_WORDS) !== null && peek(c, 1) === null) return false
  return token.kind === 'word' || token.kind === 'quoted' || token.text === '#'
}

/** A name up to where another part of the event begins. */
export function readEventName(c: Cursor): Written | null {
  return readName(
    c,
    () =>
      seesWindow(c) || see(c, 'link', 'category', 'forSure') !== null || seesLimit(c) || seesTimes(c) || seesTotal(c),
  )
}

function seesLimit(c: Cursor): boolean {
  if (seesRange(c)) return true
  const limit = see(c, ...COUNT_WORDS)
  return limit !== null && (WHOLE_COUNTS.includes(limit.key) || peek(c, limit.length)?.kind === 'number')
}

/** "For more than 100 EUR" is no part of a name. */
function seesTotal(c: Cursor): boolean {
  const than = see(c, 'priceOver', 'priceUnder')
  if (than !== null && peek(c, than.length)?.kind === 'number') return true
  const total = see(c, 'forTotal')
  const limit = total === null ? null : seeAhead(c, total.length, ...LIMIT_WORDS, 'from', 'between')
  return total !== null && limit !== null && peek(c, total.length + limit.length)?.kind === 'number'
}

function seesTimes(c: Cursor): boolean {
  const before = c.tokens[c.at - 1]
  return peek(c)?.kind === 'number' && before?.text !== '#'
}

/** The id that a name or `#12` stands for; null when it is not there. */
export function byName(
  written: Pick<Written, 'text' | 'quoted'>,
  things: { find(name: string): number | null; has(id: number): boolean },
): number | null {
  const id = idOf(written)
  if (id !== null) return things.has(id) ? id : null
  return things.find(written.text)
}
