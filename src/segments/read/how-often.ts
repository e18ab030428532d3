import type { AnyLeaf, Rule } from '../rule.js'
import { readCount, seesCount } from './count.js'
import { type Cursor, Mistake } from './cursor.js'
import { endsHere } from './field.js'
import { readWindow, seesWindow } from './window.js'

const JOINS: ReadonlySet<string> = new Set(['but', 'and', 'though', 'но', 'причем'])
const TIMES: ReadonlySet<string> = new Set([
  ...['times', 'time', 'once', 'twice', 'thrice', 'orders', 'clicks', 'раз', 'раза', 'дважды', 'трижды'],
])

/** "Bought boots, but only once": how often alone is of what happened before it; null where none stands. */
export function readHowOften(c: Cursor): Rule | null {
  const { last } = c
  if (last === null || !isOnce(last) || !JOINS.has(c.tokens[c.at - 1]?.text ?? '') || !seesCount(c)) return null
  const begin = c.at
  try {
    const { count, negated } = readCount(c)
    const said = c.tokens.slice(begin, c.at).some(({ text }) => TIMES.has(text))
    const window = last.window === null && seesWindow(c) ? readWindow(c) : last.window
    if (said && negated === false && count !== 'none' && endsHere({ ...c, trying: true }))
      return { ...last, count, ...(window !== undefined && { window }) }
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
  }
  c.at = begin
  return null
}

function isOnce({ count }: AnyLeaf): boolean {
  return count !== undefined && count !== 'none' && 'atLeast' in count && count.atLeast === 1
}

/** The second of two conditions that say how often the same happened; null for any others. */
export function oftener(before: Rule | undefined, behind: Rule): Rule | null {
  if (before === undefined || !('leaf' in before) || !('leaf' in behind) || before.leaf !== behind.leaf) return null
  if (!isOnce(before) || isOnce(behind) || behind.count === undefined || before.window !== null) return null
  // At most so often may be never.
  if (behind.count === 'none' || 'atMost' in behind.count || ('from' in behind.count && behind.count.from === 0))
    return null
  const same = { ...before, count: behind.count, window: behind.window }
  return JSON.stringify(same) === JSON.stringify({ ...behind, count: behind.count, window: behind.window })
    ? behind
    : null
}
