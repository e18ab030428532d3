import { DAY } from '../../../clock.js'
import type { Window } from '../../parts.js'
import type { AnyLeaf, Rule } from '../../rule.js'
import { type Cursor, fail, pick } from '../cursor.js'
import { isEachWeekday, weekdayAt } from './calendar.js'

/** What says which weekend is meant. */
const SAID: ReadonlySet<string> = new Set(['в', 'на', 'во', 'по', 'on', 'at', 'over', 'the', 'during'])
const WEEKEND = /^(?:выходн(?:ые|ых|ым)|weekends?)$/u
const EVERY = /^(?:every|each|кажд(?:ый|ую|ое|ые))$/u
const ANY = /^(?:a|any|люб(?:ой|ую|ое|ые))$/u
/** So many weeks are looked at. */
const MANY = [4, 12] as const

/**
 * «В выходные», "on Fridays", "every Friday": the last of them, or any or each of several, is asked, where nothing says which.
 * @param begin where the condition began
 */
export function everyWeekend(c: Cursor, rule: Rule, begin: number): Rule {
  const at = c.tokens.findIndex((_, i) => i > begin && i < c.at && isWeekly(c, i))
  const leaf = 'not' in rule ? rule.not : rule
  if (at < 0) return rule
  const days = 'leaf' in leaf && isDays(leaf.window ?? null)
  // "Born on a Friday" is of no Friday that anybody could name.
  if (!days && !WEEKEND.test(c.tokens[at]?.text ?? '')) return fail(c, { kind: 'window' })
  if (!('leaf' in leaf) || !days) return rule
  const before = c.tokens[at - 1]?.text ?? ''
  const weekend = WEEKEND.test(c.tokens[at]?.text ?? '')
  if (weekend && SAID.has(before) && pick(c, 2) === 0) return rule
  const [few, many] = MANY
  const weeks = weekend && SAID.has(before) ? few : pick(c, 2) === 0 ? few : many
  const each = Array.from({ length: weeks }, (_, back): AnyLeaf => ({ ...leaf, window: earlier(leaf.window, back) }))
  const none = leaf.count === 'none'
  if (EVERY.test(before)) return none || 'not' in rule ? fail(c, { kind: 'window' }) : { all: each }
  // "Fewer than 2 times on Fridays" is of all of them together, which nobody can ask.
  if (!none && !isOnce(leaf)) return fail(c, { kind: 'window' })
  if ('not' in rule) return { not: { any: each } }
  return none ? { all: each } : { any: each }
}

/** True of what happened at least once, and of what is not counted. */
function isOnce({ count }: AnyLeaf): boolean {
  return count === undefined || (typeof count === 'object' && 'atLeast' in count && count.atLeast === 1)
}

/** True at a day or days that come every week, where nothing says which of them. */
function isWeekly(c: Cursor, at: number): boolean {
  const [before, word] = [c.tokens[at - 1]?.text ?? '', c.tokens[at]?.text ?? '']
  if (WEEKEND.test(word)) return SAID.has(before) || EVERY.test(before) || ANY.test(before)
  if (isEachWeekday(word)) return true
  return (EVERY.test(before) || ANY.test(before)) && weekdayAt({ ...c, at }, 0) !== null
}

/** True for one day, and for the two of a weekend. */
function isDays(window: Window | null): boolean {
  if (window === null || !('from' in window) || window.from === null || window.to === null) return false
  return Date.parse(window.to) - Date.parse(window.from) <= DAY
}

/** The same days so many weeks earlier. */
function earlier(window: Window | null | undefined, weeks: number): Window | null {
  if (window === null || window === undefined || !('from' in window)) return window ?? null
  const back = (day: string | null) =>
    day === null ? null : new Date(Date.parse(day) - weeks * 7 * DAY).toISOString().slice(0, 10)
  return { from: back(window.from), to: back(window.to) }
}
