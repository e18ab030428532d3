import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, pick } from '../cursor.js'
import { JOINTS, longestAt } from '../lexicon.js'

/**
 * "VIP or members from Leeds": whether what stands behind two groups says which of both are meant, or of the second alone, is
 * asked. Null where it is of both, as behind a comma.
 */
export function ofSecond(c: Cursor, before: Rule | undefined, part: Rule, begun: number, begin: number): Rule | null {
  if (before === undefined || !('any' in before) || !before.any.every(isSegment)) return null
  const said = c.tokens.slice(begun, begin)
  if (
    said.some(({ kind, text }) => kind === 'sign' && ',;()-'.includes(text)) ||
    !said.some(({ text }) => text === 'or')
  )
    return null
  const last = before.any.at(-1)
  if (last === undefined || pick(c, 2) === 0) return null
  return { any: [...before.any.slice(0, -1), { all: [last, part] }] }
}

function isSegment(rule: Rule): boolean {
  return 'leaf' in rule && rule.leaf === 'segment'
}

/**
 * "No phone or orders": neither of the two, or one of them missing, is asked; null where what stands behind *or* is said by
 * itself.
 */
export function neitherOf(c: Cursor, before: Rule | undefined, part: Rule, begun: number, begin: number): Rule | null {
  const denied = c.tokens[begun]?.text
  if (before === undefined || !(denied === 'no' || denied === 'without') || c.tokens[begin - 1]?.text !== 'or')
    return null
  if (isKnown(before) !== false) return null
  const place = { tokens: c.tokens, at: begin, end: c.at }
  if (longestAt(JOINTS, place, ['not', 'known', 'unknown', 'has', 'people']) !== null) return null
  const missing = isKnown(part) === true || isKnown(part) === false ? missingOf(part) : deniedOf(part)
  if (missing === null) return null
  return pick(c, 2) === 0 ? { all: [before, missing] } : { any: [before, missing] }
}

/** Whether a rule says that a fact is known, or that it is not; null for any other. */
export function isKnown(rule: Rule): boolean | null {
  if ('not' in rule) {
    const inside = isKnown(rule.not)
    return inside === null ? null : !inside
  }
  if (!('leaf' in rule)) return null
  if (rule.leaf === 'known' && 'value' in rule) return rule.value === true
  const test = 'test' in rule ? rule.test : null
  return typeof test === 'object' && test !== null && 'known' in test ? test.known === true : null
}

/** The same fact as one that is not known. */
export function missingOf(rule: Rule): Rule | null {
  if ('not' in rule) return isKnown(rule) === false ? rule : null
  if (!('leaf' in rule)) return null
  return 'test' in rule ? { ...rule, ...{ test: { known: false } } } : { ...rule, ...{ value: false } }
}

/** What happened, as what did not; null for anything else. */
function deniedOf(rule: Rule): Rule | null {
  if (!('leaf' in rule) || !isOnce(rule)) return null
  return { not: rule }
}

function isOnce({ count }: AnyLeaf): boolean {
  return typeof count === 'object' && 'atLeast' in count && count.atLeast === 1
}
