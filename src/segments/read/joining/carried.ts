import type { Rule } from '../../rule.js'
import type { Cursor } from '../cursor.js'
import { JOINTS, longestAt } from '../lexicon.js'

/**
 * "No city or phone" has neither: a fact alone behind one that is missing is missing too. Whether "no city and phone" is
 * that, nobody would doubt either.
 */
export function carried(c: Cursor, before: Rule | undefined, part: Rule, begin: number): Rule {
  const missing = before !== undefined && knownOf(before) === false
  if (!missing || knownOf(part) !== true) return part
  for (let at = begin; at < c.at; at++)
    if (longestAt(JOINTS, { tokens: c.tokens, at, end: c.at }, ['known', 'has']) !== null) return part
  const said = 'leaf' in part ? part : null
  if (said === null) return part
  return 'test' in said ? { ...said, ...{ test: { known: false } } } : { ...said, ...{ value: false } }
}

/** Whether a rule says that a fact is known, or that it is not; null for any other. */
function knownOf(rule: Rule): boolean | null {
  if ('not' in rule) {
    const inside = knownOf(rule.not)
    return inside === null ? null : !inside
  }
  if (!('leaf' in rule)) return null
  if (rule.leaf === 'known' && 'value' in rule) return rule.value === true
  const test = 'test' in rule ? rule.test : null
  return typeof test === 'object' && test !== null && 'known' in test ? test.known === true : null
}
