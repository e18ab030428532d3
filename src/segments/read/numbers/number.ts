import type { Compare } from '../../parts.js'
import { type Choices, type Cursor, type Expected, fail, peek, see, take, takeSign } from '../cursor.js'

/** Limits that a number can be compared with. */
export const LIMIT_WORDS = ['over', 'under', 'atLeast', 'atMost', 'exactly'] as const

const LARGEST = 1e12
const MOST = 10_000

/**
 * A number, with a minus before it or not.
 * @param point what one point before three digits does, where what is counted tells it; else it is a choice
 */
export function readNumber(
  c: Cursor,
  expected: Expected = { kind: 'number' },
  point: Choices['points'] | null = null,
): number {
  const begin = c.at
  const negative = takeSign(c, '-')
  const token = peek(c)
  if (token?.kind !== 'number') {
    c.at = begin
    return fail(c, expected)
  }
  if (token.thousands !== null && point === null) c.made.add('points')
  const value = (point ?? c.choices.points) === 'thousands' ? (token.thousands ?? token.value) : token.value
  if (!(value <= LARGEST)) fail(c, { kind: 'order', of: LARGEST })
  c.at++
  return negative && value !== 0 ? -value : value
}

/** A whole number of at least `least`, and at most 10,000. */
export function readQuantity(c: Cursor, least = 1): number {
  const value = readNumber(c, { kind: 'whole' }, 'thousands')
  if (Number.isInteger(value) && value >= least && value <= MOST) return value
  c.at--
  return fail(c, { kind: 'quantity', of: MOST })
}

/**
 * A comparison: a limit, "25–40", "from 25 to 40", "3+", or the number itself.
 * @param read reads one number, with what belongs to it
 */
export function readCompare(c: Cursor, read: () => number): Compare {
  if (take(c, 'between') !== null) {
    const first = read()
    if (take(c, 'and') === null && !takeSign(c, '-')) fail(c, { kind: 'number' })
    return range(first, read())
  }
  const limit = take(c, ...LIMIT_WORDS)
  if (limit !== null) return compareWith(limit, read())
  if (take(c, 'from') !== null) {
    const first = read()
    if (take(c, 'to') === null && !takeSign(c, '-')) {
      take(c, 'orMore')
      return { atLeast: first }
    }
    return range(first, read())
  }
  if (take(c, 'to') !== null) return { atMost: read() }
  const first = read()
  if (takeSign(c, '+') || take(c, 'orMore') !== null) return { atLeast: first }
  if (take(c, 'orLess') !== null) return { atMost: first }
  return takeSign(c, '-') || takeEnd(c) ? range(first, read()) : { exactly: first }
}

/** "to" between two numbers. */
function takeEnd(c: Cursor): boolean {
  const seen = see(c, 'to')
  if (seen === null) return false
  const next = peek(c, seen.length)
  if (next?.kind !== 'number') return false
  c.at += seen.length
  return true
}

function range(first: number, second: number): Compare {
  return { from: Math.min(first, second), to: Math.max(first, second) }
}

function compareWith(limit: string, value: number): Compare {
  switch (limit) {
    case 'over':
      return { over: value }
    case 'under':
      return { under: value }
    case 'atLeast':
      return { atLeast: value }
    case 'atMost':
      return { atMost: value }
    default:
      return { exactly: value }
  }
}
