import type { Tree } from '../../rule.js'
import type { Field } from '../../vocabulary.js'
import { type Cursor, Mistake, peek, pick, see, seeAhead, take, takeSign } from '../cursor.js'
import { namedAt } from '../names/bare.js'
import { optionNamed } from './called.js'
import { endsHere } from './field.js'
import type { OfField } from './of-field.js'
import { rankedOptions } from './scale.js'

const LIMITS = ['over', 'under', 'atLeast', 'atMost'] as const
type Limit = (typeof LIMITS)[number]

/** From one option on: the first and the last of the levels that are meant, and whether these two are among them. */
type Range = { from: string | null; to: string | null; limit: Limit | 'between' }

/**
 * Levels from one on, or up to one: "level above beginner", «размер M и больше», «от среднего до продвинутого». Null, and
 * nothing is taken, where no limit is said. Whether the options go up or down is asked where nobody can tell.
 */
export function readOrdered(c: Cursor, field: Field): Tree<OfField> | null {
  const { options } = field
  if (options === null || options.length < 2 || field.type !== 'one_of') return null
  const begin = c.at
  const range = takeRange(c, options)
  if (range === null) {
    c.at = begin
    return null
  }
  const ranked = rankedOptions(options)
  const up = ranked ?? (pick(c, 2) === 0 ? options : [...options].reverse())
  const is = insideOf(up, range)
  if (is.length > 0) return { leaf: 'field', field: field.id, test: { is: options.filter(one => is.includes(one)) } }
  c.at = begin
  return null
}

/** Where such levels end that stand without their field; null where none do, or nothing says that they are levels. */
export function orderedHere(c: Cursor, field: Field): number | null {
  if (field.options === null || field.type !== 'one_of' || !seesLimit(c)) return null
  const place: Cursor = { ...c, made: new Set(), ways: { many: 1 }, trying: true }
  try {
    return readOrdered(place, field) === null ? null : place.at
  } catch (error) {
    if (error instanceof Mistake) return null
    throw error
  }
}

/** True where a limit begins, or stands not far behind: most sentences have none. */
function seesLimit(c: Cursor): boolean {
  if (see(c, ...LIMITS, 'between', 'from', 'to') !== null) return true
  for (let ahead = 1; ahead <= MOST_NAMED; ahead++) {
    const token = peek(c, ahead)
    if (token === null) return false
    if (token.text === '+' || token.text === '-' || seeAhead(c, ahead, 'orMore', 'orLess', 'to') !== null) return true
  }
  return false
}

/** No name of an option has more words, where it is a level. */
const MOST_NAMED = 3

function insideOf(up: readonly string[], { from, to, limit }: Range): string[] {
  const [first, last] = [from === null ? -1 : up.indexOf(from), to === null ? -1 : up.indexOf(to)]
  if ((from !== null && first < 0) || (to !== null && last < 0)) return []
  if (limit === 'between') return up.slice(Math.min(first, last), Math.max(first, last) + 1)
  if (from !== null) return up.slice(limit === 'over' ? first + 1 : first)
  return up.slice(0, limit === 'under' ? last : last + 1)
}

function takeRange(c: Cursor, options: readonly string[]): Range | null {
  takeSign(c, ':')
  const limit = take(c, ...LIMITS)
  if (limit !== null) {
    const one = takeOption(c, options)
    const low = limit === 'over' || limit === 'atLeast'
    if (one === null || !isLimit(limit)) return null
    return { from: low ? one : null, to: low ? null : one, limit }
  }
  // «С сухой кожей» says what they have, and not from which on.
  const plain = WITH.has(peek(c)?.text ?? '')
  const between = take(c, 'between', 'from')
  const first = takeOption(c, options)
  if (between !== null && first !== null) {
    const joined = takeSign(c, '-') || take(c, 'to', ...(between === 'between' ? (['and'] as const) : [])) !== null
    const second = joined ? takeOption(c, options) : null
    if (second !== null) return { from: first, to: second, limit: 'between' }
    if (joined || between === 'between') return null
    if (take(c, 'orMore') === null && plain) return null
    return { from: first, to: null, limit: 'atLeast' }
  }
  // «По будням» says when, and not up to what.
  if (first === null) return peek(c)?.text === 'по' || take(c, 'to') === null ? null : upTo(c, options)
  if (takePlus(c) || takeEnd(c, 'orMore')) return { from: first, to: null, limit: 'atLeast' }
  if (takeEnd(c, 'orLess')) return { from: null, to: first, limit: 'atMost' }
  const joined = takeSign(c, '-') || take(c, 'to') !== null
  const second = joined ? takeOption(c, options) : null
  return second === null ? null : { from: first, to: second, limit: 'between' }
}

const WITH: ReadonlySet<string> = new Set(['с', 'со'])

/** «До среднего»: with it or without it is asked. */
function upTo(c: Cursor, options: readonly string[]): Range | null {
  const one = takeOption(c, options)
  return one === null ? null : { from: null, to: one, limit: pick(c, 2) === 0 ? 'atMost' : 'under' }
}

function isLimit(key: string): key is Limit {
  return LIMITS.some(limit => limit === key)
}

function takeOption(c: Cursor, options: readonly string[]): string | null {
  const found = namedAt(c, name => optionNamed(options, name))
  if (found === null) return null
  c.at = found.to
  return found.value
}

/** Takes the plus that stands at an option: "M+". */
function takePlus(c: Cursor): boolean {
  const [before, plus] = [c.tokens[c.at - 1], peek(c)]
  if (plus?.text !== '+' || plus.start !== before?.end) return false
  c.at++
  return true
}

/** Takes "and up" where nothing else is joined by its words: «M плюс VIP». */
function takeEnd(c: Cursor, key: 'orMore' | 'orLess'): boolean {
  const seen = see(c, key)
  if (seen === null) return false
  const behind: Cursor = { ...c, at: c.at + seen.length, trying: true }
  const joins = JOINS.has(peek(c)?.text ?? '') && seen.length === 1
  if (joins && !endsHere(behind)) return false
  c.at += seen.length
  return true
}

const JOINS: ReadonlySet<string> = new Set(['plus', 'плюс', 'минимум', 'максимум'])
