import { DAY } from '../../../clock.js'
import type { Window } from '../../parts.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, pick } from '../cursor.js'

/** What says which weekend is meant. */
const SAID: ReadonlySet<string> = new Set(['в', 'на', 'во', 'по', 'on', 'at', 'over', 'the', 'during'])
const WEEKEND = /^(?:выходн(?:ые|ых|ым)|weekends?)$/u
/** So many weekends are looked at. */
const MANY = 4

/** «В выходные»: the last one, or any of several, is asked, where nothing says which. @param begin where the condition began */
export function everyWeekend(c: Cursor, rule: Rule, begin: number): Rule {
  let at = begin + 1
  while (at < c.at && !WEEKEND.test(c.tokens[at]?.text ?? '')) at++
  if (at >= c.at || !SAID.has(c.tokens[at - 1]?.text ?? '')) return rule
  const leaf = 'not' in rule ? rule.not : rule
  if (!('leaf' in leaf) || !isWeekend(leaf.window ?? null) || pick(c, 2) === 0) return rule
  const each = Array.from({ length: MANY }, (_, weeks): AnyLeaf => ({ ...leaf, window: before(leaf.window, weeks) }))
  if ('not' in rule) return { not: { any: each } }
  return leaf.count === 'none' ? { all: each } : { any: each }
}

function isWeekend(window: Window | null): boolean {
  if (window === null || !('from' in window) || window.from === null || window.to === null) return false
  return Date.parse(window.to) - Date.parse(window.from) === DAY
}

/** The same days so many weeks earlier. */
function before(window: Window | null | undefined, weeks: number): Window | null {
  if (window === null || window === undefined || !('from' in window)) return window ?? null
  const earlier = (day: string | null) =>
    day === null ? null : new Date(Date.parse(day) - weeks * 7 * DAY).toISOString().slice(0, 10)
  return { from: earlier(window.from), to: earlier(window.to) }
}
