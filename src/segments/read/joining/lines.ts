import { type Cursor, see } from '../cursor.js'
import { seesStart } from '../starter.js'
import { takeOrUnknown } from '../value.js'
import { OPEN_ENDS } from './joiner.js'

/** True for a token that belongs to what was written before it: on the same line, or where that has no end yet. */
export function goesOn(c: Cursor, at: number, to: number): boolean {
  const before = c.tokens[at - 1]
  const token = c.tokens[at]
  if (before?.line === token?.line) return true
  c.end = to
  c.at = at
  if (see(c, 'and', 'or', 'but', 'except') !== null || takeOrUnknown(c)) return true
  if (token?.kind === 'sign' && ',;)'.includes(token.text)) return true
  if (before?.kind === 'sign') return before.text === ',' ? !seesStart(c) : OPEN_ENDS.has(before.text)
  c.at = at - 1
  return see(c, 'and', 'or', 'but', 'except') !== null
}
