import type { Window } from '../parts.js'
import type { Rule } from '../rule.js'
import { type Cursor, fail } from './cursor.js'

/**
 * *Not* before a condition. "Not ordered 90 days" does not say whether they ever did; "not ordered 90" does not say what
 * there are 90 of, and would hold nearly everyone.
 */
export function turned(c: Cursor, inside: Rule): Rule {
  if (c.bareCount !== null && 'leaf' in inside) {
    c.at = c.bareCount
    return fail(c, { kind: 'timesOrUnit' })
  }
  const plain: Rule = c.saidNever && 'leaf' in inside ? inside : { not: inside }
  if (!c.saidBareTime || !('leaf' in inside)) return plain
  const { count, window } = inside
  if (count === undefined || window === undefined || window === null) return plain
  if (count !== 'none' && !('atLeast' in count && count.atLeast === 1)) return plain
  c.saidBareTime = false
  c.made.add('quiet')
  if (c.choices.quiet === 'before') return plain
  const recent: Window = 'ago' in window ? { in: window.n, unit: window.unit } : window
  const none: Rule = { ...inside, count: 'none', window: recent }
  if (c.choices.quiet === 'never') return none
  return { all: [{ ...inside, count: { atLeast: 1 }, window: null }, none] }
}
