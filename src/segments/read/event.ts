import type { Count, Window } from '../parts.js'
import type { AnyLeaf, Rule, Tree } from '../rule.js'
import type { Candidate } from './candidate.js'
import { type Cursor, fail, Mistake, peek, see, seeAhead, take, takeSign } from './cursor.js'
import { yearAt } from './date.js'
import { endsHere } from './field.js'
import { LIMIT_WORDS, readQuantity } from './number.js'
import { idOf, readName, type Written } from './value.js'
import { readWindow, seesWindow, WINDOW_WORDS } from './window.js'

/** What stands around an event, each part at most once, in any order. */
export type Parts = { count: Count | null; negated: boolean; window: Window | null }

const COUNT_WORDS = [...LIMIT_WORDS, 'notExactly', 'never', 'once', 'twice', 'thrice'] as const
/** Those that need no number. */
const WHOLE_COUNTS: readonly string[] = ['never', 'once', 'twice', 'thrice']

/** True where a number of times begins. */
export function seesCount(c: Cursor): boolean {
  return see(c, ...COUNT_WORDS) !== null || peek(c)?.kind === 'number'
}

/** "3+", "at most 2", "not exactly 4", "none": how often, and whether that is to be turned round. */
export function readCount(c: Cursor): { count: Count; negated: boolean } {
  const exact = see(c, 'exactly', 'notExactly') !== null
  const year = yearAt(c, 0)
  const counted = countAt(c)
  if (take(c, 'times') === null && !exact && endsHere(c) && c.tokens[c.at - 1]?.kind === 'number') {
    // Nobody orders 2026 times; the year was meant.
    if (year !== null) fail(c, { kind: 'timesOrUnit' })
    c.bareCount = c.at
  }
  return counted
}

function countAt(c: Cursor): { count: Count; negated: boolean } {
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
    case 'atLeast':
      return { count: { atLeast: readQuantity(c) }, negated: false }
    case 'atMost':
      return { count: atMost(readQuantity(c, 0)), negated: false }
    case 'notExactly':
      return { count: { exactly: readQuantity(c) }, negated: true }
    default: {
      const n = readQuantity(c, 0)
      if ((takeSign(c, '+') || take(c, 'orMore') !== null) && n > 0) return { count: { atLeast: n }, negated: false }
      if (take(c, 'orLess') !== null) return { count: atMost(n), negated: false }
      return { count: n === 0 ? 'none' : { exactly: n }, negated: false }
    }
  }
}

/**
 * A number before what it counts: "2 orders", "at least three clicks", «3 и более заказов».
 * @param nouns what is counted
 * @param read reads what stands behind them
 */
export function countFirst(
  c: Cursor,
  nouns: ReadonlySet<string>,
  read: (first: { count: Count; negated: boolean }) => Rule,
): Candidate[] {
  if (!seesCount(c) && see(c, 'between', 'from') === null) return []
  const begin = c.at
  const { saidNever, bareCount } = c
  try {
    const range = takeRange(c)
    if (range !== null) {
      if (!nouns.has(peek(c)?.text ?? '')) return []
      return [{ to: c.at + 1, sure: 'words', read: () => readRange(c, range, read) }]
    }
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

/** Takes "2–4", "from 2 to 4", "between 2 and 4"; null, and nothing is taken, for anything else. */
function takeRange(c: Cursor): [number, number] | null {
  const begin = c.at
  const word = take(c, 'between', 'from')
  if (peek(c)?.kind === 'number') {
    const first = readQuantity(c)
    const joined = takeSign(c, '-') || take(c, 'to', ...(word === 'between' ? (['and'] as const) : [])) !== null
    if (joined && peek(c)?.kind === 'number') {
      const second = readQuantity(c)
      return [Math.min(first, second), Math.max(first, second)]
    }
  }
  c.at = begin
  return null
}

/** "2–4 orders" are at least 2, and at most 4. */
function readRange(
  c: Cursor,
  [least, most]: [number, number],
  read: (first: { count: Count; negated: boolean }) => Rule,
): Rule {
  const begin = c.at
  const low = read({ count: { atLeast: least }, negated: false })
  c.at = begin
  return { all: [low, read({ count: { atMost: most }, negated: false })] }
}

function atMost(n: number): Count {
  return n === 0 ? 'none' : { atMost: n }
}

/**
 * Reads the parts of an event until none is left.
 * @param more takes a part that only this event has; true when it took one
 */
export function readParts(c: Cursor, more: () => boolean = () => false): Parts {
  const parts: Parts = { count: null, negated: false, window: null }
  for (;;) {
    if (parts.window === null && seesWindow(c)) parts.window = readWindow(c)
    else if (take(c, 'anything') !== null) continue
    else if (more()) continue
    else if (parts.count === null && seesCount(c)) Object.assign(parts, readCount(c))
    else break
  }
  // A word that begins a stretch of time, but nothing of it behind: say what is missing.
  if (parts.window === null && see(c, ...WINDOW_WORDS) !== null) readWindow(c)
  if (see(c, ...WINDOW_WORDS) !== null || peek(c)?.kind === 'number') fail(c, { kind: 'once' })
  return parts
}

/** An event with its count turned round where the words said so. */
export function counted<L extends AnyLeaf>(leaf: L, negated: boolean): Tree<L> {
  return negated ? { not: leaf } : leaf
}

/** True where a name without quotes may begin. */
export function seesName(c: Cursor): boolean {
  const token = peek(c)
  if (token === null || see(c, 'and', 'or', 'but', 'except') !== null || seesCount(c) || seesWindow(c)) return false
  if (seeAhead(c, 0, ...WINDOW_WORDS) !== null && peek(c, 1) === null) return false
  return token.kind === 'word' || token.kind === 'quoted' || token.text === '#'
}

/** A name up to where another part of the event begins. */
export function readEventName(c: Cursor): Written | null {
  return readName(
    c,
    () => seesWindow(c) || see(c, 'link', 'category') !== null || seesLimit(c) || seesTimes(c) || seesTotal(c),
  )
}

function seesLimit(c: Cursor): boolean {
  const limit = see(c, ...COUNT_WORDS)
  return limit !== null && (WHOLE_COUNTS.includes(limit.key) || peek(c, limit.length)?.kind === 'number')
}

/** "For more than 100 EUR" is no part of a name. */
function seesTotal(c: Cursor): boolean {
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
