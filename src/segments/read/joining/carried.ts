import type { Rule } from '../../rule.js'
import type { Cursor } from '../cursor.js'
import { JOINTS, longestAt } from '../lexicon.js'
import { isKnown, missingOf } from './scope.js'

/**
 * "No city or phone" has neither: a fact alone behind one that is missing is missing too. Whether "no city and phone" is
 * that, nobody would doubt either.
 */
export function carried(c: Cursor, before: Rule | undefined, part: Rule, begin: number): Rule {
  const missing = before !== undefined && isKnown(before) === false
  if (!missing || isKnown(part) !== true) return part
  for (let at = begin; at < c.at; at++)
    if (longestAt(JOINTS, { tokens: c.tokens, at, end: c.at }, ['known', 'has']) !== null) return part
  return missingOf(part) ?? part
}
