import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, Mistake, peek, see, seeAhead, seeBeginning } from '../cursor.js'
import { JOINTS, longestAt } from '../lexicon.js'
import { ORDER_NOUNS } from '../orders/verb-behind.js'

const LIMITS = ['over', 'under', 'atLeast', 'atMost'] as const
const LOW: ReadonlySet<string> = new Set(['over', 'atLeast'])
const TESTS = ['contains', 'startsWith', 'endsWith'] as const

type Limit = { at: number; low: boolean; value: number; to: number }
/** What was said before and is meant again: tokens that go before what stands at `at`. `sure`: nothing else can be meant. */
type LeftOut = { from: number; to: number; at: number; sure: boolean }

/**
 * A part behind *and*, *or* or *but*, with what it leaves out since the part before it said that: "spent under 50 or over 500",
 * "at least 2 orders but less than 5", "name starts with A or B".
 * @param begun where the part before it began
 */
export function readBeside(c: Cursor, parts: Rule[], begun: number, joiner: string, read: (c: Cursor) => Rule): Rule {
  const left = joiner === 'next' ? null : leftOut(c, begun, joiner)
  if (left === null) return read(c)
  const before = { ...c }
  try {
    if (!left.sure) return read(c)
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
    Object.assign(c, before)
    return spelled(c, left, parts, read, error)
  }
  return spelled(c, left, parts, read, null)
}

/** Reads it with what was left out; the time behind it is that of the part before it too. */
function spelled(c: Cursor, left: LeftOut, parts: Rule[], read: (c: Cursor) => Rule, error: Mistake | null): Rule {
  const said = c.tokens.slice(left.from, left.to)
  const tokens = [...c.tokens.slice(0, left.at), ...said, ...c.tokens.slice(left.at)]
  const whole: Cursor = { ...c, tokens, end: c.end + said.length }
  try {
    const written = read(whole)
    Object.assign(c, { ...whole, tokens: c.tokens, end: c.end, at: whole.at - said.length })
    const last = parts.at(-1)
    if (last === undefined) return written
    // "Ordered at most twice in 30 days but at least once": all but the limit is said once.
    const part = inSameTime(written, last)
    parts[parts.length - 1] = inSameTime(last, part)
    return part
  } catch (again) {
    if (error !== null && again instanceof Mistake) throw error
    throw again
  }
}

function inSameTime(before: Rule, part: Rule): Rule {
  const leaf = leafOf(part)
  const first = leafOf(before)
  if (leaf?.window === undefined || first?.window !== null || first.leaf !== leaf.leaf) return before
  const timed: AnyLeaf = { ...first, window: leaf.window }
  return 'not' in before ? { not: timed } : timed
}

function leafOf(rule: Rule): AnyLeaf | null {
  const inside = 'not' in rule ? rule.not : rule
  return 'leaf' in inside ? inside : null
}

function leftOut(c: Cursor, begun: number, joiner: string): LeftOut | null {
  const end = c.at - 1
  const limit = limitAt(c, c.at)
  if (limit === null) return isWordAlone(c) ? textOf(c, begun, end) : null
  const first = firstLimit(c, begun, end)
  const place: Cursor = { ...c, at: limit.to }
  if (first === null || see(place, 'yearsOld', 'hours', 'days', 'weeks', 'months', 'years') !== null) return null
  const noun = ORDER_NOUNS.has(c.tokens[first.to]?.text ?? '') ? first.to : null
  const range = first.low ? first.value < limit.value : limit.value < first.value
  const sure =
    see(place, 'times') === null &&
    first.low !== limit.low &&
    (joiner === 'or' ? !range : range) &&
    !isOfAge(c, begun, end)
  if (first.at === begun) return noun === null ? null : { from: noun, to: noun + 1, at: limit.to, sure }
  return seeBeginning({ ...c, at: begun }) === null && !sure ? null : { from: begun, to: first.at, at: c.at, sure }
}

/** "Over 500", with a currency before the number or behind it. */
function limitAt(c: Cursor, at: number): Limit | null {
  const limit = longestAt(JOINTS, { tokens: c.tokens, at, end: c.end }, LIMITS)
  if (limit === null) return null
  const sign = c.tokens[at + limit.length]?.kind === 'sign' ? 1 : 0
  const number = c.tokens[at + limit.length + sign]
  if (number?.kind !== 'number') return null
  return { at, low: LOW.has(limit.key), value: number.value, to: at + limit.length + sign + 1 }
}

function firstLimit(c: Cursor, begun: number, end: number): Limit | null {
  for (let at = begun; at < end; at++) {
    const limit = limitAt(c, at)
    if (limit !== null) return limit
    if (c.tokens[at]?.kind === 'number') return null
  }
  return null
}

const AGES = /^(?:age|aged|old|older|younger|years?|возраст|старше|младше|моложе|лет)$/u

function isOfAge(c: Cursor, begun: number, end: number): boolean {
  return c.tokens.slice(begun, end).some(({ text }) => AGES.test(text))
}

/** True before a word that ends the condition. */
function isWordAlone(c: Cursor): boolean {
  const token = peek(c)
  const behind = peek(c, 1)
  if (token?.kind !== 'word' && token?.kind !== 'quoted') return false
  return (
    behind === null ||
    (behind.kind === 'sign' && ',;)'.includes(behind.text)) ||
    seeAhead(c, 1, 'and', 'or', 'but') !== null
  )
}

/** Up to what a text must contain or begin with. */
function textOf(c: Cursor, begun: number, end: number): LeftOut | null {
  for (let at = begun; at < end; at++) {
    const test = longestAt(JOINTS, { tokens: c.tokens, at, end }, TESTS)
    if (test !== null) return { from: begun, to: at + test.length, at: c.at, sure: false }
  }
  return null
}
