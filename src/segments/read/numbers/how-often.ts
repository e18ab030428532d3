import type { Count } from '../../parts.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, Mistake } from '../cursor.js'
import { endsHere } from '../fields/field.js'
import { readWindow, seesWindow } from '../times/window.js'
import { readCount, seesCount } from './count.js'

const JOINS: ReadonlySet<string> = new Set(['but', 'and', 'though', 'но', 'причем'])
const TIMES: ReadonlySet<string> = new Set([
  ...['times', 'time', 'once', 'twice', 'thrice', 'orders', 'clicks', 'раз', 'раза', 'дважды', 'трижды'],
])

/** "Bought boots, but only once": how often alone is of what happened before it; null where none stands. */
export function readHowOften(c: Cursor): Rule | null {
  const { last } = c
  if (last === null || !isAtLeast(last) || !JOINS.has(c.tokens[c.at - 1]?.text ?? '') || !seesCount(c)) return null
  const begin = c.at
  try {
    const { count, negated } = readCount(c)
    const said = c.tokens.slice(begin, c.at).some(({ text }) => TIMES.has(text))
    const window = last.window === null && seesWindow(c) ? readWindow(c) : last.window
    const often = isOnce(last) ? count : between(last, count)
    if (said && negated === false && often !== null && often !== 'none' && endsHere({ ...c, trying: true }))
      return { ...last, count: often, ...(window !== undefined && { window }) }
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
  }
  c.at = begin
  return null
}

function isAtLeast({ count }: AnyLeaf): boolean {
  return typeof count === 'object' && 'atLeast' in count
}

/** "More than once but less than 5 times"; null where the two are no such limits. */
function between({ count: first }: AnyLeaf, second: Count): Count | null {
  if (typeof first !== 'object' || typeof second !== 'object' || !('atLeast' in first) || !('atMost' in second))
    return null
  return first.atLeast <= second.atMost ? { from: first.atLeast, to: second.atMost } : null
}

function isOnce({ count }: AnyLeaf): boolean {
  return count !== undefined && count !== 'none' && 'atLeast' in count && count.atLeast === 1
}

/** The second of two conditions that say how often the same happened; null for any others. */
export function oftener(before: Rule | undefined, behind: Rule): Rule | null {
  if (before === undefined || !('leaf' in before) || !('leaf' in behind) || before.leaf !== behind.leaf) return null
  const least = typeof before.count === 'object' && 'atLeast' in before.count ? before.count.atLeast : 0
  const within = typeof behind.count === 'object' && 'from' in behind.count && behind.count.from === least
  if ((!isOnce(before) && !within) || isOnce(behind) || behind.count === undefined || before.window !== null)
    return null
  // At most so often may be never.
  if (behind.count === 'none' || 'atMost' in behind.count || ('from' in behind.count && behind.count.from === 0))
    return null
  const same = { ...before, count: behind.count, window: behind.window }
  return JSON.stringify(same) === JSON.stringify({ ...behind, count: behind.count, window: behind.window })
    ? behind
    : null
}
