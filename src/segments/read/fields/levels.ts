import type { Field } from '../../vocabulary.js'
import type { Candidate } from '../candidate.js'
import { type Cursor, fail, peek, pick, see, take } from '../cursor.js'
import { wordsOf } from '../lexicon.js'
import { namedAt } from '../names/bare.js'
import { isForm } from '../starter.js'
import { optionNamed } from './called.js'
import { endsHere } from './field.js'
import { leafOf } from './leaf.js'
import { seesOption } from './nationals.js'
import { directionOf } from './scale.js'

/** Options from one to another, `from` and `to` by their places; `side`: those on one side of `from`, itself or not. */
type Levels = { from: number; to: number } | { from: number; side: 'up' | 'down'; itself: boolean }

/** Two options have no steps between them. */
const FEWEST = 3
const STANDS = ['over', 'under', 'atLeast', 'atMost', 'between', 'from', 'to'] as const

/** "Intermediate or above", "at least M", "S to L", «не ниже среднего»: options by their order, without their field. */
export function levels(c: Cursor, field: Field): Candidate[] {
  if (field.type !== 'one_of' || field.options === null || field.options.length < FEWEST) return []
  const { options } = field
  const place: Cursor = { ...c, made: new Set() }
  const found = takeLevels(place, field, options)
  if (found === null) return []
  const to = place.at
  return [{ to, sure: 'words', read: () => leafOf(field, { is: optionsOf(c, options, found) }) }]
}

/** The options behind the name of their field: "level: at least intermediate"; null, and nothing is taken, for anything else. */
export function readLevels(c: Cursor, field: Field): string[] | null {
  if (field.type !== 'one_of' || field.options === null || field.options.length < FEWEST) return null
  const begin = c.at
  const found = takeLevels(c, field, field.options, true)
  const follows = see(c, 'people', 'livesIn', 'cameFrom', 'not', 'has', 'older', 'younger') !== null
  if (found === null || !(endsHere(c) || peek(c)?.text === ',' || follows || seesOption(c))) {
    c.at = begin
    return null
  }
  return optionsOf(c, field.options, found)
}

/** Which options are meant; where nobody knows which end of them is the high one, that is asked. */
function optionsOf(c: Cursor, options: readonly string[], found: Levels): string[] {
  if ('to' in found) return options.slice(Math.min(found.from, found.to), Math.max(found.from, found.to) + 1)
  const direction = directionOf(options) ?? (pick(c, 2) === 0 ? 1 : -1)
  const behind = (found.side === 'up') === (direction === 1)
  const edge = found.itself ? 0 : 1
  const meant = behind ? options.slice(found.from + edge) : options.slice(0, found.from + 1 - edge)
  // Above the highest there is none: nobody can have meant that.
  return meant.length === 0 ? fail(c, { kind: 'option' }) : meant
}

function takeLevels(c: Cursor, field: Field, options: readonly string[], led = false): Levels | null {
  const begin = c.at
  const limit = take(c, ...STANDS)
  const first = takeOption(c, field, options)
  if (first === null) {
    c.at = begin
    return joinedOf(c, options)
  }
  const found = behind(c, field, options, first, limit, led)
  if (found === null) c.at = begin
  return found
}

function behind(
  c: Cursor,
  field: Field,
  options: readonly string[],
  first: number,
  limit: string | null,
  led: boolean,
): Levels | null {
  const edge = (side: 'up' | 'down', itself: boolean): Levels | null => {
    const last = isLast(options, first, side)
    return last && !itself ? null : { from: first, side, itself }
  }
  switch (limit) {
    case 'over':
      return edge('up', false)
    case 'under':
      return edge('down', false)
    case 'atLeast':
      take(c, 'orMore')
      return edge('up', true)
    case 'atMost':
      return edge('down', true)
    case 'to':
      return led ? edge('down', true) : null
    case 'between':
      return take(c, 'and') === null && !takeDash(c) ? null : rangeTo(c, field, options, first)
    default: {
      if (takeDash(c) || take(c, 'to') !== null) return rangeTo(c, field, options, first)
      const plus = peek(c)
      const joined = plus?.text === '+' && plus.start === c.tokens[c.at - 1]?.end
      if (joined) c.at++
      if (joined || takeSide(c, 'orMore')) return edge('up', true)
      if (takeSide(c, 'orLess')) return edge('down', true)
      return limit === 'from' && led && endsHere(c) ? edge('up', true) : null
    }
  }
}

/** True where no option is on that side of one. */
function isLast(options: readonly string[], at: number, side: 'up' | 'down'): boolean {
  const direction = directionOf(options)
  if (direction === null) return false
  return (side === 'up') === (direction === 1) ? at === options.length - 1 : at === 0
}

function rangeTo(c: Cursor, field: Field, options: readonly string[], from: number): Levels | null {
  const to = takeOption(c, field, options)
  return to === null || to === from ? null : { from, to }
}

/** Takes an option, with the name of its field behind it or not: "an intermediate level". */
function takeOption(c: Cursor, field: Field, options: readonly string[]): number | null {
  const begin = c.at
  take(c, 'article')
  const label = field.label === null ? [] : wordsOf(field.label)
  // «Не больше размера M».
  if (label.length > 0 && isForm(c, label)) c.at += label.length
  const found = namedAt(c, name => optionNamed(options, name))
  if (found === null) {
    c.at = begin
    return null
  }
  c.at = found.to
  const last = label.at(-1) ?? ''
  if (label.length > 0 && isForm(c, label)) c.at += label.length
  else if (last !== '' && isForm(c, [last])) c.at++
  return options.indexOf(found.value)
}

/** "S-L" is one word; null for any other. */
function joinedOf(c: Cursor, options: readonly string[]): Levels | null {
  const parts = peek(c)?.kind === 'word' ? (peek(c)?.text ?? '').split('-') : []
  const [first = '', second = ''] = parts
  if (parts.length !== 2) return null
  const [from, to] = [first, second].map(part => options.indexOf(optionNamed(options, part) ?? ''))
  if (from === undefined || to === undefined || from < 0 || to < 0 || from === to) return null
  c.at++
  return { from, to }
}

function takeDash(c: Cursor): boolean {
  if (peek(c)?.kind !== 'sign' || peek(c)?.text !== '-') return false
  c.at++
  return true
}

/** Takes "or above"; a *plus* with something behind it joins. */
function takeSide(c: Cursor, side: 'orMore' | 'orLess'): boolean {
  const seen = see(c, side)
  if (seen === null || (seen.length === 1 && !endsHere({ ...c, at: c.at + 1, trying: true }))) return false
  c.at += seen.length
  return true
}
