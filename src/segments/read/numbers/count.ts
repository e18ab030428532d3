import type { Count } from '../../parts.js'
import type { Rule } from '../../rule.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, fail, Mistake, peek, see, seeAhead, seeBeginning, take, takeSign } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { saysDid } from '../joining/did.js'
import { JOINTS, longestAt } from '../lexicon.js'
import { yearAt } from '../times/calendar.js'
import { seesWindow } from '../times/window.js'
import { LIMIT_WORDS, readQuantity } from './number.js'

/** Whether a number of times is to be turned round; `any`: every number is enough, so that everybody is meant. */
export type Negated = boolean | 'any'

/** Behind words only: "from 1000 to 5000" is rather an amount. */
const MOST_UNSAID = 100

/** What a number of times may begin with. */
export const COUNT_WORDS = [...LIMIT_WORDS, 'notExactly', 'never', 'once', 'twice', 'thrice'] as const

/** Those that need no number. */
export const WHOLE_COUNTS: readonly string[] = ['never', 'once', 'twice', 'thrice']

/** Ends of words for a number of times that need no number: "twice or more". */
const TIMES: ReadonlySet<string> = new Set(['once', 'twice', 'thrice', 'times', 'дважды', 'трижды', 'раз', 'раза'])

/** True where what stands so many tokens further is itself more or less: «один заказ и больше года назад». */
export function seesMeasured(c: Cursor, ahead: number): boolean {
  // «Один раз и больше не покупали»: no longer, and not more often.
  const token = peek(c, ahead)
  if (token?.kind === 'number' || NOTHING_MORE.test(token?.text ?? '')) return true
  return seeAhead(c, ahead, 'hours', 'days', 'weeks', 'months', 'years', 'not') !== null
}

/** «Один заказ и больше ничего»: no more than that. */
const NOTHING_MORE = /^(?:ничего|никогда|нигде|никаких|ни|nothing|none)$/u

/** How often something happened, as it was read. */
export type Often = { count: Count; negated: Negated }

const ANY: Often = { count: { atLeast: 1 }, negated: 'any' }

/** True where a number of times begins. */
export function seesCount(c: Cursor): boolean {
  return see(c, ...COUNT_WORDS) !== null || peek(c)?.kind === 'number' || seesRange(c)
}

/** True before "between 2 and 4", "from 2 to 4", «не 2–4». */
export function seesRange(c: Cursor): boolean {
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
  const stops = more !== null && !seesMeasured(c, more.length)
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

const NOTHING: ReadonlySet<string> = new Set(['nothing', 'none'])

/** True before "but shoes": a name, and no condition. */
function seesOnlyOf(c: Cursor): boolean {
  const but = see(c, 'but', 'except')
  if (but === null) return false
  const behind: Cursor = { ...c, at: c.at + but.length }
  return seeBeginning(behind) === null && see(behind, 'not', 'has', 'people', 'livesIn', 'older', 'younger') === null
}

/** Of what something costs, and never of how often. */
const DEAR = /^(?:дороже|дешевле|крупнее|мельче)$/u

function countAt(c: Cursor): Often {
  if (DEAR.test(peek(c)?.text ?? '')) return fail(c, { kind: 'timesOrUnit' })
  if (seesRange(c) || see(c, 'from', 'to') !== null) {
    const negated = take(c, 'not') !== null
    const word = take(c, 'between', 'from', 'to')
    if (word === 'to') return { count: atMost(readQuantity(c, 0)), negated }
    const first = readQuantity(c, 0)
    if (takeSign(c, '-') || take(c, 'to', 'and') !== null) return { count: range(first, readQuantity(c, 0)), negated }
    take(c, 'orMore')
    return first === 0 ? ANY : { count: { atLeast: first }, negated }
  }
  const word = take(c, ...COUNT_WORDS)
  switch (word) {
    case 'never':
      // "Bought nothing but shoes" is no question of how often.
      if (NOTHING.has(c.tokens[c.at - 1]?.text ?? '') && seesOnlyOf(c)) return fail(c, { kind: 'condition' })
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
  const single = singleAt(c, nouns)
  if (single !== null)
    return [{ to: single, sure: 'words', read: () => read({ count: { exactly: 1 }, negated: false }) }]
  const bound = see(c, 'from', 'to')
  if (!seesCount(c) && (bound === null || peek(c, bound.length)?.kind !== 'number')) return []
  const begin = c.at
  const { saidNever, bareCount } = c
  try {
    const first = countAt(c)
    if (!nouns.has(peek(c)?.text ?? '')) return []
    const behind = () => {
      // "One order only, over 80".
      if (ONLY.has(peek(c)?.text ?? '') && peek(c, 1)?.text === ',') c.at++
      const more = first.negated ? null : moreBehind(c, first.count)
      return more === null ? first : { count: more, negated: false as const }
    }
    return [{ to: c.at + 1, sure: 'words', read: () => read(behind()) }]
  } catch (error) {
    if (error instanceof Mistake) return []
    throw error
  } finally {
    Object.assign(c, { at: begin, saidNever, bareCount })
  }
}

/** So many tokens before it may deny it: "haven't placed a single order". */
const DENYING = 3

/** The token behind "a single click", where it is no denial and nothing is said of it but when; null where it does not stand here. */
export function singleAt(c: Cursor, nouns: ReadonlySet<string>): number | null {
  const article = /^(?:a|one|only|just)$/.test(peek(c)?.text ?? '') ? 1 : 0
  if (peek(c, article)?.text !== 'single' || !nouns.has(peek(c, article + 1)?.text ?? '')) return null
  const before = Array.from({ length: DENYING }, (_, n) => ({ tokens: c.tokens, at: c.at - n - 1, end: c.at }))
  if (before.some(place => place.at >= 0 && longestAt(JOINTS, place, ['not']) !== null)) return null
  const ever = peek(c, article + 2)?.text === 'ever' ? 1 : 0
  const behind: Cursor = { ...c, at: c.at + article + 2 + ever, trying: true }
  return endsHere(behind) || seesWindow(behind) ? behind.at : null
}

/** Takes «и больше» behind what was counted: «два заказа и больше», "5 books or more"; null where nothing of it stands. */
export function moreBehind(c: Cursor, count: Count): Count | null {
  if (typeof count !== 'object' || !('exactly' in count) || c.tokens[c.at - 1]?.kind === 'number') return null
  const way = takeOrMore(c)
  if (way === null) return null
  return way === 'orMore' ? { atLeast: count.exactly } : atMost(count.exactly)
}

/** Takes «и больше», "or less", where nothing is measured behind it. */
export function takeOrMore(c: Cursor): 'orMore' | 'orLess' | null {
  const more = see(c, 'orMore', 'orLess')
  if (more === null || seesMeasured(c, more.length)) return null
  c.at += more.length
  return more.key === 'orMore' ? 'orMore' : 'orLess'
}

const ONLY: ReadonlySet<string> = new Set(['only', 'total'])

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
    // "Men over 30 returned an item" says how old they are.
    if (c.bare && saysDid(c)) return []
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
