import type { Window } from '../../parts.js'
import type { Rule } from '../../rule.js'
import { type Cursor, Mistake, peek, seeBeginning } from '../cursor.js'
import { countedAt } from '../events/event-named.js'
import { afterOf } from './after.js'

const LAST: ReadonlySet<string> = new Set(['last', 'latest'])
const DEED = /^(?:clicked|click|opened|open|saw|seen|read|viewed|replied|wrote|reacted|received)$/

/**
 * "Last clicked more than 2 weeks ago": then, and not since. Null, and nothing is taken, for anything else; of orders the language
 * has words of its own.
 * @param read reads the condition behind "last"
 */
export function readLastDeed(c: Cursor, read: (c: Cursor) => Rule): Rule | null {
  const behind: Cursor = { ...c, at: c.at + 1 }
  const last = LAST.has(peek(c)?.text ?? '')
  // "Last visit over 2 weeks ago": what the shop reports, by its noun.
  const reported = last && countedAt(behind) !== null
  if (!last || (!reported && (!DEED.test(peek(behind)?.text ?? '') || seeBeginning(behind) === null))) return null
  const { at } = c
  c.at++
  try {
    const rule = read(c)
    const window: Window | null = 'leaf' in rule ? (rule.window ?? null) : null
    const once = 'leaf' in rule && typeof rule.count === 'object' && 'atLeast' in rule.count && rule.count.atLeast === 1
    if ('leaf' in rule && once && window !== null) {
      const after = afterOf(c, window)
      return after === null ? rule : { all: [rule, { ...rule, count: 'none', window: after }] }
    }
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
  }
  c.at = at
  return null
}
