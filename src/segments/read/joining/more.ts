import type { Rule } from '../../rule.js'
import type { Cursor } from '../cursor.js'
import { notBoth, ofThose, seesNotBoth, seesOfThose } from './of-those.js'
import { moreOf, noneThenEither, orOtherMonth, seesMoreOf } from './same-deed.js'
import { noneSince, seesNoneSince } from './those.js'

/** True behind a comma before what says more of the part before it, and is no condition of its own. */
export function seesMore(c: Cursor): boolean {
  return seesMoreOf(c) || seesNoneSince(c) || seesOfThose(c) || seesNotBoth(c)
}

/**
 * Reads what says more of what stands before it: ", more than 60 days ago", "and nothing since", "but opened neither", "but not
 * both". True where it did: the parts, and how they are joined, are changed.
 */
export function moreSaid(c: Cursor, parts: Rule[], joiners: ('and' | 'or')[], joiner: string): boolean {
  const either = joiner === 'or' || joiners.includes('and') ? null : notBoth(c, parts)
  if (either !== null) {
    parts.splice(0, parts.length, either)
    joiners.length = 0
    return true
  }
  const last = parts.at(-1)
  const more =
    joiner === 'or'
      ? (noneThenEither(c, last) ?? orOtherMonth(c, last))
      : ((joiner === 'next' ? moreOf(c, last) : null) ?? noneSince(c, last) ?? ofThose(c, last))
  if (more !== null) parts.splice(-1, 1, more)
  return more !== null
}
